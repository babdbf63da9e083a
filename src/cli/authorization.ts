import { systemClock } from '../core/clock.ts';
import { ConnectorError, isErrorName } from '../core/errors.ts';
import { isCollection, type Collection } from '../core/json.ts';
import type { ApiClient } from './api-client.ts';
import { shown } from './shown.ts';
import { paint, type Terminal } from './terminal.ts';

/** Milliseconds between two looks at how it stands. */
const LOOK_MS = 1000;

/**
 * Shows the page where a person allows access, waits until that has happened, and gives the connection.
 * @throws ConnectorError as the service refused, or `ExecutionInterruptedError` when the command is interrupted.
 */
export async function waitForAuthorization(terminal: Terminal, api: ApiClient, begun: Collection): Promise<Collection> {
  terminal.err(`Open this page in a browser and allow access (Ctrl-C stops waiting):\n`);
  terminal.err(`  ${paint(terminal, 'cyan', shown(begun['url']))}\n`);
  let now = begun;
  while (now['status'] === 'waiting') {
    await pause(terminal);
    now = await api.call({ method: 'GET', path: `/authorizations/${shown(begun['id'])}` });
  }
  if (now['status'] === 'done') return api.call({ method: 'GET', path: `/connections/${shown(now['connectionId'])}` });
  throw refusal(now['error']);
}

async function pause({ signal }: Terminal): Promise<void> {
  try {
    await systemClock.sleep(LOOK_MS, signal);
  } catch {
    throw new ConnectorError('ExecutionInterruptedError', 'The command was stopped before access was allowed.', {
      fix: 'Run it again; the page that was shown works for ten minutes.',
    });
  }
}

function refusal(error: unknown): ConnectorError {
  const { code, detail, fix } = isCollection(error) ? error : {};
  const name = shown(code);
  return new ConnectorError(isErrorName(name) ? name : 'RuntimeError', shown(detail), {
    ...(typeof fix === 'string' && { fix }),
  });
}
