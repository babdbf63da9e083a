import type { Collection } from '../../core/json.ts';
import type { ConnectorError } from '../../core/errors.ts';
import { toConnectorError } from '../../core/errors.ts';
import type { RequestPreview } from '../../communication/call.ts';
import { findModule } from '../../engine/run-module.ts';
import { readInputs } from '../input.ts';
import { printJson, printRow } from '../print.ts';
import { openSession } from '../session.ts';
import type { AccountOptions, Session } from '../session.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { waitForBundles } from '../wait.ts';

/** Options of `run`. */
export interface RunOptions extends AccountOptions {
  readonly input: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly wait?: boolean;
  readonly count: number;
  readonly port: number;
  readonly publicUrl?: string;
  readonly debug?: boolean;
}

/** `run <module>`: runs one module and prints its bundles; a trigger waits for a delivery. */
export async function runCommand(terminal: Terminal, name: string, options: RunOptions): Promise<void> {
  const input = await readInputs(terminal, options.input);
  const session = await openSession(terminal, options);
  try {
    const module = findModule(session.runtime.app, name);
    if (module.moduleType === 'instant_trigger') {
      const bundles = await waitForBundles(terminal, session, module, { ...options, parameters: input });
      printBundles(terminal, bundles, options.json === true);
    } else if (options.dryRun === true) {
      printPreview(terminal, session.runtime.previewModule(requestOf(name, session, input)), options.json === true);
    } else {
      await runOnce(terminal, session, name, { input, options });
    }
  } catch (thrown) {
    throw withPlace(terminal, toConnectorError(thrown), session, options.json === true);
  } finally {
    await session.close();
  }
}

async function runOnce(
  terminal: Terminal,
  session: Session,
  name: string,
  { input, options }: { readonly input: Collection; readonly options: RunOptions },
): Promise<void> {
  const result = await session.runtime.runModule({
    ...requestOf(name, session, input),
    signal: terminal.signal,
    ...(options.debug === true
      ? { onExchange: (exchange) => terminal.err(`${JSON.stringify(exchange, null, 2)}\n`) }
      : {}),
  });
  for (const warning of result.warnings) printRow(terminal, 'warning', warning);
  printBundles(terminal, result.bundles, options.json === true);
}

function requestOf(module: string, session: Session, input: Collection) {
  return { module, connection: session.connection, input, fromText: true, strict: true };
}

/** Where the request went, above an error of the service: a token of the wrong environment is the usual cause. */
function withPlace(terminal: Terminal, error: ConnectorError, session: Session, json: boolean): ConnectorError {
  if (!json && error.row.exit === 4) printRow(terminal, 'account', session.place);
  return error;
}

function printBundles(terminal: Terminal, bundles: readonly unknown[], json: boolean): void {
  if (json) {
    printJson(terminal, { bundles });
    return;
  }
  for (const bundle of bundles) terminal.out(`${JSON.stringify(bundle, null, 2)}\n`);
  const count = bundles.length === 1 ? '1 bundle' : `${bundles.length} bundles`;
  terminal.err(`${paint(terminal, 'green', 'Done')}: ${count}.\n`);
}

function printPreview(terminal: Terminal, preview: RequestPreview | undefined, json: boolean): void {
  if (json) {
    printJson(terminal, { request: preview ?? null });
  } else if (preview === undefined) {
    terminal.err('This module sends no request.\n');
  } else {
    const headers = Object.entries(preview.headers).map(([key, value]) => `${key}: ${String(value)}`);
    terminal.out(`${[`${preview.method} ${preview.url}`, ...headers, '', preview.body ?? ''].join('\n').trimEnd()}\n`);
    terminal.err(`${paint(terminal, 'dim', 'Nothing was sent.')}\n`);
  }
}
