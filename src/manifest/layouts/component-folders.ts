import { ownValue } from '../../core/json.ts';
import type { ManifestLimits } from '../../core/limits.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppSource } from '../app-source.ts';
import type { AppFunction } from '../functions.ts';
import { composeApp, type FoundApp, type FoundComponent } from './compose.ts';
import { below, holds, type Layout } from './layout.ts';
import { componentFrom, componentInFile, functionFrom, namedFilesIn, reportFile } from './named-files.ts';
import { COMPONENT_FOLDERS } from './own.ts';
import { resolverFor } from './references.ts';
import { slugOf } from './slug.ts';
import { takeFiles, type TakenFiles } from './taken-files.ts';

type ComponentKind = keyof typeof COMPONENT_FOLDERS;
/** Some repositories keep RPCs in a folder of another name. */
const KINDS = [...Object.entries(COMPONENT_FOLDERS), ['rpc', 'rpc']] as [ComponentKind, string][];

/** Exports of an app, and repositories an app is kept in sync with: one folder per component. */
export const componentFoldersLayout: Layout = {
  name: 'component-folders',
  summary: 'One folder per component, with a file for what is said about it and one for each piece of its code.',
  recognises: (files, root) =>
    ['metadata.json', 'general.json', 'base.imljson', 'base.iml.json'].some((name) =>
      holds(files, root, name, 'file'),
    ) && KINDS.some(([, folder]) => subfolders(files, below(root, folder)).length > 0),
  read: (files, root, limits) =>
    readFolders(files, root, { limits, name: componentFoldersLayout.name, componentsIn: oneFolderEach }),
};

/** Apps written by hand: one file per component that holds everything about it. */
export const componentFilesLayout: Layout = {
  name: 'component-files',
  summary: 'One .imljson file per component that holds everything about it.',
  recognises: (files, root) =>
    files
      .list(below(root, COMPONENT_FOLDERS.module))
      .some(({ name, type }) => type === 'file' && /\.(imljson|iml\.jsonc?)$/.test(name)),
  read: (files, root, limits) =>
    readFolders(files, root, { limits, name: componentFilesLayout.name, componentsIn: oneFileEach }),
};

interface Way {
  readonly name: string;
  readonly limits: ManifestLimits;
  readonly componentsIn: (files: AppFiles, folder: string, kind: ComponentKind, taken: TakenFiles) => FoundComponent[];
}

function readFolders(files: AppFiles, root: string, { name, limits, componentsIn }: Way): AppSource {
  const taken = takeFiles(files, limits);
  const components = KINDS.flatMap(([kind, folder]) => componentsIn(files, below(root, folder), kind, taken));
  const functions = functionsIn(files, below(root, 'functions'), taken);
  return composeApp(
    {
      layout: name,
      general: generalIn(files, root, components, taken),
      components,
      functions,
      resolve: resolverFor(components, taken),
    },
    taken,
    limits.files,
  );
}

function oneFolderEach(files: AppFiles, folder: string, kind: ComponentKind, taken: TakenFiles): FoundComponent[] {
  return subfolders(files, folder).map((name) => {
    const inside = namedFilesIn(files, below(folder, name));
    // Some write the name of the component before that of the code.
    const named = inside.map((file) => ({
      ...file,
      name: file.name.startsWith(`${name}.`) ? file.name.slice(name.length + 1) : file.name,
    }));
    return componentFrom(kind, name, named, taken);
  });
}

function oneFileEach(files: AppFiles, folder: string, kind: ComponentKind, taken: TakenFiles): FoundComponent[] {
  return namedFilesIn(files, folder).map((file) => componentInFile(kind, file, taken));
}

/** What is said about the app as a whole: facts, the base, constants and groups, at the top or in `general`. */
export function generalIn(
  files: AppFiles,
  root: string,
  components: readonly FoundComponent[],
  taken: TakenFiles,
): FoundApp['general'] {
  const known = new Set(['metadata', 'meta', 'general', 'app', 'base', 'common', 'groups']);
  const named = [root, below(root, 'general')].flatMap((folder) => namedFilesIn(files, folder));
  const first = components.find(({ kind }) => kind === 'connection')?.name ?? 'app';
  const general = componentFrom(
    'manifest',
    first,
    named.filter(({ name }) => known.has(name)),
    taken,
  );
  const label = ownValue(general.entry.file.json, 'label');
  return {
    ...general,
    name: slugOf(general.name),
    also: typeof label === 'string' ? {} : { label: general.name },
  };
}

function functionsIn(files: AppFiles, folder: string, taken: TakenFiles): AppFunction[] {
  return files.list(folder).flatMap(({ name, type }): readonly AppFunction[] => {
    const path = below(folder, name);
    if (type === 'folder') return functionInFolder(files, path, name, taken);
    if (!name.endsWith('.js') || name.endsWith('.test.js')) return [];
    const stem = name.replace(/(\.code)?\.js$/, '');
    const test = `${stem}.test.js`;
    return functionFrom(stem, path, holds(files, folder, test, 'file') ? below(folder, test) : undefined, taken);
  });
}

function functionInFolder(files: AppFiles, folder: string, name: string, taken: TakenFiles): AppFunction[] {
  const inside = [
    ...scriptsIn(files, folder),
    ...scriptsIn(files, below(folder, 'test')).map((file) => `test/${file}`),
  ];
  const code = inside.find((file) => file === 'code.js' || file === `${name}.code.js` || file === `${name}.js`);
  const test = inside.find((file) => ['test.js', `${name}.test.js`, 'test/test.js'].includes(file));
  for (const file of inside) if (file !== code && file !== test) reportFile(below(folder, file), 'function', taken);
  return code === undefined
    ? []
    : functionFrom(name, below(folder, code), test === undefined ? undefined : below(folder, test), taken);
}

function scriptsIn(files: AppFiles, folder: string): readonly string[] {
  const scripts = files.list(folder).filter(({ name, type }) => type !== 'folder' && name.endsWith('.js'));
  return scripts.map(({ name }) => name);
}

function subfolders(files: AppFiles, folder: string): readonly string[] {
  return files
    .list(folder)
    .filter(({ type }) => type === 'folder')
    .map(({ name }) => name);
}
