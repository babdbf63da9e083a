import { strToU8, zipSync } from 'fflate';
import type { GivenFiles } from '../given-files.ts';

/** The first day an archive can state: the same files always give the same bytes. */
const MADE_AT = '1980-01-01T00:00:00';

/** Files as a zip archive. */
export function zipOf(files: GivenFiles): Uint8Array {
  const content = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]));
  return zipSync(content, { mtime: MADE_AT, level: 9 });
}
