import type { ManifestLimits } from '../../core/limits.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppSource } from '../app-source.ts';
import { unreadable } from '../unreadable.ts';
import { componentFilesLayout, componentFoldersLayout } from './component-folders.ts';
import { flatLayout } from './flat.ts';
import { below, type Layout } from './layout.ts';
import { makecomappLayout } from './makecomapp.ts';
import { ownLayout } from './own.ts';
import { refusedSource } from './refused.ts';
import { withUnread } from './unread-files.ts';

/** Every layout an app is recognised in; the first that fits a folder is taken. To add one: a file, and a line here. */
export const LAYOUTS: readonly Layout[] = [
  makecomappLayout,
  ownLayout,
  componentFoldersLayout,
  componentFilesLayout,
  flatLayout,
];

/** How far below the top an app is looked for, and in how many folders. */
const SEARCH = { depth: 4, folders: 2000 } as const;

/** Folders that hold no app of their author's own. */
const SKIPPED = /^(\..*|node_modules|dist|build|coverage)$/;

interface Place {
  readonly layout: Layout;
  readonly root: string;
}

/**
 * Reads the app among these files: at their top, else the only one in a folder below. Several are named, so that people
 * choose one.
 */
export function readSource(files: AppFiles, limits: ManifestLimits): AppSource {
  const top = placeIn(files, '');
  const read = ({ layout, root }: Place): AppSource => withUnread(layout.read(files, root, limits), files, root);
  if (top !== undefined) return read(top);
  const places = search(files);
  const [only] = places;
  if (places.length === 1 && only !== undefined) return read(only);
  if (only === undefined) return ownLayout.read(files, '', limits);
  const folders = places.map(({ root }) => root).join(', ');
  return refusedSource(unreadable('', 'SEVERAL_APPS', `There is more than one app here, in the folders ${folders}.`));
}

function placeIn(files: AppFiles, root: string): Place | undefined {
  const layout = LAYOUTS.find((one) => one.recognises(files, root));
  return layout === undefined ? undefined : { layout, root };
}

/** Folders are looked through level by level; below an app no other is looked for. */
function search(files: AppFiles): readonly Place[] {
  const found: Place[] = [];
  let level = [''];
  let left: number = SEARCH.folders;
  for (let depth = 0; depth < SEARCH.depth && left > 0; depth += 1) {
    const next = level.flatMap((folder) => foldersIn(files, folder)).slice(0, left);
    left -= next.length;
    const places = next.map((root) => placeIn(files, root));
    found.push(...places.filter((place): place is Place => place !== undefined));
    level = next.filter((_, index) => places[index] === undefined);
  }
  return found;
}

function foldersIn(files: AppFiles, folder: string): string[] {
  return files
    .list(folder)
    .filter(({ name, type }) => type === 'folder' && !SKIPPED.test(name))
    .map(({ name }) => below(folder, name));
}
