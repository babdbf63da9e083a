import { dataError } from '../coerce.ts';
import { parsePattern, type Atom, type Sequence } from './pattern-parse.ts';

const LONGEST_PATTERN = 1000;
/** Most character comparisons a pattern may need in the worst case. */
const MOST_COMPARISONS = 4e9;

/**
 * Refuses a regular expression that could run practically for ever: nothing can stop one once it runs. Patterns whose
 * worst case grows with a power of the text's length are allowed on texts short enough.
 * @throws ConnectorError `DataError` that names the reason.
 */
export function checkPattern(source: string, textLength: number): void {
  if (source.length > LONGEST_PATTERN) throw dataError(`A pattern may be at most ${LONGEST_PATTERN} characters long.`);
  const alternatives = parsePattern(source);
  const reason = alternatives.map(reasonAgainst).find((found) => found !== undefined);
  if (reason !== undefined) throw refused(source, reason);
  const cost = Math.max(...alternatives.map((alternative) => costOf(alternative, textLength)));
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
  const starts = alternatives.map((alternative) => alternative[0]);
  const differ = starts.every((start, index) =>
    starts.every((other, at) => at <= index || (start !== undefined && other !== undefined && !overlap(start, other))),
  );
  return (
    differ &&
    alternatives.every((alternative) =>
      alternatives.length > 1 ? alternative.every(isFixed) : isDelimited(alternative),
    )
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

/** Comparisons in the worst case; patterns that never go back over the text cost nothing to speak of. */
function costOf(sequence: Sequence, textLength: number): number {
  const degree = degreeOf(sequence);
  const choices = flatten(sequence).reduce((product, atom) => product * choicesOf(atom), 1);
  return degree > 1 || choices > 1 ? textLength ** Math.max(1, degree) * choices : 0;
}

/** In how many lengths a bounded repetition can match. */
function choicesOf(atom: Atom): number {
  return isUnbounded(atom) ? 1 : atom.most - atom.least + 1;
}

/** The power of the text's length in the worst case: overlapping repetitions in a row, and every place to start at. */
function degreeOf(sequence: Sequence): number {
  const atoms = flatten(sequence);
  const first = atoms.findIndex(isUnbounded);
  if (first === -1) return 0;
  const canFailAfter = atoms.slice(first + 1).some((atom) => atom.least > 0);
  const startsAnywhere = sequence[0]?.isStart !== true;
  return longestChain(atoms) + (canFailAfter && startsAnywhere ? 1 : 0);
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
