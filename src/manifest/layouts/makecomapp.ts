import { isCollection, ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { AppFiles } from '../app-files.ts';
import type { AppFunction } from '../functions.ts';
import { entriesOf, membersOf } from '../sections.ts';
import type { SourceFile, SourceKind } from '../source-file.ts';
import { codeKeyOf } from './code-keys.ts';
import { composeApp, type FoundCode, type FoundComponent } from './compose.ts';
import { type Extras, extrasIn } from './extras.ts';
import { identityOf } from './identity.ts';
import { below, holds, type Layout } from './layout.ts';
import { namedFilesIn } from './named-files.ts';
import { refusedSource } from './refused.ts';
import { pathFrom, takeFiles, type Mention, type TakenFiles } from './taken-files.ts';

const MANIFEST = 'makecomapp.json';

/** The manifest of local development: it names every component and every file of it. No name is ever guessed. */
export const makecomappLayout: Layout = {
  name: 'makecomapp',
  summary: 'A makecomapp.json that names every component and the files of its code.',
  recognises: (files, root) => holds(files, root, MANIFEST, 'file'),
  read(files, root, limits) {
    const taken = takeFiles(files, limits);
    const file = taken.json(below(root, MANIFEST), 'manifest');
    if (!isCollection(file.json)) return refusedSource(...taken.problems);
    const from: From = { file, root, taken, extras: extrasIn(files, root, taken) };
    const general: Mention = { file, pointer: '/generalCodeFiles' };
    const components = ownValue(file.json, 'components');
    const kinds = membersOf(components, '/components');
    reportUnknown(kinds, from);
    const found = KINDS.flatMap((kind) =>
      entriesNamed(components, kind, from).map((named) => componentOf(named, from)),
    );
    const app = {
      layout: makecomappLayout.name,
      general: {
        kind: 'manifest' as const,
        ...identityOf(file.json, { stated: from.extras.appName, components: found }),
        entry: general,
        hasFacts: false,
        code: [...codeIn({ kind: 'manifest', ...general }, from), ...unnamedCode(files, from), ...from.extras.ofApp()],
      },
      components: found,
      functions: entriesNamed(components, 'function', from).flatMap((named) => functionOf(named, from)),
    };
    return composeApp(app, taken, limits.files);
  },
};

interface From {
  readonly file: SourceFile;
  readonly extras: Extras;
  readonly root: string;
  readonly taken: TakenFiles;
}

const KINDS = ['connection', 'webhook', 'module', 'rpc'] as const;

interface Named<Kind extends string = string> {
  readonly kind: Kind;
  readonly name: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** The entries of one kind: by name, or as a list of entries that state theirs. What is null is left out on purpose. */
function entriesNamed<Kind extends string>(components: unknown, kind: Kind, { file, taken }: From): Named<Kind>[] {
  const pointer = `/components/${kind}`;
  const entries = ownValue(components, kind);
  const listed = entriesOf(entries, pointer).map((entry) => ({
    ...entry,
    key: textOf(ownValue(entry.value, 'name')),
  }));
  return [...membersOf(entries, pointer), ...listed].flatMap(({ key: name, value, pointer: at }) => {
    if (value === null) return [];
    if (isCollection(value) && name !== '') return [{ kind, name, value, pointer: at }];
    taken.report(
      {
        severity: 'error',
        code: 'WRONG_TYPE',
        message: `This ${kind} is no entry with a name.`,
        fix: 'Write an object.',
      },
      { file, pointer: at },
    );
    return [];
  });
}

function componentOf({ kind, name, pointer, value }: Named<(typeof KINDS)[number]>, from: From): FoundComponent {
  const hasWebhook = kind === 'module' && typeof ownValue(value, 'webhook') === 'string';
  const entry = { file: from.file, pointer };
  // A connection of another app is only named here: what stands in its files is never used.
  const isAlias = kind === 'connection' && typeof ownValue(value, 'aliasTo') === 'string';
  const meta = metaOf(ownValue(value, 'codeFiles'), kind, from);
  const code = isAlias ? [] : codeIn({ kind, file: from.file, pointer: pointerTo(pointer, 'codeFiles') }, from);
  return {
    kind,
    name,
    entry,
    hasFacts: true,
    ...(meta === undefined ? {} : { meta }),
    code: [...code, ...from.extras.of(kind, name)],
    ...(hasWebhook ? { also: { moduleType: 'instant_trigger' } } : {}),
  };
}

/** A manifest whose list of general files is empty says nothing about them: those beside it with a plain name are meant. */
function unnamedCode(files: AppFiles, { file, root, taken }: From): FoundCode[] {
  const general = ownValue(file.json, 'generalCodeFiles');
  if (!Array.isArray(general) || general.length > 0) return [];
  return namedFilesIn(files, root).flatMap(({ name, path }) => {
    const key = codeKeyOf('manifest', name);
    if (key === undefined) return [];
    taken.report(
      {
        severity: 'warning',
        code: 'UNNAMED_FILE',
        message: `Nothing is named here; ${path} was taken, because it is called so.`,
        fix: 'Name the file if it is meant.',
      },
      { file, pointer: '/generalCodeFiles' },
    );
    return [{ key, file: taken.json(path, 'manifest'), pointer: '' }];
  });
}

/** A file beside the code that states facts, as some manifests name one. */
function metaOf(codeFiles: unknown, kind: SourceKind, { root, taken }: From): SourceFile | undefined {
  const stated = ownValue(codeFiles, 'meta');
  const path = typeof stated === 'string' ? pathFrom(root, stated) : undefined;
  return path === undefined ? undefined : taken.json(path, kind);
}

/** The pieces of code that an object of paths names. */
function codeIn({ kind, file, pointer }: { readonly kind: SourceKind } & Mention, from: From): FoundCode[] {
  const stated = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const paths = stated.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : ownValue(value, key)),
    file.json,
  );
  return membersOf(paths, pointer).flatMap(({ key: name, value, pointer: at }): readonly FoundCode[] => {
    const key = codeKeyOf(kind, name);
    const path = pathOf(value, { file, pointer: at }, from, key === undefined);
    if (path === undefined) return [];
    if (key !== undefined) {
      return [{ key, file: from.taken.json(path, kind, { file, pointer: at }), pointer: '' }];
    }
    if (name !== 'readme' && name !== 'meta') {
      from.taken.report(
        {
          severity: 'warning',
          code: 'UNKNOWN_KEY',
          message: `Code called "${name}" is not read here.`,
          fix: 'Nothing has to be done unless the app relies on it.',
        },
        { file, pointer: at, key: true },
      );
    }
    return [];
  });
}

/** The path of a file, from the top; undefined for none, and for one that leads outside. */
function pathOf(stated: unknown, at: Mention, { root, taken }: From, isUnread = false): string | undefined {
  if (typeof stated !== 'string' || stated === '') return undefined;
  const path = pathFrom(root, stated);
  if (path !== undefined || isUnread) return path ?? stated;
  taken.report(
    {
      severity: 'error',
      code: 'PATH_OUTSIDE',
      message: `The path ${JSON.stringify(stated)} leads out of the folder.`,
      fix: 'Use a path below the folder of the app.',
    },
    at,
  );
  return undefined;
}

function functionOf({ name, pointer, value }: Named, from: From): AppFunction[] {
  const at = pointerTo(pointer, 'codeFiles');
  const files = ownValue(value, 'codeFiles');
  const read = (key: string) => {
    const mention = { file: from.file, pointer: pointerTo(at, key) };
    const path = pathOf(ownValue(files, key), mention, from);
    const code = path === undefined ? undefined : from.taken.text(path, mention);
    return path === undefined || code === undefined ? undefined : { path, code };
  };
  const [code, test] = [read('code'), read('test')];
  return code === undefined ? [] : [{ name, ...code, ...(test === undefined ? {} : { test }) }];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const KNOWN_KINDS: ReadonlySet<string> = new Set([...KINDS, 'function']);

function reportUnknown(kinds: ReturnType<typeof membersOf>, { file, taken }: From): void {
  for (const { key, value, pointer } of kinds) {
    const isEmpty = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
    if (KNOWN_KINDS.has(key) || isEmpty) continue;
    taken.report(
      {
        severity: 'warning',
        code: 'UNKNOWN_KIND',
        message: `Components of the kind "${key}" are not supported.`,
        fix: 'Modules that rely on them will not work.',
      },
      { file, pointer, key: true },
    );
  }
}
