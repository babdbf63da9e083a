import type { Collection } from '../../core/json.ts';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import type { RequestPreview } from '../../communication/call.ts';
import { findModule } from '../../engine/module/run-module.ts';
import type { Exchange } from '../../http/client.ts';
import type { AppModule } from '../../manifest/app.ts';
import { counted } from '../counted.ts';
import { readInputs } from '../input.ts';
import { printJson, printRow } from '../print.ts';
import { openSession } from '../session.ts';
import type { AccountOptions, Session } from '../session.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { previewWait, waitForBundles } from '../wait.ts';

/** Options of `run`. */
export interface RunOptions extends AccountOptions {
  readonly input?: readonly string[];
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
  const inputs = options.input ?? [];
  if (options.tokenStdin === true && inputs.includes('@-')) {
    throw new ConnectorError('UsageError', 'Standard input cannot hold both the token and the inputs.', {
      fix: 'Give the token in SONAR_TOKEN, or the inputs in a file: -i @file.json.',
    });
  }
  const input = await readInputs(terminal, inputs);
  const session = await openSession(terminal, { ...options, staysOpen: options.wait === true });
  try {
    const module = findModule(session.runtime.app, name);
    checkMode(module, options);
    await (options.dryRun === true ? preview : perform)(terminal, session, { module, input, options });
  } catch (thrown) {
    throw withPlace(toConnectorError(thrown), session);
  } finally {
    await session.close();
  }
}

interface Job {
  readonly module: AppModule;
  readonly input: Collection;
  readonly options: RunOptions;
}

/** Triggers wait, everything else runs at once: a command line that says otherwise was meant in another way. */
function checkMode(module: AppModule, { wait, dryRun }: RunOptions): void {
  const isTrigger = module.moduleType === 'instant_trigger';
  if (isTrigger && wait !== true && dryRun !== true) {
    throw new ConnectorError('UsageError', `"${module.label}" is an instant trigger: it runs when something happens.`, {
      fix: `Wait for it: sonar-connect run ${module.name} --wait`,
    });
  }
  if (!isTrigger && wait === true) {
    throw new ConnectorError('UsageError', `"${module.label}" is no instant trigger: there is nothing to wait for.`, {
      fix: 'Run it without --wait.',
    });
  }
}

async function preview(terminal: Terminal, session: Session, { module, input, options }: Job): Promise<void> {
  const request =
    module.moduleType === 'instant_trigger'
      ? previewWait(session, module, { ...options, parameters: input })
      : session.runtime.previewModule(requestOf(module.name, session, input));
  printPreview(terminal, request, options.json === true);
}

async function perform(terminal: Terminal, session: Session, { module, input, options }: Job): Promise<void> {
  const onExchange = (exchange: Exchange): void => terminal.err(`${JSON.stringify(exchange, null, 2)}\n`);
  const onDebug = (line: string): void => printRow(terminal, 'debug', line);
  const debug = options.debug === true ? { onExchange, onDebug } : {};
  const result =
    module.moduleType === 'instant_trigger'
      ? await waitForBundles(terminal, session, module, { ...options, ...debug, parameters: input })
      : await session.runtime.runModule({
          ...requestOf(module.name, session, input),
          signal: terminal.signal,
          ...debug,
        });
  for (const warning of result.warnings) printRow(terminal, 'warning', warning);
  printBundles(terminal, result.bundles, options.json === true);
}

function requestOf(module: string, session: Session, input: Collection) {
  return { module, connection: session.connection, input, fromText: true, strict: true };
}

/** A token of the wrong environment is the usual cause of a refusal: say which one was asked. */
function withPlace(error: ConnectorError, session: Session): ConnectorError {
  if (error.name !== 'InvalidAccessTokenError' || error.upstream === undefined) return error;
  const { name, message, upstream, cause } = error;
  const fix = `Check the token: it was sent to ${session.place}, and sandbox and production have tokens of their own (--sandbox).`;
  return new ConnectorError(name, message, { upstream, cause, fix });
}

function printBundles(terminal: Terminal, bundles: readonly unknown[], json: boolean): void {
  if (json) {
    printJson(terminal, { bundles });
    return;
  }
  for (const bundle of bundles) terminal.out(`${JSON.stringify(bundle, null, 2)}\n`);
  const count = counted(bundles.length, 'bundle');
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
