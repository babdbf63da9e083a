import { CommanderError } from 'commander';
import { toConnectorError } from '../core/errors.ts';
import type { ConnectorError } from '../core/errors.ts';
import { createProgram, usageError } from './program.ts';
import { printError } from './print.ts';
import type { Terminal } from './terminal.ts';
import { Told } from './told.ts';
import { packageVersion } from './version.ts';

/** Exit codes after a signal, by its name: Ctrl-C, and a request to terminate. */
const INTERRUPTED: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Runs one command line (without node and script) and gives its exit code. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal, packageVersion()).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof Told) return thrown.exit;
    const error = thrown instanceof CommanderError ? usageError(thrown) : toConnectorError(thrown);
    if (error === undefined) return 0;
    printError(terminal, error, argv.includes('--json'));
    if (error.name === 'UnexpectedError' && argv.includes('--debug')) terminal.err(`${String(error.stack)}\n`);
    return interrupted(error, terminal) ?? error.row.exit;
  }
}

function interrupted(error: ConnectorError, { signal }: Terminal): number | undefined {
  if (!signal.aborted || error.name !== 'ExecutionInterruptedError') return undefined;
  return INTERRUPTED[signal.reason instanceof Error ? signal.reason.message : ''] ?? 130;
}
