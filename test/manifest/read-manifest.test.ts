import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { readManifest } from '../../src/manifest/read-manifest.ts';
import { inFolder, smallApp } from './small-app.ts';

const LIMITS = DEFAULT_LIMITS.manifest;

test('finds the files of every kind, in the order of their paths', async () => {
  const source = await inFolder(smallApp(), (folder) => readManifest(folder));
  expect(source.problems).toEqual([]);
  expect(source.manifest?.path).toBe('manifest.json');
  expect(source.components.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'module modules/get-thing.json',
    'module modules/watch-new-thing.json',
    'connection connections/acme.json',
    'webhook webhooks/new-thing.json',
    'rpc rpcs/list-tags.json',
  ]);
});

test('other files and folders are left alone', async () => {
  const files = {
    ...smallApp(),
    'modules/notes.md': '#',
    'src/x.json': '{',
    'modules/deep/y.json': '{',
    'a.json': '{',
  };
  const source = await inFolder(files, (folder) => readManifest(folder));
  expect(source.problems).toEqual([]);
  expect(source.components).toHaveLength(5);
});

test.each([
  ['a folder without a manifest', 'modules/x.json'],
  ['a manifest of another case', 'Manifest.json'],
])('%s is no app', async (_, path) => {
  const source = await inFolder({ [path]: '{}' }, (folder) => readManifest(folder));
  expect(source.problems).toMatchObject([{ file: 'manifest.json', code: 'NO_MANIFEST' }]);
  expect(source.components).toEqual([]);
});

test('a folder that does not exist is no app', async () => {
  expect((await readManifest('/nowhere/at/all')).problems).toMatchObject([{ code: 'NO_MANIFEST' }]);
});

test('links are not followed', async () => {
  const source = await inFolder(smallApp(), async (folder) => {
    await symlink('/etc/hostname', join(folder, 'modules/outside.json'));
    return readManifest(folder);
  });
  expect(source.problems).toMatchObject([{ file: 'modules/outside.json', code: 'NOT_A_FILE' }]);
  expect(source.components).toHaveLength(5);
});

test('a folder named like a file is a finding', async () => {
  const source = await inFolder(smallApp(), async (folder) => {
    await mkdir(join(folder, 'modules/folder.json'));
    return readManifest(folder);
  });
  expect(source.problems).toMatchObject([{ file: 'modules/folder.json', code: 'NOT_A_FILE' }]);
});

test('a file over the size limit is not read', async () => {
  const source = await inFolder(smallApp(), (folder) => readManifest(folder, { ...LIMITS, fileBytes: 700 }));
  expect(source.problems).toMatchObject([{ file: 'modules/get-thing.json', code: 'FILE_TOO_LARGE' }]);
  expect(source.components).toHaveLength(4);
});

test('an app of too many files is not read at all', async () => {
  const source = await inFolder(smallApp(), (folder) => readManifest(folder, { ...LIMITS, files: 5 }));
  expect(source).toMatchObject({ manifest: undefined, components: [], problems: [{ code: 'TOO_MANY_FILES' }] });
});

test('a file that is not UTF-8 is a finding', async () => {
  const source = await inFolder(smallApp(), async (folder) => {
    await writeFile(join(folder, 'rpcs/list-tags.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    return readManifest(folder);
  });
  expect(source.problems).toMatchObject([{ file: 'rpcs/list-tags.json', code: 'NOT_UTF8' }]);
});
