import { isCollection, ownValue, setOwn } from '../../core/json.ts';
import type { AppSource } from '../app-source.ts';
import { nameOf } from '../component.ts';
import { EXTRAS_FILE } from '../layouts/extras.ts';
import type { GivenFiles } from '../given-files.ts';
import type { SourceFile, SourceKind } from '../source-file.ts';
import { createFileNames } from './file-names.ts';

/** What the manifest of local development states about a component; everything else that is no code goes elsewhere. */
const FACTS: Readonly<Record<SourceKind, readonly string[]>> = {
  manifest: [],
  module: ['label', 'description', 'moduleType', 'actionCrud', 'connection', 'altConnection', 'webhook'],
  connection: ['label', 'connectionType', 'aliasTo'],
  webhook: ['label', 'webhookType', 'connection', 'altConnection'],
  rpc: ['label', 'connection', 'altConnection'],
};

/** Our key, its name in `codeFiles`, and how its file is named. */
type CodeRow = readonly [key: string, name: string, file: string];

const CODE: Readonly<Record<Exclude<SourceKind, 'manifest'>, readonly CodeRow[]>> = {
  module: [
    ['communication', 'communication', 'communication'],
    ['epoch', 'epoch', 'epoch'],
    ['parameters', 'staticParams', 'static-params'],
    ['staticParams', 'staticParams', 'static-params'],
    ['mappableParams', 'mappableParams', 'mappable-params'],
    ['interface', 'interface', 'interface'],
    ['samples', 'samples', 'samples'],
    ['scope', 'scope', 'scope'],
  ],
  connection: [
    ['communication', 'communication', 'communication'],
    ['parameters', 'params', 'params'],
    ['common', 'common', 'common'],
    ['scopes', 'scopeList', 'scope-list'],
    ['scope', 'defaultScope', 'default-scope'],
    ['installSpec', 'installSpec', 'install-spec'],
    ['install', 'installDirectives', 'install-directives'],
  ],
  webhook: [
    ['communication', 'communication', 'communication'],
    ['parameters', 'params', 'params'],
    ['attach', 'attach', 'attach'],
    ['detach', 'detach', 'detach'],
    ['update', 'update', 'update'],
    ['scope', 'requiredScope', 'scope'],
  ],
  rpc: [
    ['communication', 'communication', 'communication'],
    ['parameters', 'params', 'params'],
  ],
};

/**
 * The files of an app in Make's layout for local development. What that format has no place for, such as the identity of
 * a delivery, stands in a file of its own that other tools leave alone; read again, the app is the same.
 */
export function writeLocalApp(source: AppSource): GivenFiles {
  const files: Record<string, string> = {};
  const extras: Record<string, object> = {};
  const nameFile = createFileNames();
  const put = (path: string, value: unknown): string => {
    files[path] = typeof value === 'string' ? value : `${JSON.stringify(value, null, 4)}\n`;
    return path;
  };
  const components = {};
  for (const kind of ['connection', 'webhook', 'module', 'rpc'] as const) {
    const written = {};
    const own = {};
    for (const file of source.components.filter((one) => one.kind === kind)) {
      const stem = nameFile(kind, nameOf(file));
      setOwn(
        written,
        nameOf(file),
        entryOf(file, kind, (name, value) => put(`${kind}s/${stem}/${stem}.${name}`, value)),
      );
      const more = moreOf(file, kind);
      if (Object.keys(more).length > 0) setOwn(own, nameOf(file), more);
    }
    setOwn(components, kind, written);
    if (Object.keys(own).length > 0) extras[kind] = own;
  }
  setOwn(components, 'function', functionsOf(source, put, nameFile));
  // Every kind of component is wanted, also one that no app has here.
  setOwn(components, 'endpoint', {});
  const { general, app } = generalOf(source, put);
  put('makecomapp.json', { fileVersion: 1, generalCodeFiles: general, components, origins: [] });
  put(EXTRAS_FILE, { app, ...extras });
  return files;
}

type Put = (path: string, value: unknown) => string;

function entryOf(file: SourceFile, kind: keyof typeof CODE, put: Put): object {
  const facts = FACTS[kind].flatMap((key) => {
    const value = ownValue(file.json, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const codeFiles = CODE[kind].flatMap(([key, name, stem]) => {
    const value = ownValue(file.json, key);
    return value === undefined ? [] : [[name, put(`${stem}.iml.json`, asCode(value))] as const];
  });
  return { ...Object.fromEntries(facts), codeFiles: Object.fromEntries(codeFiles) };
}

/** A text in place of a list, such as the address of an RPC, is a JSON text in its file. */
function asCode(value: unknown): unknown {
  return typeof value === 'string' ? `${JSON.stringify(value)}\n` : value;
}

function moreOf(file: SourceFile, kind: keyof typeof CODE): object {
  const known = new Set(['$schema', 'name', ...FACTS[kind], ...CODE[kind].map(([key]) => key)]);
  const members = isCollection(file.json) ? Object.entries(file.json) : [];
  return Object.fromEntries(members.filter(([key]) => !known.has(key)));
}

function functionsOf(source: AppSource, put: Put, nameFile: (kind: string, name: string) => string): object {
  const written = {};
  for (const { name, code, test } of source.functions) {
    const stem = nameFile('function', name);
    const place = `functions/${stem}/${stem}`;
    const codeFiles = {
      code: put(`${place}.code.js`, code),
      ...(test === undefined ? {} : { test: put(`${place}.test.js`, test.code) }),
    };
    setOwn(written, name, { codeFiles });
  }
  return written;
}

function generalOf({ manifest }: AppSource, put: Put): { readonly general: object; readonly app: object } {
  const { base = {}, common = {}, groups = [], $schema: _, ...app } = isCollection(manifest?.json) ? manifest.json : {};
  const [label, description] = [app['label'], app['description']].map((text) => (typeof text === 'string' ? text : ''));
  return {
    general: {
      base: put('general/base.iml.json', base),
      common: put('general/common.json', common),
      readme: put('README.md', `# ${label}\n\n${description}\n`),
      groups: put('modules/groups.json', groups),
    },
    app: Object.fromEntries(Object.entries(app).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
