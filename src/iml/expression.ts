import { didYouMean } from '../core/suggest.ts';
import { walk, type CallNode, type Node, type PathNode } from './ast.ts';
import { compileNode, type Run } from './compile.ts';
import type { OwnFunctions } from './evaluation.ts';
import { BUILT_IN_FUNCTIONS } from './functions/index.ts';
import { parseExpression, type Stretch } from './parse.ts';
import { expressionError, problemAt } from './problem.ts';
import type { Grammar } from './reader.ts';

/** A parsed and compiled expression with what can be known about it without running it. */
export interface PreparedExpression {
  readonly source: string;
  readonly roots: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  readonly outermostCall?: string;
  readonly keyword?: string;
  readonly paths: readonly (readonly string[])[];
  readonly run: Run;
}

/**
 * Parses, checks and compiles the expression in a stretch of a source.
 * @throws ConnectorError `ExpressionError` for the first syntax error, or for all unknown functions together.
 */
export function prepareExpression(
  stretch: Stretch,
  options: Grammar & { readonly functions?: OwnFunctions | 'any' },
): PreparedExpression {
  const node = parseExpression(stretch, options);
  const calls: CallNode[] = [];
  const paths: PathNode[] = [];
  walk(node, (inner) => {
    if (inner.type === 'call') calls.push(inner);
    if (inner.type === 'path' && inner.text === undefined) paths.push(inner);
  });
  const { functions = NO_FUNCTIONS } = options;
  const own = functions === 'any' ? NO_FUNCTIONS : functions;
  if (functions !== 'any') checkCalls(calls, stretch.source, own);
  return {
    source: stretch.source.slice(stretch.start, stretch.end),
    roots: new Set(paths.map((path) => path.root)),
    calls: new Set(calls.map((call) => call.name)),
    paths: paths.map(staticPath),
    run: compileNode(node, { source: stretch.source, own }),
    ...wholeOf(node),
  };
}

const NO_FUNCTIONS: OwnFunctions = new Map();

function wholeOf(node: Node): { readonly outermostCall?: string; readonly keyword?: string } {
  if (node.type === 'call') return { outermostCall: node.name };
  return node.type === 'keyword' ? { keyword: node.name } : {};
}

function staticPath(path: PathNode): readonly string[] {
  const names = [path.root];
  for (const segment of path.segments) {
    if (segment.type !== 'name') break;
    names.push(segment.name);
  }
  return names;
}

function checkCalls(calls: readonly CallNode[], source: string, own: OwnFunctions): void {
  const unknown = calls.filter(({ name }) => !BUILT_IN_FUNCTIONS.has(name) && !own.has(name));
  if (unknown.length === 0) return;
  const known = [...own.keys(), ...BUILT_IN_FUNCTIONS.keys()];
  const problems = unknown.map(({ name, at }) =>
    problemAt(
      { source, at },
      {
        code: 'IML_UNKNOWN_FUNCTION',
        message: `Function "${name}" not found.${didYouMean(name, known)}`,
        fix: 'Use a function of the reference or define it in the app; put text with parentheses in quotes.',
      },
    ),
  );
  throw expressionError(problems);
}
