/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding: in a file (with pointer and position) or in an input (with the field's pointer). */
export interface Problem {
  /** File path, or empty for an input value. */
  readonly file?: string;
  /** JSON pointer (RFC 6901) to the value. */
  readonly pointer: string;
  readonly position?: Position;
  readonly severity: 'error' | 'warning';
  /** Stable code in upper snake case, for example `IML_UNKNOWN_FUNCTION`. */
  readonly code: string;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What to do, one sentence. */
  readonly fix?: string;
}

/** Line and column of a character offset in `text`. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, Math.max(0, offset));
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n') };
}

/** The character offset of a line and column in `text`; its end when the text is shorter. */
export function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let skipped = 1; skipped < line; skipped += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}

/** `pointer` with one more segment, escaped by the rules of RFC 6901. */
export function pointerTo(pointer: string, segment: string | number): string {
  return `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The lines around a position with a caret below it, for messages on a terminal. */
export function codeFrame(text: string, at: Position): string {
  const lines = text.split('\n');
  const first = Math.max(1, at.line - 1);
  const shown = lines.slice(first - 1, at.line);
  const width = String(at.line).length;
  const numbered = shown.map((line, index) => `${String(first + index).padStart(width)} | ${line}`);
  return [...numbered, `${' '.repeat(width)} | ${' '.repeat(at.column - 1)}^`].join('\n');
}
