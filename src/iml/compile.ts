import { ConnectorError } from '../core/errors.ts';
import { setOwn, type Collection } from '../core/json.ts';
import { readFirst, readIgnoringCase, readKey, readMember } from './access.ts';
import type { CallNode, ChainLink, Node, PathNode, Segment } from './ast.ts';
import { allowLength, spend, weightOf, type Scope } from './budget.ts';
import type { OwnFunctions } from './evaluation.ts';
import { BUILT_IN_FUNCTIONS } from './functions/index.ts';
import { KEYWORDS } from './keywords.ts';
import { BINARY_OPERATORS, isTrue, UNARY_OPERATORS } from './operators.ts';
import { problemAt } from './problem.ts';

/** A compiled expression: evaluates itself in a scope. */
export type Run = (scope: Scope) => unknown;

type Step = (value: unknown, scope: Scope) => unknown;

/** Roots whose members are found in upper and lower case alike. */
const IGNORES_CASE = 'headers';

/** What an expression is compiled with. */
export interface Place {
  /** The text it stands in, for the positions in errors. */
  readonly source: string;
  /** Functions of the app, which come before built-in ones. */
  readonly own: OwnFunctions;
}

/** Turns a parsed expression into closures, once. */
export function compileNode(node: Node, place: Place): Run {
  switch (node.type) {
    case 'literal':
      return () => node.value;
    case 'keyword':
      return compileKeyword(node.name);
    case 'path':
      return compilePath(node, place);
    case 'access':
      return follow(compileNode(node.of, place), compileSegments(node.segments, undefined, place));
    case 'unary':
      return compileUnary(node.operator, compileNode(node.of, place));
    case 'chain':
      return compileChain(compileNode(node.first, place), node.rest, place);
    case 'object':
      return compileObject(node, place);
    default:
      return compileCall(node, place);
  }
}

function compileKeyword(name: string): Run {
  const keyword = KEYWORDS.get(name);
  return (scope) => keyword?.value(scope.evaluation);
}

function compilePath(node: PathNode, place: Place): Run {
  const { root, text } = node;
  const read: Run = (scope) => readMember(scope.variables, root);
  const whole = follow(read, compileSegments(node.segments, root, place));
  if (text === undefined) return whole;
  return (scope) => (Object.hasOwn(scope.variables, root) ? whole(scope) : text);
}

function follow(start: Run, steps: readonly Step[]): Run {
  const [first, second, ...rest] = steps;
  if (first === undefined) return start;
  if (second === undefined) return (scope) => first(start(scope), scope);
  if (rest.length === 0) return (scope) => second(first(start(scope), scope), scope);
  return (scope) => steps.reduce((value, step) => step(value, scope), start(scope));
}

function compileSegments(segments: readonly Segment[], root: string | undefined, place: Place): readonly Step[] {
  return segments.map((segment, index) => {
    const before = index === 0 ? root : nameOf(segments[index - 1]);
    return compileSegment(segment, before === IGNORES_CASE, place);
  });
}

function compileSegment(segment: Segment, ignoresCase: boolean, place: Place): Step {
  if (segment.type === 'first') return readFirst;
  if (segment.type === 'name') {
    const { name } = segment;
    return ignoresCase ? (value) => readIgnoringCase(value, name) : (value) => readMember(value, name);
  }
  const key = compileNode(segment.of, place);
  if (!ignoresCase) return (value, scope) => readKey(value, key(scope));
  return (value, scope) => readByCase(value, key(scope));
}

function readByCase(value: unknown, key: unknown): unknown {
  return typeof key === 'string' ? readIgnoringCase(value, key) : readKey(value, key);
}

function nameOf(segment: Segment | undefined): string | undefined {
  return segment?.type === 'name' ? segment.name : undefined;
}

function compileUnary(operator: string, run: Run): Run {
  const apply = UNARY_OPERATORS.get(operator);
  return (scope) => {
    spend(scope, 1);
    return apply?.(run(scope));
  };
}

/** The operands of a chain from left to right; `&` and `|` stop at the operand that decides and return it. */
function compileChain(first: Run, rest: readonly ChainLink[], place: Place): Run {
  const links = rest.map(({ operator, of }) => compileLink(operator, compileNode(of, place)));
  return (scope) => {
    let value = first(scope);
    for (const link of links) {
      spend(scope, 1);
      value = link(value, scope);
    }
    return value;
  };
}

function compileLink(operator: string, run: Run): Step {
  if (operator === '|') return (value, scope) => (isTrue(value) ? value : run(scope));
  if (operator === '&') return (value, scope) => (isTrue(value) ? run(scope) : value);
  const apply = BINARY_OPERATORS.get(operator);
  return (value, scope) => checked(apply?.(value, run(scope)), scope);
}

function compileObject(node: Node & { type: 'object' }, place: Place): Run {
  const members = node.members.map(({ key, of }) => ({ key, run: compileNode(of, place) }));
  return (scope) => {
    spend(scope, members.length + 1);
    const result: Collection = {};
    for (const { key, run } of members) {
      const value = run(scope);
      if (value !== undefined) setOwn(result, key, value);
    }
    return result;
  };
}

function compileCall(node: CallNode, place: Place): Run {
  const { name } = node;
  const args = node.args.map((arg) => compileNode(arg, place));
  const own = place.own.get(name);
  const run: Run =
    own === undefined ? compileBuiltIn(name, args) : (scope) => own(evaluateAll(args, scope), scope.evaluation);
  return (scope) => {
    spend(scope, 1);
    try {
      return checked(run(scope), scope);
    } catch (error) {
      throw located(error, node, place.source);
    }
  };
}

function compileBuiltIn(name: string, args: readonly Run[]): Run {
  const builtIn = BUILT_IN_FUNCTIONS.get(name);
  if (builtIn === undefined) {
    return () => {
      throw new ConnectorError('ExpressionError', `Function "${name}" is not available here.`, {
        fix: 'Add the function to the app, or use a built-in one.',
      });
    };
  }
  if ('call' in builtIn) return (scope) => builtIn.call(evaluateAll(args, scope), scope.evaluation);
  return (scope) =>
    builtIn.lazy(
      args.map((arg) => () => arg(scope)),
      scope.evaluation,
    );
}

function evaluateAll(args: readonly Run[], scope: Scope): readonly unknown[] {
  return args.map((arg) => {
    const value = arg(scope);
    spend(scope, weightOf(value));
    return value;
  });
}

function checked(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') allowLength(value.length, scope.evaluation);
  return value;
}

/** An error of a function with the name and place of the call; the innermost call that failed is the one named. */
function located(error: unknown, node: CallNode, source: string): unknown {
  if (error instanceof ConnectorError && (error.problems.length > 0 || error.name !== 'DataError')) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Function ${node.name}: ${reason}`;
  const fix = error instanceof ConnectorError ? error.fix : 'Check the values handed to the function.';
  const problem = problemAt({ source, at: node.at }, { code: 'IML_DATA', message, fix });
  return new ConnectorError('DataError', message, { fix, problems: [problem], cause: error });
}
