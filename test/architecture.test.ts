import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = resolve(import.meta.dirname, '../src');

/** Who may import whom, and the only folders that know a package: the table of docs/architecture.md. */
const LAYERS: Record<string, { readonly imports: readonly string[]; readonly packages: readonly string[] }> = {
  core: { imports: [], packages: ['nanoid', 'zod', 'fast-xml-parser'] },
  iml: { imports: ['core'], packages: ['moment-timezone', 'decimal.js'] },
  scripts: { imports: ['core', 'iml'], packages: ['quickjs-emscripten-core', '@jitl/quickjs-wasmfile-release-sync'] },
  http: { imports: ['core'], packages: ['axios'] },
  store: { imports: ['core'], packages: ['libsql'] },
  forms: { imports: ['core', 'iml'], packages: ['libphonenumber-js'] },
  communication: { imports: ['core', 'iml', 'http'], packages: [] },
  manifest: {
    imports: ['core', 'iml', 'scripts', 'http', 'forms', 'communication'],
    packages: ['ajv', 'fflate', 'jsonc-parser'],
  },
  vault: { imports: ['core', 'http', 'store', 'communication', 'manifest'], packages: [] },
  inbox: { imports: ['core', 'iml', 'http', 'store', 'communication', 'manifest', 'vault'], packages: [] },
  engine: {
    imports: ['core', 'iml', 'http', 'forms', 'store', 'communication', 'manifest', 'vault', 'inbox'],
    packages: ['croner'],
  },
  runtime: {
    imports: ['core', 'iml', 'http', 'forms', 'store', 'communication', 'manifest', 'vault', 'inbox', 'engine'],
    packages: [],
  },
  service: {
    imports: ['core', 'iml', 'http', 'forms', 'store', 'communication', 'manifest', 'vault', 'inbox', 'engine'],
    packages: [],
  },
  server: {
    imports: ['core', 'iml', 'store', 'forms', 'communication', 'manifest', 'vault', 'inbox', 'engine'],
    packages: ['express', 'zod', 'helmet', 'zod-openapi', 'prom-client'],
  },
  sandbox: {
    imports: ['core'],
    packages: ['express', 'zod', 'lowdb', 'csv-parse', 'csv-stringify', 'sms-segments-calculator'],
  },
  trial: {
    imports: ['core', 'iml', 'http', 'forms', 'communication', 'manifest', 'vault', 'engine'],
    packages: [],
  },
  cli: {
    imports: [
      'core',
      'iml',
      'scripts',
      'http',
      'store',
      'communication',
      'manifest',
      'vault',
      'inbox',
      'engine',
      'trial',
      'runtime',
      'service',
      'server',
      'sandbox',
    ],
    packages: ['commander'],
  },
  web: {
    imports: ['server'],
    packages: ['react', 'react-dom', '@mantine', '@tabler', '@tanstack', '@codemirror', 'wouter', 'vite', 'zod'],
  },
  index: { imports: ['core', 'iml', 'manifest', 'engine', 'runtime', 'sandbox'], packages: [] },
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => join(SRC, name));

/** Every specifier a file imports, static or dynamic, without type-only imports of packages. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm)].map((match) => match[1] ?? '');
}

/** The layer of a file: its folder, or the stem of a file that lies in src itself. */
function layerOf(file: string): string {
  return (relative(SRC, file).split('/')[0] ?? '').replace(/\.[jt]s$/, '');
}

test.each(files.map((file) => [relative(SRC, file), file]))('%s imports only what its layer may', (_name, file) => {
  const layer = layerOf(file);
  const rule = LAYERS[layer] ?? { imports: [], packages: [] };
  const wrong = importsOf(file).filter((specifier) => {
    if (specifier.startsWith('.'))
      return ![layer, ...rule.imports].includes(layerOf(resolve(dirname(file), specifier)));
    if (specifier.startsWith('node:'))
      return !builtinModules.includes(specifier.slice(5)) && specifier !== 'node:sqlite';
    const [scopeOrName = '', name = ''] = specifier.split('/');
    return ![scopeOrName, `${scopeOrName}/${name}`].some((known) => rule.packages.includes(known));
  });
  expect(wrong).toEqual([]);
});

test('the table of docs/architecture.md says what this test enforces', () => {
  const text = readFileSync(resolve(SRC, '../docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([\w.]+)` *\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)];
  const documented = rows.map(([, name = '', imports = '', packages = '']) => [
    name.replace('.ts', ''),
    { imports: listed(imports), packages: listed(packages) },
  ]);
  const enforced = Object.entries(LAYERS).map(([name, rule]) => [
    name,
    { imports: rule.imports.toSorted(), packages: rule.packages.toSorted() },
  ]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(enforced));
});

/** The names in a cell; a dash stands for none. */
function listed(cell: string): string[] {
  return cell
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '-')
    .toSorted();
}

test('of the server the page knows nothing but the types of its contract', () => {
  const imports = files
    .filter((file) => layerOf(file) === 'web')
    .flatMap((file) => readFileSync(file, 'utf8').match(/^(?:import|export)[^;]*?from '[^']*server\/[^']*'/gm) ?? []);
  expect(imports).not.toEqual([]);
  expect(imports.filter((text) => !/^import type .*\/server\/contract\//.test(text))).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});

test('no code is made from strings and no process is started', () => {
  const forbidden = /\beval\(|new Function\(|node:vm\b|node:child_process\b/;
  expect(files.filter((file) => forbidden.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('no files import each other in a circle', () => {
  const graph = new Map(files.map((file) => [file, valueImports(file)]));
  expect(findCycle(graph)).toEqual([]);
});

/** Files a file needs at run time: type-only imports vanish when it is compiled. */
function valueImports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const matches = text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'/gm);
  return [...matches].map((match) => resolve(dirname(file), match[1] ?? ''));
}

/** The first circle found, as paths relative to src. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].map((name) => relative(SRC, name));
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
