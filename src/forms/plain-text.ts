/** The text of any value as a text field takes it, or undefined when it has none (a function, a broken date). */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return structureText(value);
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

function structureText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return Array.isArray(value) ? value.map((item) => plainText(item) ?? '').join(',') : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
