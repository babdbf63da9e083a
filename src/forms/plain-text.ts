import { textOf } from '../iml/coerce.ts';

/** The text of any value as a text field takes it, or undefined when it has none (a broken date, endless nesting). */
export function plainText(value: unknown): string | undefined {
  if (value instanceof Date && Number.isNaN(value.getTime())) return undefined;
  try {
    return textOf(value);
  } catch {
    return undefined;
  }
}

/** A value as messages show it: short texts quoted, anything large only by its kind. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  if (value instanceof Uint8Array) return 'a file';
  if (typeof value === 'object' && value !== null) return 'a collection';
  if (typeof value !== 'string') return String(value);
  return `"${shortened(value)}"`;
}

/** A text cut to a length that fits into a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
