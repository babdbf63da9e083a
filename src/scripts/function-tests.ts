import type { Evaluation } from '../iml/evaluation.ts';
import type { Script, ScriptFailure } from './messages.ts';
import { circumstances, nextSession, sharedScriptHost } from './own-functions.ts';
import type { Outcome, ScriptHost, Work } from './script-host.ts';
import { unpack } from './values.ts';

/** A function with the tests its author wrote for it. */
export interface TestedScript extends Script {
  readonly test?: { readonly path: string; readonly code: string };
}

/** How one test ended. */
export interface FunctionTestResult {
  readonly function: string;
  /** Of the file of tests. */
  readonly path: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why it failed. */
  readonly message?: string;
  /** Where, for example `functions/total.test.js:3:5`. */
  readonly place?: string;
  /** What the functions said by `debug`. */
  readonly debug: readonly string[];
}

/** Runs the tests (`it('…', () => …)`) of all functions. A file that cannot be read is one test that failed. */
export function runFunctionTests(
  functions: readonly TestedScript[],
  evaluation: Evaluation,
  host: ScriptHost = sharedScriptHost(),
): readonly FunctionTestResult[] {
  return functions.flatMap(({ name, test }) => {
    if (test === undefined) return [];
    const scripts = functions.map(({ name, path, code }) => ({ name, path, code }));
    const around = circumstances(scripts, nextSession(), evaluation);
    const perform = (work: Work): Outcome => host.perform(work, evaluation);
    const read = perform({ type: 'read-tests', test: { name, ...test }, ...around });
    const told = { function: name, path: test.path };
    if (read.type === 'failed') return [{ ...told, title: 'the file can be read', ...failed(read) }];
    const titles = unpack(read.value) as readonly string[];
    return titles.map((title, index) => {
      const outcome = perform({ type: 'run-test', index, ...around });
      const debug = index === 0 ? [...read.debug, ...outcome.debug] : outcome.debug;
      return { ...told, title, ...(outcome.type === 'failed' ? failed(outcome) : { passed: true }), debug };
    });
  });
}

function failed({ failure, debug }: { readonly failure: ScriptFailure; readonly debug: readonly string[] }) {
  const { name, message, place } = failure;
  const said = name === 'AssertionError' || name === 'Error' ? message : `${name}: ${message}`;
  const why = failure.type === 'deadline' ? 'It took too long.' : said;
  return { passed: false, message: why, ...(place !== undefined && { place }), debug };
}
