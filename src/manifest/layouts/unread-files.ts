import type { Problem } from '../../core/source.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppSource } from '../app-source.ts';
import { below } from './layout.ts';
import { isBlank } from './taken-files.ts';

/** What is written for an app and for nothing else. */
const APP_CODE = /\.(imljson|iml\.jsonc?)$/;
/** What may be code of an app where other code of it stands. */
const MAYBE_CODE = /\.(jsonc?|js)$/;

/** Files of tools, and what apps come with that is not theirs to run. */
const WELL_KNOWN =
  /^(\.|package(-lock)?\.json$|tsconfig|jsconfig|composer\.json$|renovate\.json$|.*\.(config|schema|blueprint|test|spec)\.[^.]+$)/;
const WELL_KNOWN_FOLDER =
  /^(\..*|node_modules|dist|build|coverage|tests?|__tests__|docs?|examples?|blueprints?|scripts?|assets|images)$/;

/** How far below an app files are looked for, how many folders, and how many files a finding names. */
const LOOK = { depth: 5, folders: 2000, named: 20 } as const;

/**
 * The source with a word on the files that look like code of the app, stand in its folder, and are read by no layout:
 * nothing an author may rely on is passed over silently.
 */
export function withUnread(source: AppSource, files: AppFiles, root: string): AppSource {
  const { manifest } = source;
  if (manifest === undefined) return source;
  const unread = unreadBelow(source, files, root);
  if (unread.length === 0) return source;
  return { ...source, problems: [...source.problems, findingOn(unread, manifest.path)] };
}

function unreadBelow(source: AppSource, files: AppFiles, root: string): readonly string[] {
  const known = new Set([...source.texts.map(({ path }) => path), ...source.problems.map(({ file }) => file ?? '')]);
  const codeFolders = new Set([...known].map(folderOf).filter((folder) => folder !== root));
  const naming = source.texts.filter(({ kind }) => kind === 'manifest').map(({ text }) => text);
  const isNamed = (path: string): boolean => {
    const stated = root === '' ? path : path.slice(root.length + 1);
    return naming.some((text) => text.includes(stated));
  };
  return filesBelow(files, root).filter((path) => {
    const looksLikeCode = APP_CODE.test(path) || (MAYBE_CODE.test(path) && codeFolders.has(folderOf(path)));
    return looksLikeCode && !known.has(path) && !isNamed(path) && !isBlank(files, path);
  });
}

function filesBelow(files: AppFiles, root: string): readonly string[] {
  const found: string[] = [];
  let level = [root];
  let left: number = LOOK.folders;
  for (let depth = 0; depth <= LOOK.depth && level.length > 0; depth += 1) {
    const entries = level.flatMap((folder) =>
      files.list(folder).map(({ name, type }) => ({ name, type, path: below(folder, name) })),
    );
    found.push(
      ...entries.filter(({ name, type }) => type === 'file' && !WELL_KNOWN.test(name)).map(({ path }) => path),
    );
    level = entries
      .filter(({ name, type }) => type === 'folder' && !WELL_KNOWN_FOLDER.test(name))
      .map(({ path }) => path)
      .slice(0, left);
    left -= level.length;
  }
  return found;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function findingOn(unread: readonly string[], file: string): Problem {
  const named = unread.slice(0, LOOK.named).join(', ');
  const more = unread.length > LOOK.named ? `, and ${unread.length - LOOK.named} more` : '';
  const what = unread.length === 1 ? 'This file is' : 'These files are';
  return {
    file,
    pointer: '',
    position: { line: 1, column: 1 },
    severity: 'warning',
    code: 'UNREAD_FILES',
    message: `${what} in the folder of the app, named nowhere, and not read: ${named}${more}.`,
    fix: 'Name them if the app relies on them, else take them out.',
  };
}
