import { ConnectorError } from '../core/errors.ts';
import { isCollection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import { childrenOf, type Node, type Segment } from '../iml/ast.ts';
import { BUILT_IN_FUNCTIONS } from '../iml/functions/index.ts';
import { parseExpression } from '../iml/parse.ts';
import { splitTemplate } from '../iml/split.ts';

/** One step of a path: a member, or an element counted from 0. */
export type Step = string | number;

/** A place in an answer that an expression reads. */
export interface Place {
  /** `body`, or `item` for what stands in each element. */
  readonly root: string;
  readonly steps: readonly Step[];
}

/** A place and what is known of its value. */
export interface Read extends Place {
  /** It is handed to a function that works on lists. */
  readonly isList: boolean;
}

/** Everything the texts of a value read, at every depth. */
export function readsIn(raw: unknown): readonly Read[] {
  return textsIn(raw)
    .flatMap(expressionsIn)
    .flatMap((node) => readsOf(node, false));
}

/** The place a value stands for when it is one expression that is a path, for example `{{body.data}}`. */
export function placeOf(raw: unknown): Place | undefined {
  const node = wholeExpression(raw);
  return node?.type === 'path' ? placeOfPath(node.root, node.segments) : undefined;
}

/** The expression a text consists of, or undefined when it is anything else. */
export function wholeExpression(raw: unknown): Node | undefined {
  if (typeof raw !== 'string') return undefined;
  const pieces = splitTemplate(raw.trim());
  return pieces.length === 1 ? expressionsIn(raw.trim())[0] : undefined;
}

/** The place a path leads to, up to the first index that is worked out when it is evaluated. */
export function placeOfPath(root: string, segments: readonly Segment[]): Place {
  const steps: Step[] = [];
  for (const segment of segments) {
    const step = stepOf(segment);
    if (step === undefined) break;
    steps.push(step);
  }
  return { root, steps };
}

function stepOf(segment: Segment): Step | undefined {
  if (segment.type === 'name') return segment.name;
  if (segment.type === 'first') return 0;
  if (segment.of.type !== 'literal') return undefined;
  const { value } = segment.of;
  if (typeof value === 'number') return Math.max(0, value - 1);
  return typeof value === 'string' ? value : undefined;
}

function textsIn(raw: unknown): readonly string[] {
  if (typeof raw === 'string') return [raw];
  if (Array.isArray(raw)) return raw.flatMap(textsIn);
  return isCollection(raw) ? Object.entries(raw).flatMap(([key, value]) => [key, ...textsIn(value)]) : [];
}

/** Texts that cannot be read are left to the check of the app. */
function expressionsIn(source: string): readonly Node[] {
  const grammar = { mode: 'app', limits: DEFAULT_LIMITS.expression } as const;
  return splitTemplate(source).flatMap((piece) => {
    if (piece.type !== 'expression' || /^\s*\.\.\.\s*$/.test(source.slice(piece.start, piece.end))) return [];
    try {
      return [parseExpression({ source, start: piece.start, end: piece.end }, grammar)];
    } catch (error) {
      if (error instanceof ConnectorError) return [];
      throw error;
    }
  });
}

function readsOf(node: Node, isList: boolean): readonly Read[] {
  if (node.type === 'path') {
    const inner = childrenOf(node).flatMap((child) => readsOf(child, false));
    return [{ ...placeOfPath(node.root, node.segments), isList }, ...inner];
  }
  if (node.type === 'access') return [...readsOfAccess(node.of, node.segments), ...readsOfChildren(node)];
  if (node.type !== 'call') return readsOfChildren(node);
  const takesList = isListFunction(node.name);
  return node.args.flatMap((arg, index) => readsOf(arg, takesList && index === 0));
}

/** `first(body.data).name`: the element of the list has the member. */
function readsOfAccess(of: Node, segments: readonly Segment[]): readonly Read[] {
  if (of.type !== 'call' || !isListFunction(of.name)) return [];
  const [list] = of.args;
  if (list?.type !== 'path') return [];
  const { root, steps } = placeOfPath(list.root, list.segments);
  return [{ root, steps: [...steps, 0, ...placeOfPath(root, segments).steps], isList: false }];
}

function readsOfChildren(node: Node): readonly Read[] {
  return childrenOf(node).flatMap((child) => readsOf(child, false));
}

function isListFunction(name: string): boolean {
  return (
    name === 'length' || (BUILT_IN_FUNCTIONS.get(name)?.group === 'array' && name !== 'keys' && name !== 'toArray')
  );
}
