import { systemClock } from '../../core/clock.ts';
import { readConfig } from '../../core/config.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import type { App } from '../../manifest/app.ts';
import { loadApp } from '../../manifest/load.ts';
import { readManifest } from '../../manifest/read-manifest.ts';
import { runFunctionTests, type FunctionTestResult } from '../../scripts/function-tests.ts';
import { tryApp, type TrialResult } from '../../trial/try-app.ts';
import { counted } from '../counted.ts';
import { paint, type Terminal } from '../terminal.ts';
import { Told } from '../told.ts';
import { appFolder } from './check.ts';

/** What `test` was asked for. */
export interface TestOptions {
  /** Call everything against a stand-in for the service as well. */
  readonly mock?: boolean;
  readonly json?: boolean;
}

/** `test [dir]`: runs the tests of an app's functions, and its calls with `--mock`; a failure makes the exit code 1. */
export async function testCommand(terminal: Terminal, dir: string | undefined, options: TestOptions): Promise<void> {
  const folder = await appFolder(terminal, dir);
  const app = await loadApp(folder);
  const tests = testsOf(app, terminal);
  const calls = options.mock === true ? await tryApp(app, await readManifest(folder)) : undefined;
  const failed = [...tests, ...(calls ?? [])].filter(({ passed }) => !passed).length;
  if (options.json === true) {
    const data = { app: app.name, tests, ...(calls && { calls }) };
    terminal.out(`${JSON.stringify({ ok: failed === 0, data }, null, 2)}\n`);
  } else {
    for (const result of tests) printTest(terminal, result);
    for (const result of calls ?? []) printCall(terminal, result);
    printVerdict(terminal, app, { tests, calls, failed });
  }
  if (failed > 0) throw new Told(1);
}

function testsOf({ functions }: App, { environment }: Terminal): readonly FunctionTestResult[] {
  const { timezone, functionMs } = readConfig(environment);
  return runFunctionTests(functions, {
    variables: { environment: { timezone } },
    clock: systemClock,
    random: Math.random,
    timezone,
    limits: { ...DEFAULT_LIMITS.expression, functionMs },
  });
}

function printTest(terminal: Terminal, result: FunctionTestResult): void {
  const { function: name, title, message, place, debug } = result;
  terminal.out(`${mark(terminal, result)}  ${name}: ${title}\n`);
  if (message !== undefined) terminal.out(`        ${message}${place === undefined ? '' : ` (${place})`}\n`);
  for (const line of debug) terminal.out(`        ${paint(terminal, 'dim', line)}\n`);
}

function printCall(terminal: Terminal, result: TrialResult): void {
  const { kind, name, what, gave, requests, message, fix } = result;
  const subject = `${kind.padEnd(10)}  ${name}${what === '' ? '' : `, ${what}`}`;
  const outcome = [counted(requests.length, 'request'), gave].filter((text) => text !== '').join(', ');
  terminal.out(`${mark(terminal, result)}  ${subject}  ${paint(terminal, 'dim', outcome)}\n`);
  if (message === undefined) return;
  terminal.out(`        ${message}\n`);
  for (const { method, url } of requests) terminal.out(`        ${paint(terminal, 'dim', `${method} ${url}`)}\n`);
  if (fix !== undefined) terminal.out(`        ${paint(terminal, 'cyan', 'try')}  ${fix}\n`);
}

function mark(terminal: Terminal, { passed }: { readonly passed: boolean }): string {
  return passed ? paint(terminal, 'green', 'passed') : paint(terminal, 'red', 'failed');
}

interface Outcome {
  readonly tests: readonly FunctionTestResult[];
  readonly calls: readonly TrialResult[] | undefined;
  readonly failed: number;
}

function printVerdict(terminal: Terminal, app: App, { tests, calls, failed }: Outcome): void {
  const ran = [`${counted(tests.length, 'test')} of functions`, ...(calls ? [counted(calls.length, 'call')] : [])];
  const verdict = failed === 0 ? paint(terminal, 'green', 'all passed') : paint(terminal, 'red', `${failed} failed`);
  terminal.err(`${app.label}: ${ran.join(' and ')}, ${verdict}.\n`);
}
