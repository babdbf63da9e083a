import { ownValue, setOwn } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import type { AppSource } from '../app-source.ts';
import type { AppFunction } from '../functions.ts';
import { createReader } from '../reads.ts';
import type { SourceFile, SourceKind, SourcePart } from '../source-file.ts';
import { unreadable } from '../unreadable.ts';
import { codeKeyOf, isNoCode } from './code-keys.ts';
import { factsIn } from './facts.ts';
import type { Resolve } from './references.ts';
import { refusedSource } from './refused.ts';
import type { Mention, TakenFiles } from './taken-files.ts';
import { FIELD_LISTS, tolerateFields } from './tolerate-fields.ts';

/** A component as a layout finds it: an entry with what is said about it, and code in files or in places of files. */
export interface FoundComponent {
  readonly kind: SourceKind;
  readonly name: string;
  /** Where it stands in the files: what is said about it as a whole is said there. */
  readonly entry: Mention;
  /** The entry states facts, such as the label. */
  readonly hasFacts: boolean;
  /** A file that states facts as well; the entry comes before it. */
  readonly meta?: SourceFile;
  readonly code: readonly FoundCode[];
  /** Further facts that its entry does not state. */
  readonly also?: Readonly<Record<string, unknown>>;
}

/** A piece of code, by our key. */
export interface FoundCode {
  readonly key: string;
  /** A file, taken already. */
  readonly file: SourceFile;
  /** Where the code stands in it. */
  readonly pointer: string;
}

/** Everything a layout finds. */
export interface FoundApp {
  readonly layout: string;
  readonly general: FoundComponent;
  readonly components: readonly FoundComponent[];
  readonly functions: readonly AppFunction[];
  /** What components mean by the names of others, where that is not just their name. */
  readonly resolve?: Resolve;
}

/** Puts an app together from what a layout found of it. */
export function composeApp(found: FoundApp, taken: TakenFiles, mostFiles: number): AppSource {
  if (taken.areTooMany || found.components.length > mostFiles) {
    const message = `The app has more than ${mostFiles} files or components.`;
    return refusedSource(unreadable('', 'TOO_MANY_FILES', message));
  }
  if (taken.areTooLarge) return refusedSource(unreadable('', 'FILE_TOO_LARGE', 'The code of the app is too large.'));
  const { resolve = asStated } = found;
  for (const component of found.components) reportAlias(component, taken);
  const components = found.components.map((component) => compose(component, taken, resolve));
  return {
    layout: found.layout,
    isLenient: true,
    manifest: withGroups(compose(found.general, taken, asStated), components),
    components,
    functions: found.functions,
    texts: taken.texts,
    problems: taken.problems,
    readsOf: createReader(),
  };
}

const ALIAS = {
  severity: 'warning',
  code: 'ALIASED_CONNECTION',
  message: 'This is the connection of another app: it can be used while that app is installed as well.',
  fix: 'Import that app too, or give this one a connection of its own.',
} as const;

function reportAlias({ kind, entry, hasFacts }: FoundComponent, taken: TakenFiles): void {
  if (kind !== 'connection' || !hasFacts || typeof ownValue(valueAt(entry), 'aliasTo') !== 'string') return;
  taken.report(ALIAS, { ...entry, pointer: pointerTo(entry.pointer, 'aliasTo') });
}

const asStated: Resolve = (_key, stated) => stated;

function compose(
  { kind, name, entry, hasFacts, meta, code, also = {} }: FoundComponent,
  taken: TakenFiles,
  resolve: Resolve,
): SourceFile {
  const json = {};
  const parts: SourcePart[] = [{ at: '', file: entry.file, from: entry.pointer }];
  const put = (key: string, value: unknown, part: Omit<SourcePart, 'at'>): void => {
    setOwn(json, key, value);
    parts.push({ at: pointerTo('', key), ...part });
  };
  for (const [key, value] of Object.entries({ name, ...DEFAULTS[kind](name, code), ...also })) setOwn(json, key, value);
  for (const { key, value, pointer } of factsIn(meta?.json, kind).facts) {
    put(key, value, { file: meta ?? entry.file, from: pointer });
  }
  const { facts, unread } = factsIn(hasFacts ? valueAt(entry) : undefined, kind);
  for (const { key, value, pointer } of facts) {
    const from = entry.pointer + pointer;
    put(key, resolve(key, value, { file: entry.file, pointer: from }), { file: entry.file, from });
  }
  const strange = unread.filter((key) => codeKeyOf(kind, key) === undefined);
  for (const key of strange) reportUnread(key, { ...entry, pointer: pointerTo(entry.pointer, key) }, taken);
  for (const { key, file, pointer } of code) {
    const value = codeAt(key, { file, pointer }, taken);
    if (value !== undefined && !isNoCode(kind, key, value)) put(key, value, { file, from: pointer });
    else parts.push({ at: pointerTo('', key), file, from: pointer });
  }
  const { path, text, tree } = entry.file;
  return { path, kind, stem: name, text, json, tree, problems: [], parts };
}

/** What a component is when nothing says so. */
const DEFAULTS: Readonly<Record<SourceKind, (name: string, code: readonly FoundCode[]) => object>> = {
  manifest: (name) => ({ label: name, version: '1' }),
  module: (name) => ({ label: name, moduleType: 'action' }),
  connection: (name) => ({ label: name, connectionType: 'basic' }),
  webhook: (name) => ({ label: name, webhookType: 'web' }),
  rpc: (name) => ({ label: name, communication: {} }),
};

/** The value at a place of a file. */
export function valueAt({ file, pointer }: Pick<Mention, 'file' | 'pointer'>): unknown {
  const segments = pointer.split('/').slice(1);
  return segments
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: unknown, key) => (Array.isArray(value) ? value[Number(key)] : ownValue(value, key)), file.json);
}

function codeAt(key: string, at: Mention, taken: TakenFiles): unknown {
  if (!FIELD_LISTS.has(key)) return valueAt(at);
  return tolerateFields(valueAt(at), at.pointer, (pointer, message) =>
    taken.report(
      { severity: 'warning', code: 'FIELD_NOT_USED', message, fix: 'Correct it if the app relies on it.' },
      { file: at.file, pointer },
    ),
  );
}

function reportUnread(key: string, at: Mention, taken: TakenFiles): void {
  taken.report(
    {
      severity: 'warning',
      code: 'UNKNOWN_KEY',
      message: `"${key}" is not read here.`,
      fix: 'Nothing has to be done unless the app relies on it.',
    },
    { ...at, key: true },
  );
}

const OTHER = 'Other';

/** Every module stands in a group: those that no group names come last, together. */
function withGroups(manifest: SourceFile, components: readonly SourceFile[]): SourceFile {
  const stated: unknown = ownValue(manifest.json, 'groups');
  const groups = Array.isArray(stated) ? stated : [];
  const grouped = new Set(groups.flatMap((group) => ownValue(group, 'modules') ?? []));
  const modules = components.filter(({ kind }) => kind === 'module').map(({ stem }) => stem);
  const rest = modules.filter((name) => !grouped.has(name));
  const json = { ...(manifest.json as object) };
  setOwn(json, 'groups', rest.length === 0 ? groups : [...groups, { label: OTHER, modules: rest }]);
  return { ...manifest, json };
}
