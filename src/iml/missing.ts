import { ConnectorError } from '../core/errors.ts';
import { isCollection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import { pointerTo } from '../core/source.ts';
import { readFirst, readIgnoringCase, readKey, readMember } from './access.ts';
import { walk, type PathNode, type Segment } from './ast.ts';
import { isEmpty } from './coerce.ts';
import { parseExpression } from './parse.ts';
import { splitTemplate } from './split.ts';

/** A mapped value that gave nothing, and why. */
export interface MissingReference {
  /** As it is mapped, for example `1.customer.zip`. */
  readonly path: string;
  /** One sentence for people. */
  readonly reason: string;
  /** JSON pointer to the text that reads it. */
  readonly pointer: string;
}

/**
 * The references in the texts of a mapped value that give nothing with these bundles, each once for each text. Behind an
 * index that is worked out only when the expression runs, nothing is judged; texts that cannot be read are left out.
 * @param unjudged names of values that exist in runs only
 */
export function missingReferences(
  raw: unknown,
  variables: Readonly<Record<string, unknown>>,
  unjudged: ReadonlySet<string> = new Set(),
): readonly MissingReference[] {
  return textsOf(raw, '').flatMap(({ text, pointer }) => {
    const found = new Map<string, MissingReference>();
    for (const path of pathsOf(text).filter(({ root }) => !unjudged.has(root))) {
      const missing = missingAt(path, variables);
      if (missing !== undefined) found.set(missing.path, { ...missing, pointer });
    }
    return [...found.values()];
  });
}

interface PlacedText {
  readonly text: string;
  readonly pointer: string;
}

function textsOf(raw: unknown, pointer: string): readonly PlacedText[] {
  if (typeof raw === 'string') return raw.includes('{{') ? [{ text: raw, pointer }] : [];
  if (Array.isArray(raw)) return raw.flatMap((element, index) => textsOf(element, pointerTo(pointer, index)));
  if (!isCollection(raw)) return [];
  return Object.entries(raw).flatMap(([key, value]) => {
    const at = pointerTo(pointer, key);
    return [...textsOf(key, at), ...textsOf(value, at)];
  });
}

function pathsOf(source: string): readonly PathNode[] {
  const grammar = { mode: 'scenario', limits: DEFAULT_LIMITS.expression } as const;
  return splitTemplate(source).flatMap((piece) => {
    if (piece.type !== 'expression') return [];
    const paths: PathNode[] = [];
    try {
      walk(parseExpression({ source, start: piece.start, end: piece.end }, grammar), (node) => {
        if (node.type === 'path') paths.push(node);
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
    return paths;
  });
}

type Missing = Omit<MissingReference, 'pointer'>;

/** Follows a path as an evaluation would, up to where nothing is. */
function missingAt(
  { root, segments, text }: PathNode,
  variables: Readonly<Record<string, unknown>>,
): Missing | undefined {
  const isKnown = Object.hasOwn(variables, root);
  if (!isKnown && text !== undefined) return undefined;
  const path = writtenPath(root, segments);
  if (!isKnown) return { path, reason: unknownRoot(root) };
  let holder = variables[root];
  let name = root;
  for (const segment of segments) {
    const step = stepOf(segment, name);
    if (step === undefined) return undefined;
    const value = step.read(holder);
    if (value === undefined) return { path, reason: absence(step, holder, name) };
    holder = value;
    name = step.name;
  }
  return isEmpty(holder) ? { path, reason: `${itemOf(name)} is empty in this bundle.` } : undefined;
}

function unknownRoot(root: string): string {
  return isNumber(root) ? `Module ${root} has no data yet.` : `There is no value called ${root}.`;
}

interface Step {
  /** What messages call it. */
  readonly name: string;
  readonly read: (holder: unknown) => unknown;
  readonly index?: number;
}

/** Roots and members whose own members are found in upper and lower case alike. */
const IGNORES_CASE = 'headers';

function stepOf(segment: Segment, before: string): Step | undefined {
  if (segment.type === 'first') return { name: `${before}[]`, read: readFirst, index: 1 };
  if (segment.type === 'name') {
    const { name } = segment;
    const read = before === IGNORES_CASE ? readIgnoringCase : readMember;
    return { name, read: (holder) => read(holder, name), ...(isNumber(name) && { index: Number(name) }) };
  }
  const key = segment.of.type === 'literal' ? segment.of.value : undefined;
  if (typeof key === 'number') return { name: `${before}[${key}]`, read: (holder) => readKey(holder, key), index: key };
  return typeof key === 'string' ? stepOf({ type: 'name', name: key }, before) : undefined;
}

function absence({ name, index }: Step, holder: unknown, before: string): string {
  if (isEmpty(holder)) return `${itemOf(before)} is empty in this bundle.`;
  if (!Array.isArray(holder)) {
    if (isCollection(holder)) return `Item ${index === undefined ? name : before} ${notThere(index)}`;
    return `${itemOf(before)} is a single value and has no items of its own.`;
  }
  if (holder.length === 0) return `The list ${before} is empty in this bundle.`;
  if (index === undefined) return `${itemOf(before)} is a list: choose an element first, for example ${before}[1].`;
  if (index === 0) return `The list ${before} has no element 0: elements count from 1.`;
  return `The list ${before} has ${holder.length === 1 ? 'one element' : `${holder.length} elements`}, none at ${index}.`;
}

function notThere(index: number | undefined): string {
  return index === undefined ? 'is not in this bundle.' : 'is no list in this bundle.';
}

function itemOf(name: string): string {
  return isNumber(name) ? `The bundle of module ${name}` : `Item ${name}`;
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function writtenPath(root: string, segments: readonly Segment[]): string {
  return segments.reduce((path, segment) => path + writtenSegment(segment), root);
}

function writtenSegment(segment: Segment): string {
  if (segment.type === 'first') return '[]';
  if (segment.type === 'index') return segment.of.type === 'literal' ? `[${String(segment.of.value)}]` : '[…]';
  return /^[\p{L}\p{N}_$]+$/u.test(segment.name) ? `.${segment.name}` : `.\`${segment.name}\``;
}
