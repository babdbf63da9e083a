import { dataError } from '../coerce.ts';
import { parsePattern, type Atom, type Sequence } from './pattern-parse.ts';

const LONGEST_PATTERN = 1000;
/** Most character comparisons a pattern may need in the worst case: well below a second, in which nothing else runs. */
const MOST_COMPARISONS = 1e9;
/** Characters of a match that are compared so quickly that they do not count. */
const FREE_LENGTH = 20;

/**
 * Refuses a regular expression that could run practically for ever: nothing can stop one once it runs. Patterns whose
 * worst case grows with a power of the text's length are allowed on texts short enough. `flags` are those it runs with.
 * @throws ConnectorError `DataError` that names the reason.
 */
export function checkPattern(source: string, textLength: number, flags = ''): void {
  if (source.length > LONGEST_PATTERN) throw dataError(`A pattern may be at most ${LONGEST_PATTERN} characters long.`);
  const alternatives = parsePattern(source, flags);
  const reason = alternatives.map(reasonAgainst).find((found) => found !== undefined);
  if (reason !== undefined) throw refused(source, reason);
  const cost = alternatives.reduce((sum, alternative) => sum + costOf(alternative, textLength), 0);
  if (cost > MOST_COMPARISONS) {
    throw refused(source, `its repetitions overlap, which takes too long on a text of ${textLength} characters`);
  }
}

function refused(source: string, reason: string): Error {
  return dataError(
    `The pattern /${source}/ is not allowed: ${reason}.`,
    'Repeat each part only once, and separate repetitions by a character that cannot be part of them.',
  );
}

/** Why some repetition in a sequence could take exponential time, or undefined. */
function reasonAgainst(sequence: Sequence): string | undefined {
  for (const atom of sequence) {
    const inner = atom.alternatives.map(reasonAgainst).find((found) => found !== undefined);
    if (inner !== undefined) return inner;
    if (atom.isReference && atom.most > 1) return 'it repeats a reference to a group';
    if (atom.most > 1 && atom.alternatives.length > 0 && !repeatsSafely(atom)) {
      return 'a repetition inside a repetition can match the same text in many ways';
    }
  }
  return undefined;
}

/**
 * A repeated group is safe when its alternatives start with different characters and each that varies in length has
 * one fixed character that ends what varies.
 */
function repeatsSafely(group: Atom): boolean {
  const { alternatives } = group;
  return (
    startDifferently(alternatives) &&
    alternatives.every((alternative) =>
      alternatives.length > 1 ? alternative.every(isFixed) : isDelimited(alternative),
    )
  );
}

/** Whether the next character decides which alternative is taken. */
function startDifferently(alternatives: readonly Sequence[]): boolean {
  const starts = alternatives.map((alternative) => alternative[0]);
  return starts.every((start, index) =>
    starts.every(
      (other, at) =>
        at <= index || (start !== undefined && other !== undefined && start.least > 0 && !overlap(start, other)),
    ),
  );
}

function isDelimited(sequence: Sequence): boolean {
  const varying = sequence.filter((atom) => !isFixed(atom));
  if (sequence.length === 0) return false;
  if (varying.length === 0) return true;
  if (varying.length > 1 || varying.some((atom) => atom.alternatives.length > 0)) return false;
  return sequence.some((atom) => isFixed(atom) && varying.every((other) => !overlap(atom, other)));
}

function isFixed(atom: Atom): boolean {
  return (
    atom.least === atom.most &&
    atom.alternatives.every((alternative) => alternative.every(isFixed)) &&
    !(atom.alternatives.length > 1)
  );
}

/** Comparisons in the worst case. */
function costOf(sequence: Sequence, textLength: number): number {
  const length = Math.max(1, lengthOf(sequence) / FREE_LENGTH);
  return textLength ** Math.max(1, degreeOf(sequence)) * waysThrough(sequence) * length;
}

/** In how many ways a bounded sequence can be gone through. */
function waysThrough(sequence: Sequence): number {
  return sequence.reduce((product, atom) => product * waysOf(atom), 1);
}

/** A group that repeats matches in one way only, or it would have been refused. */
function waysOf({ alternatives, least, most }: Atom): number {
  const repeats = most === Infinity ? 1 : most - least + 1;
  if (alternatives.length === 0 || most > 1) return repeats;
  const inner = alternatives.reduce((product, alternative) => product * waysThrough(alternative), 1);
  return repeats * inner * (startDifferently(alternatives) ? 1 : alternatives.length);
}

/** Characters a match has at least, counted repetitions written out. */
function lengthOf(sequence: Sequence): number {
  return sequence.reduce((sum, { alternatives, least }) => {
    const inner = alternatives.reduce((total, alternative) => total + lengthOf(alternative), 0);
    return sum + Math.max(1, least) * Math.max(1, inner);
  }, 0);
}

/** The power of the text's length in the worst case: overlapping repetitions in a row, and every place to start at. */
function degreeOf(sequence: Sequence): number {
  const atoms = flatten(sequence);
  const first = atoms.findIndex(isUnbounded);
  if (first === -1) return 0;
  const all = everyAtom(sequence);
  const canFailAfter = atoms.slice(first + 1).some((atom) => atom.least > 0) || all.some(looksFar);
  const startsAnywhere = sequence[0]?.isStart !== true;
  return longestChain(atoms) + (canFailAfter && startsAnywhere ? 1 : 0) + (copiesMuch(all) ? 1 : 0);
}

function looksFar(atom: Atom): boolean {
  return atom.isLook && isLong(atom);
}

/** Whether something refers to a group of any length: each try then compares a whole copy. */
function copiesMuch(all: readonly Atom[]): boolean {
  const long = new Set(all.filter(isLong).map(({ group }) => group));
  return all.some(({ isReference, group }) => isReference && (group === undefined ? long.size > 0 : long.has(group)));
}

/** Whether it is a group with an unbounded repetition in it. */
function isLong({ alternatives }: Atom): boolean {
  return alternatives.some((alternative) => everyAtom(alternative).some(isUnbounded));
}

function everyAtom(sequence: Sequence): readonly Atom[] {
  return sequence.flatMap((atom) => [atom, ...atom.alternatives.flatMap(everyAtom)]);
}

/** How many unbounded repetitions in a row can pass characters on to the next one. */
function longestChain(atoms: readonly Atom[]): number {
  let chain: readonly Atom[] = [];
  let longest = 0;
  for (const atom of atoms) {
    const touches = chain.some((earlier) => overlap(earlier, atom));
    if (isUnbounded(atom)) chain = touches ? [...chain, atom] : [atom];
    else if (atom.least > 0 && !touches && !atom.isAnchor) chain = [];
    longest = Math.max(longest, chain.length);
  }
  return longest;
}

function isUnbounded(atom: Atom): boolean {
  return atom.most === Infinity;
}

function flatten(sequence: Sequence): readonly Atom[] {
  return sequence.flatMap((atom) =>
    atom.alternatives.length === 0 || atom.most > 1 ? [atom] : atom.alternatives.flatMap(flatten),
  );
}

function overlap(a: Atom, b: Atom): boolean {
  for (const char of a.chars) if (b.chars.has(char)) return true;
  return false;
}
