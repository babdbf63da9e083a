import { createRequire } from 'node:module';
import { CommanderError } from 'commander';
import { toConnectorError } from '../core/errors.ts';
import type { ConnectorError } from '../core/errors.ts';
import { createProgram, usageExitCode } from './program.ts';
import { printError } from './print.ts';
import type { Terminal } from './terminal.ts';

/** Exit code after Ctrl-C. */
const INTERRUPTED = 130;

/** Runs one command line (without node and script) and gives its exit code. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal, packageVersion()).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return usageExitCode(thrown);
    const error = toConnectorError(thrown);
    printError(terminal, error, argv.includes('--json'));
    if (error.name === 'UnexpectedError' && argv.includes('--debug')) terminal.err(`${String(error.stack)}\n`);
    return interrupted(error, terminal) ? INTERRUPTED : error.row.exit;
  }
}

function interrupted(error: ConnectorError, terminal: Terminal): boolean {
  return terminal.signal.aborted && error.name === 'ExecutionInterruptedError';
}

function packageVersion(): string {
  const read = createRequire(import.meta.url)('../../package.json') as { version: string };
  return read.version;
}
