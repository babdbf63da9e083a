import { systemClock } from '../../core/clock.ts';
import { readConfig } from '../../core/config.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import { loadApp } from '../../manifest/load.ts';
import { runFunctionTests, type FunctionTestResult } from '../../scripts/function-tests.ts';
import { counted } from '../counted.ts';
import { paint, type Terminal } from '../terminal.ts';
import { Told } from '../told.ts';
import { appFolder } from './check.ts';

/** What `test` was asked for. */
export interface TestOptions {
  readonly json?: boolean;
}

/** `test [dir]`: runs the tests of an app's functions; one that fails makes the exit code 1. */
export async function testCommand(terminal: Terminal, dir: string | undefined, options: TestOptions): Promise<void> {
  const folder = await appFolder(terminal, dir);
  const app = await loadApp(folder);
  const { timezone, functionMs } = readConfig(terminal.environment);
  const tests = runFunctionTests(app.functions, {
    variables: { environment: { timezone } },
    clock: systemClock,
    random: Math.random,
    timezone,
    limits: { ...DEFAULT_LIMITS.expression, functionMs },
  });
  const failed = tests.filter(({ passed }) => !passed).length;
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ ok: failed === 0, data: { app: app.name, tests } }, null, 2)}\n`);
  } else {
    for (const result of tests) printTest(terminal, result);
    const verdict = failed === 0 ? paint(terminal, 'green', 'all passed') : paint(terminal, 'red', `${failed} failed`);
    terminal.err(`${app.label}: ${counted(tests.length, 'test')} of functions, ${verdict}.\n`);
  }
  if (failed > 0) throw new Told(1);
}

function printTest(terminal: Terminal, { function: name, title, passed, message, place, debug }: FunctionTestResult) {
  const mark = passed ? paint(terminal, 'green', 'passed') : paint(terminal, 'red', 'failed');
  terminal.out(`${mark}  ${name}: ${title}\n`);
  if (message !== undefined) terminal.out(`        ${message}${place === undefined ? '' : ` (${place})`}\n`);
  for (const line of debug) terminal.out(`        ${paint(terminal, 'dim', line)}\n`);
}
