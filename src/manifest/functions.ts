import type { Problem } from '../core/source.ts';
import type { SourceText } from './source-file.ts';

/** A function of the app's own, written in JavaScript and called from expressions by its name. */
export interface AppFunction {
  readonly name: string;
  /** Relative to the app's folder. */
  readonly path: string;
  readonly code: string;
  /** What its author tests it with. */
  readonly test?: { readonly path: string; readonly code: string };
}

/** Where an app of our layout keeps them: `functions/<name>.js`, and `functions/<name>.test.js` beside it. */
export const FUNCTION_FOLDER = 'functions';

const FUNCTION_FILE = /(?:^|\/)functions\/([A-Za-z_$][\w$]{0,119}?)(\.test)?\.js$/;

/** Whether a path below the app's folder is that of a function or of its tests. */
export function isFunctionPath(path: string): boolean {
  return FUNCTION_FILE.test(path);
}

/** The functions among these texts, by name; tests that have no function are problems. */
export function functionsIn(texts: readonly SourceText[], problems: Problem[]): readonly AppFunction[] {
  const code = texts.filter(({ kind, path }) => kind === 'function' && !path.endsWith('.test.js'));
  const tests = new Map(
    texts.filter(({ kind, path }) => kind === 'function' && path.endsWith('.test.js')).map((text) => [text.path, text]),
  );
  const functions = code.map(({ path, text }) => {
    const name = FUNCTION_FILE.exec(path)?.[1] ?? path;
    const testPath = path.replace(/\.js$/, '.test.js');
    const test = tests.get(testPath);
    tests.delete(testPath);
    return { name, path, code: text, ...(test === undefined ? {} : { test: { path: test.path, code: test.text } }) };
  });
  problems.push(...[...tests.keys()].map(testAlone));
  return functions;
}

function testAlone(path: string): Problem {
  return {
    file: path,
    pointer: '',
    position: { line: 1, column: 1 },
    severity: 'error',
    code: 'TEST_WITHOUT_FUNCTION',
    message: 'These are tests of a function that is not there.',
    fix: `Add ${path.replace('.test.js', '.js')}, or remove the tests.`,
  };
}
