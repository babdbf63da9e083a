import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { type AppFiles, type Entry, isInside, tooLarge } from './app-files.ts';
import type { AppSource } from './app-source.ts';
import { readSource } from './layouts/index.ts';
import { refusedSource } from './layouts/refused.ts';
import { unreadable } from './unreadable.ts';

/** Texts of the files of an app by their path below its folder, for example `modules/get-customer.json`. */
export type GivenFiles = Readonly<Record<string, string>>;

/** Far more than apps come with, and little enough to look through at once. */
const MOST_FILES = 20_000;

/**
 * An app's source from files somebody sent, as `readManifest` makes it from a folder: the same limits hold. Only paths
 * that are safe to write below a folder become part of it.
 */
export function sourceOfFiles(files: GivenFiles, limits: ManifestLimits = DEFAULT_LIMITS.manifest): AppSource {
  const count = Object.keys(files).length;
  if (count > MOST_FILES) {
    const message = `The app has ${count} files; ${limits.files} are allowed.`;
    return refusedSource(unreadable('', 'TOO_MANY_FILES', message));
  }
  return readSource(filesGiven(files, limits), limits);
}

function filesGiven(files: GivenFiles, limits: ManifestLimits): AppFiles {
  return filesByPath(Object.keys(files), {
    areSent: true,
    read: (path) => (Object.hasOwn(files, path) ? textOrProblem(path, files[path] ?? '', limits) : undefined),
  });
}

/** Files that are known by their paths; `read` gives undefined for a path that is none of them. */
export function filesByPath(
  paths: readonly string[],
  { areSent, read }: { readonly areSent: boolean; readonly read: (path: string) => string | Problem | undefined },
): AppFiles {
  const folders = foldersOf(paths);
  return {
    areSent,
    list: (folder) => folders.get(folder) ?? [],
    read(path) {
      if (!isInside(path)) return unreadable(path, 'PATH_OUTSIDE', 'This path leads out of the folder of the app.');
      return read(path) ?? unreadable(path, 'FILE_MISSING', 'There is no such file.');
    },
  };
}

/** What stands in each folder that the paths name; a path that leads elsewhere is a strange name at the top. */
function foldersOf(paths: readonly string[]): ReadonlyMap<string, readonly Entry[]> {
  const folders = new Map<string, Map<string, Entry>>([['', new Map()]]);
  for (const path of paths) {
    const segments = isInside(path) ? path.split('/') : [path];
    for (const [index, name] of segments.entries()) {
      const folder = segments.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Map<string, Entry>();
      folders.set(folder, entries);
      const type = index === segments.length - 1 ? 'file' : 'folder';
      if (type === 'folder' || !entries.has(name)) entries.set(name, { name, type });
    }
  }
  const sorted = (entries: ReadonlyMap<string, Entry>): readonly Entry[] =>
    [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return new Map([...folders].map(([folder, entries]) => [folder, sorted(entries)]));
}

function textOrProblem(path: string, text: string, { fileBytes }: ManifestLimits): string | Problem {
  const bytes = Buffer.from(text);
  if (bytes.length > fileBytes) return unreadable(path, 'FILE_TOO_LARGE', tooLarge(bytes.length, fileBytes));
  return bytes.toString('utf8') === text ? text : unreadable(path, 'NOT_UTF8', 'The file is not valid UTF-8.');
}
