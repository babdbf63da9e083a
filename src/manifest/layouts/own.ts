import { DEFAULT_LIMITS, type ManifestLimits } from '../../core/limits.ts';
import type { Problem } from '../../core/source.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppSource } from '../app-source.ts';
import { FUNCTION_FOLDER, functionsIn, isFunctionPath } from '../functions.ts';
import { createReader } from '../reads.ts';
import { parseSource, type SourceKind, type SourceText } from '../source-file.ts';
import { unreadable } from '../unreadable.ts';
import { below, holds, type Layout } from './layout.ts';

/** The folder of each kind of component. */
export const COMPONENT_FOLDERS = {
  module: 'modules',
  connection: 'connections',
  webhook: 'webhooks',
  rpc: 'rpcs',
} as const satisfies Record<Exclude<SourceKind, 'manifest'>, string>;

/** A name that may be sent: plain, and on no file system a way out of its folder. */
const FILE_NAME = /^[A-Za-z0-9][\w.-]{0,119}\.jsonc?$/;

const MANIFEST = 'manifest.json';

/** Our own: one file per component. It is strict, and nothing in it is left out. */
export const ownLayout: Layout = {
  name: 'sonar-connect',
  summary: 'A manifest.json, and one file per component in modules, connections, webhooks, rpcs and functions.',
  recognises: (files, root) =>
    holds(files, root, MANIFEST, 'file') && (root === '' || holds(files, root, COMPONENT_FOLDERS.module, 'folder')),
  read(files, root, limits) {
    const problems: Problem[] = [];
    const found = discover(files, root, problems);
    const count = files.areSent ? found.length + problems.length : found.length;
    if (count > limits.files) {
      problems.length = 0;
      problems.push(unreadable('', 'TOO_MANY_FILES', `The app has ${count} files; ${limits.files} are allowed.`));
      return sourceOf([], { limits, problems });
    }
    const texts = found.flatMap(({ path, kind }): readonly SourceText[] => {
      const text = files.read(path);
      if (typeof text === 'string') return [{ path, kind, text }];
      problems.push(text);
      return [];
    });
    return sourceOf(texts, { limits, problems });
  },
};

/** An app's source from texts in our layout. */
export function sourceOf(
  texts: readonly SourceText[],
  options: { readonly limits?: ManifestLimits; readonly problems?: readonly Problem[] } = {},
): AppSource {
  const { depth } = options.limits ?? DEFAULT_LIMITS.manifest;
  const files = texts.filter(isJson).map((text) => parseSource(text, depth));
  const problems = [...(options.problems ?? []), ...files.flatMap((file) => file.problems)];
  return {
    layout: ownLayout.name,
    isLenient: false,
    manifest: files.find((file) => file.kind === 'manifest'),
    components: files.filter((file) => file.kind !== 'manifest'),
    functions: functionsIn(texts, problems),
    texts,
    problems,
    readsOf: createReader(),
  };
}

function isJson(text: SourceText): text is SourceText & { readonly kind: SourceKind } {
  return text.kind !== 'function';
}

type Found = Pick<SourceText, 'path' | 'kind'>;

function discover(files: AppFiles, root: string, problems: Problem[]): Found[] {
  const found: Found[] = [];
  if (holds(files, root, MANIFEST, 'file')) found.push({ path: below(root, MANIFEST), kind: 'manifest' });
  else problems.push(unreadable(MANIFEST, 'NO_MANIFEST', 'There is no file manifest.json in the folder of the app.'));
  if (found.length > 0 || files.areSent) {
    for (const [kind, folder] of Object.entries(COMPONENT_FOLDERS) as [SourceKind, string][]) {
      const wanted = { folder: below(root, folder), kind, isWanted: (path: string) => /\.jsonc?$/.test(path) };
      found.push(...componentsIn(files, wanted, problems));
    }
    found.push(...functionsOf(files, root, problems));
  }
  if (files.areSent) problems.push(...strangers(files, '', new Set(found.map(({ path }) => path))));
  return found;
}

interface Wanted {
  readonly folder: string;
  readonly kind: SourceText['kind'];
  readonly isWanted: (path: string) => boolean;
}

function componentsIn(files: AppFiles, { folder, kind, isWanted }: Wanted, problems: Problem[]): Found[] {
  return files.list(folder).flatMap(({ name, type }): readonly Found[] => {
    const path = `${folder}/${name}`;
    if (!isWanted(path) || (files.areSent && !FILE_NAME.test(name))) return [];
    if (type === 'file') return [{ path, kind }];
    problems.push(unreadable(path, 'NOT_A_FILE', 'This is a link or a folder; only plain files are read.'));
    return [];
  });
}

function functionsOf(files: AppFiles, root: string, problems: Problem[]): Found[] {
  const folder = below(root, FUNCTION_FOLDER);
  const inside = files.list(folder).filter(({ name }) => name.endsWith('.js'));
  return inside.flatMap(({ name, type }): readonly Found[] => {
    if (type === 'file' && isFunctionPath(`${FUNCTION_FOLDER}/${name}`))
      return [{ path: `${folder}/${name}`, kind: 'function' }];
    const message = 'This is no plain file with a name that can be called.';
    problems.push(unreadable(`${folder}/${name}`, 'NOT_A_FUNCTION', message));
    return [];
  });
}

/** Every file that was sent and is none of an app. */
function strangers(files: AppFiles, folder: string, known: ReadonlySet<string>): Problem[] {
  return files.list(folder).flatMap(({ name, type }) => {
    const path = below(folder, name);
    if (type === 'folder') return strangers(files, path, known);
    if (known.has(path)) return [];
    return [unreadable(path, 'UNKNOWN_FILE', 'This path is none of the files an app is made of.')];
  });
}
