/** A value of an answer as text for people: texts as they are, nothing as an empty text, everything else as JSON. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
