/** A signature in parts, to show where in a call a caret is. */
export interface Signature {
  readonly name: string;
  /** As they are written: `format`, `[timezone]`, and `…` for any number of further values. */
  readonly arguments: readonly string[];
}

const MORE = '…';

/**
 * Reads a signature such as `formatDate(date; format; [timezone])`; undefined for a word that is no call. Of several ways
 * to call a function, as in `sum(array) or sum(number1; …)`, it is the last.
 */
export function readSignature(text: string): Signature | undefined {
  const [, name, inside] = /([\p{L}\p{N}_$]+)\s*\(([^()]*)\)\s*$/u.exec(text) ?? [];
  if (name === undefined || inside === undefined) return undefined;
  const written = inside.split(';').map((argument) => argument.trim());
  return { name, arguments: written.filter((argument) => argument !== '') };
}

/** The place of the argument a value is for; undefined for a value too many. */
export function argumentAt({ arguments: all }: Signature, index: number): number | undefined {
  const more = all.indexOf(MORE);
  if (more !== -1) return Math.min(index, more);
  return index < all.length ? index : undefined;
}
