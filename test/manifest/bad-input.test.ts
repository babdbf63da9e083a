import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { openAppFolders } from '../../src/service/app-folders.ts';
import { localApp } from './layouts/make-files.ts';

type Files = Record<string, string>;

const CODE = '{ "url": "https://api.acme.example/x" }';

function check(files: Files) {
  return checkSource(sourceOfFiles(files), '');
}

function localModules(entries: readonly (readonly [string, object])[]): Files {
  return { 'makecomapp.json': JSON.stringify({ components: { module: Object.fromEntries(entries) } }), 'a.json': CODE };
}

function numbered<Value>(count: number, value: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => value(index));
}

const module = { codeFiles: { communication: 'a.json' } };

describe('too much of anything is refused with one clear error', () => {
  test.each<[string, string, () => Files]>([
    ['a manifest of 50 MB', 'FILE_TOO_LARGE', () => ({ 'makecomapp.json': `${' '.repeat(50_000_000)}{}` })],
    ['10,000 modules of one file', 'TOO_MANY_FILES', () => localModules(numbered(10_000, (at) => [`m${at}`, module]))],
    [
      '10,000 folders of modules',
      'TOO_MANY_FILES',
      () => ({
        'metadata.json': '{}',
        ...Object.fromEntries(numbered(10_000, (at) => [`modules/m${at}/api.imljson`, CODE])),
      }),
    ],
    [
      'one large file that many modules share',
      'FILE_TOO_LARGE',
      () => ({
        ...localModules(numbered(40, (at) => [`m${at}`, module])),
        'a.json': JSON.stringify({ url: 'https://api.acme.example', body: 'x'.repeat(500_000) }),
      }),
    ],
    ['JSON that is nested without end', 'TOO_DEEP', () => ({ 'makecomapp.json': '['.repeat(500_000) })],
    ['nothing at all', 'NO_MODULES', () => ({ 'makecomapp.json': '{}' })],
  ])('%s', (_, code, files) => {
    const { app, problems } = check(files());
    expect(app).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});

test('2,000 modules that lack their file are 2,000 findings, each at its place', () => {
  const files = localModules(numbered(2000, (at) => [`m${at}`, { codeFiles: { communication: `${at}.json` } }]));
  const { problems } = check(files);
  expect(problems).toHaveLength(2000);
  expect(new Set(problems.map(({ position }) => position?.column)).size).toBe(2000);
});

test('modules that share a broken file are all left out at once, and the rest loads', () => {
  const files: Files = {
    ...localModules(numbered(50, (at) => [`m${at}`, module])),
    'a.json': '{ "url": "{{nope(1)}}" }',
  };
  const more = JSON.parse(files['makecomapp.json']!) as { components: { module: object } };
  Object.assign(more.components.module, { sound: { codeFiles: { communication: 'b.json' } } });
  const { app } = check({ ...files, 'makecomapp.json': JSON.stringify(more), 'b.json': CODE });
  expect([...(app?.modules.keys() ?? [])]).toEqual(['sound']);
  expect(app?.leftOut).toHaveLength(50);
});

test('a file with 20,000 mistakes is told by the first of them', () => {
  const fields = numbered(20_000, (at) => `"k${at}": "{{parameters.a${at}}}"`).join(',');
  const { app, problems } = check({
    ...localModules([['one', module]]),
    'a.json': `{ "url": "https://x.example", "body": {${fields}} }`,
  });
  expect(app?.modules.size).toBe(1);
  expect(problems.length).toBeLessThanOrEqual(200);
  expect(problems[0]).toMatchObject({ file: 'a.json', code: 'UNKNOWN_PARAMETER' });
});

describe('hostile names', () => {
  const hostile = ['__proto__', 'constructor', '../../x', 'a/b', 'toString', '\u0000', 'C:\\x'];

  test('of modules are names like any other', () => {
    const entries = hostile.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(module)}`).join(',');
    const { app } = check({ 'makecomapp.json': `{ "components": { "module": {${entries}} } }`, 'a.json': CODE });
    expect([...(app?.modules.keys() ?? [])]).toEqual(hostile);
    expect(Object.prototype).not.toHaveProperty('codeFiles');
  });

  test.each(hostile)('of an app become one that can be a folder: %j', async (name) => {
    const origins = [{ appId: name, appVersion: name }];
    const manifest = { ...(JSON.parse(localModules([['one', module]])['makecomapp.json']!) as object), origins };
    const { app } = check({ 'makecomapp.json': JSON.stringify(manifest), 'a.json': CODE });
    expect(app?.name ?? 'none').toMatch(/^[a-z][0-9a-z-]*[0-9a-z]$/);
  });

  test('of files are never written outside', async () => {
    const files = localApp();
    files['makecomapp.json'] = files['makecomapp.json']!.replace('modules/get.iml.json', '../outside.json');
    const { app } = check({ ...files, '../outside.json': CODE, '__proto__/x.json': '{' });
    const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
    try {
      const folders = await openAppFolders(join(folder, 'apps'));
      await folders.write('acme', Object.fromEntries((app?.files ?? []).map(({ path, text }) => [path, text])));
      expect(await readdir(folder)).toEqual(['apps']);
      expect(await readdir(join(folder, 'apps'))).toEqual(['acme']);
      expect(await readdir(join(folder, 'apps', 'acme'))).not.toContain('__proto__');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test('RPCs that ask for each other in a circle are named, and load all the same', () => {
  const field = (rpc: string) => JSON.stringify([{ name: 'x', type: 'select', options: `rpc://${rpc}` }]);
  const rpc = (params: string) => ({ codeFiles: { communication: 'a.json', params } });
  const { app, problems } = check({
    'makecomapp.json': JSON.stringify({
      components: {
        module: { one: { codeFiles: { communication: 'a.json', mappableParams: 'b.json' } } },
        rpc: { b: rpc('c.json'), c: rpc('b.json') },
      },
    }),
    'a.json': CODE,
    'b.json': field('b'),
    'c.json': field('c'),
  });
  expect(problems).toMatchObject([
    { severity: 'warning', code: 'CYCLIC_RPC', file: 'b.json' },
    { severity: 'warning', code: 'CYCLIC_RPC', file: 'c.json' },
  ]);
  expect(app?.rpcs.size).toBe(2);
});
