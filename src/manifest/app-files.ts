import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { unreadable } from './unreadable.ts';

/** A name in a folder; what is neither a plain file nor a folder, such as a link, is `other` and never followed. */
export interface Entry {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'other';
}

/** Files an app may be read from, wherever they are. Paths are relative, with `/`. */
export interface AppFiles {
  /** Somebody sent these and nothing else, so that a file no app has is a mistake. */
  readonly areSent: boolean;
  /** What stands in a folder, in the order of the names; the empty text is the top. */
  list(folder: string): readonly Entry[];
  /** The text of a file, or what keeps it from being read. */
  read(path: string): string | Problem;
}

/** The files below a folder on disk. Nothing outside of it is ever opened. */
export function filesInFolder(folder: string, limits: ManifestLimits): AppFiles {
  return {
    areSent: false,
    list: (below) => entriesIn(join(folder, below)),
    read(path) {
      if (!isInside(path)) return unreadable(path, 'PATH_OUTSIDE', 'This path leads out of the folder of the app.');
      try {
        return readPlain(folder, path, limits);
      } catch (error) {
        return unreadable(path, 'FILE_UNREADABLE', `The file cannot be read: ${(error as Error).message}.`);
      }
    },
  };
}

/** Whether a path stays below the folder it starts from, on every file system. */
export function isInside(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split('/').every(isPlainName);
}

function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= LONGEST_NAME;
}

/** What every file system takes, with room for what is put behind it. */
const LONGEST_NAME = 200;

function entriesIn(folder: string): readonly Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, type: typeOf(entry) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function typeOf(entry: Dirent): Entry['type'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

function readPlain(folder: string, path: string, { fileBytes }: ManifestLimits): string | Problem {
  const link = linkOnTheWay(folder, path);
  const found = link === undefined ? lstatSync(join(folder, path)) : undefined;
  if (found?.isFile() !== true) {
    return unreadable(path, 'NOT_A_FILE', 'This is a link or a folder; only plain files are read.');
  }
  if (found.size > fileBytes) return unreadable(path, 'FILE_TOO_LARGE', tooLarge(found.size, fileBytes));
  const bytes = readFileSync(join(folder, path));
  return isUtf8(bytes) ? bytes.toString('utf8') : unreadable(path, 'NOT_UTF8', 'The file is not valid UTF-8.');
}

/** A folder between the app and the file that is a link to somewhere else. */
function linkOnTheWay(folder: string, path: string): string | undefined {
  const segments = path.split('/').slice(0, -1);
  return segments
    .map((_, index) => join(folder, ...segments.slice(0, index + 1)))
    .find((place) => lstatSync(place).isSymbolicLink());
}

/** The sentence about a file over the limit. */
export function tooLarge(bytes: number, allowed: number): string {
  return `The file has ${bytes} bytes; ${allowed} are allowed.`;
}
