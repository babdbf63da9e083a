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
  // Which of several is meant is asked by the server, which names them.
  expect([...appPaths([...one, 'apps/other/manifest.json']).values()]).toEqual([
    'acme/manifest.json',
    'acme/modules/get.json',
    'other/manifest.json',
  ]);
});

test('of an app made for Make all code is taken, wherever it stands', () => {
  const paths = [
    'app/makecomapp.json',
    'app/src/modules/get.imljson',
    'app/functions/x/code.js',
    'app/README.md',
    'app/logo.png',
    'app/node_modules/x/index.js',
    'app/.git/config.json',
  ];
  expect([...appPaths(paths).values()]).toEqual(['makecomapp.json', 'src/modules/get.imljson', 'functions/x/code.js']);
});

test('a folder without code holds no app', () => {
  expect(appPaths(['acme/readme.md', 'acme/logo.png']).size).toBe(0);
  expect(appPaths([]).size).toBe(0);
});

test('a bundle holds files as texts or as JSON', () => {
  const files = { 'manifest.json': '{ "name": "a" }', 'modules/x.json': { name: 'x' } };
  const read = { 'manifest.json': '{ "name": "a" }', 'modules/x.json': '{\n  "name": "x"\n}' };
  expect(filesInBundle(JSON.stringify({ files }))).toEqual(read);
  expect(filesInBundle(JSON.stringify(files))).toEqual(read);
  expect(filesInBundle('{ "makecomapp.json": "{}" }')).toEqual({ 'makecomapp.json': '{}' });
});

test.each(['', 'text', '[]', 'null', '{"files":{}}', '{"flow":[]}'])('%s is no bundle', (text) => {
  expect(filesInBundle(text)).toBeUndefined();
});
