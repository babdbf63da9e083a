import { expect, test } from '@jest/globals';
import { appPaths, filesInBundle } from '../../../src/web/model/app-files.ts';

test('of a folder only the files of the app are taken, with their paths below it', () => {
  const paths = [
    'acme/manifest.json',
    'acme/modules/get.json',
    'acme/modules/notes.md',
    'acme/modules/deep/x.json',
    'acme/rpcs/list.jsonc',
    'acme/package.json',
    'acme/node_modules/other/manifest.json',
    'acme/.git/HEAD',
  ];
  expect([...appPaths(paths)]).toEqual([
    ['acme/manifest.json', 'manifest.json'],
    ['acme/modules/get.json', 'modules/get.json'],
    ['acme/rpcs/list.jsonc', 'rpcs/list.jsonc'],
  ]);
});

test('an app one folder further in is found, unless there are several', () => {
  const one = ['apps/acme/manifest.json', 'apps/acme/modules/get.json', 'apps/readme.md'];
  expect([...appPaths(one).values()]).toEqual(['manifest.json', 'modules/get.json']);
  expect(appPaths([...one, 'apps/other/manifest.json']).size).toBe(0);
});

test('a folder without a manifest holds no app', () => {
  expect(appPaths(['acme/modules/get.json']).size).toBe(0);
  expect(appPaths([]).size).toBe(0);
});

test('a bundle holds files as texts or as JSON', () => {
  const files = { 'manifest.json': '{ "name": "a" }', 'modules/x.json': { name: 'x' } };
  const read = { 'manifest.json': '{ "name": "a" }', 'modules/x.json': '{\n  "name": "x"\n}' };
  expect(filesInBundle(JSON.stringify({ files }))).toEqual(read);
  expect(filesInBundle(JSON.stringify(files))).toEqual(read);
});

test.each(['', 'text', '[]', 'null', '{"files":{}}', '{"flow":[]}'])('%s is no bundle', (text) => {
  expect(filesInBundle(text)).toBeUndefined();
});
