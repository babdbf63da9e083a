import { isCollection, ownValue } from '../../core/json.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppFunction } from '../functions.ts';
import type { SourceFile, SourceKind } from '../source-file.ts';
import { codeKeyOf } from './code-keys.ts';
import type { FoundComponent } from './compose.ts';
import { below } from './layout.ts';
import type { TakenFiles } from './taken-files.ts';

/** A file whose name says what it holds, for example `api` for `api.imljson`. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/** What ends the names of files with code or facts. */
const JSON_FILE = /(\.iml)?\.(imljson|jsonc?)$/;

/** The files in a folder that may hold code or facts, by what their names say. */
export function namedFilesIn(files: AppFiles, folder: string): readonly NamedFile[] {
  return files
    .list(folder)
    .filter(({ name, type }) => type !== 'folder' && JSON_FILE.test(name))
    .map(({ name }) => ({ name: name.replace(JSON_FILE, ''), path: below(folder, name) }));
}

/** Names of files that hold facts, such as the label; the first that is there counts. */
const FACTS: readonly string[] = ['metadata', 'meta', 'general', 'app'];

/** A component from the files of its own: facts in one, each piece of code in another. */
export function componentFrom(
  kind: SourceKind,
  fallback: string,
  files: readonly NamedFile[],
  taken: TakenFiles,
): FoundComponent {
  const facts = FACTS.map((name) => files.find((file) => file.name === name)).find((file) => file !== undefined);
  const stated = facts === undefined ? undefined : taken.json(facts.path, kind);
  const code = files
    .filter((file) => file !== facts)
    .flatMap(({ name, path }) => {
      const key = codeKeyOf(kind, name);
      if (key !== undefined) return [{ key, file: taken.json(path, kind), pointer: '' }];
      if (!taken.saysNothing(path)) reportFile(path, kind, taken);
      return [];
    });
  const name = ownValue(stated?.json, 'name');
  return {
    kind,
    name: typeof name === 'string' && name !== '' ? name : fallback,
    entry: { file: stated ?? code[0]?.file ?? noFile(fallback, kind), pointer: '' },
    hasFacts: stated !== undefined,
    code,
    ...(kind === 'module' && typeof ownValue(stated?.json, 'webhook') === 'string'
      ? { also: { moduleType: 'instant_trigger' } }
      : {}),
  };
}

/** A component whose one file holds facts and code side by side. */
export function componentInFile(kind: SourceKind, { name, path }: NamedFile, taken: TakenFiles): FoundComponent {
  const file = taken.json(path, kind);
  const stated = ownValue(file.json, 'name');
  const keys = isCollection(file.json) ? Object.keys(file.json) : [];
  return {
    kind,
    name: typeof stated === 'string' && stated !== '' ? stated : name,
    entry: { file, pointer: '' },
    hasFacts: true,
    code: keys.flatMap((own) => {
      const key = codeKeyOf(kind, own);
      return key === undefined ? [] : [{ key, file, pointer: `/${own}` }];
    }),
  };
}

/** A function from its code and its tests; without code there is none. */
export function functionFrom(name: string, code: string, test: string | undefined, taken: TakenFiles): AppFunction[] {
  const text = taken.text(code);
  const tests = test === undefined ? undefined : taken.text(test);
  if (text === undefined) return [];
  return [
    {
      name,
      path: code,
      code: text,
      ...(test === undefined || tests === undefined ? {} : { test: { path: test, code: tests } }),
    },
  ];
}

/** Says that a file stands where code does, and nothing here reads it. */
export function reportFile(path: string, kind: SourceKind | 'function', taken: TakenFiles): void {
  taken.report(
    {
      severity: 'warning',
      code: 'UNKNOWN_FILE',
      message: `This file is no code of a ${kind} that is known here.`,
      fix: 'Nothing has to be done unless the app relies on it.',
    },
    { file: noFile(path, 'manifest'), pointer: '' },
  );
}

function noFile(path: string, kind: SourceKind): SourceFile {
  return { path, kind, stem: path, text: '', json: undefined, tree: undefined, problems: [] };
}
