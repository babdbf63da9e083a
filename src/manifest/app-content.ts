import { createHash } from 'node:crypto';
import type { SourceText } from './source-file.ts';

/** These texts in the order of their paths: all that is needed to compile the app again. */
export function textsOf(files: readonly SourceText[]): readonly SourceText[] {
  return files.map(({ path, kind, text }) => ({ path, kind, text })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Tells one content from every other, whatever version the manifest states: SHA-256 of all paths and texts, in hex. */
export function digestOf(texts: readonly SourceText[]): string {
  return createHash('sha256')
    .update(JSON.stringify(texts.map(({ path, text }) => [path, text])))
    .digest('hex');
}
