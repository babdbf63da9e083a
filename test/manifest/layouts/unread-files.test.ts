import { expect, test } from '@jest/globals';
import { sourceOfArchive } from '../../../src/manifest/archive.ts';
import { checkApp, checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { zipOf } from '../../../src/manifest/write/zip.ts';
import { inFolder } from '../small-app.ts';
import { localApp } from './make-files.ts';

function check(files: Record<string, string>) {
  return checkSource(sourceOfFiles(files), '');
}

test('files that look like code and are named nowhere are told by name, and nothing else is', async () => {
  const strays = {
    'modules/old.iml.json': '{ "url": "/old" }',
    'functions/halve.js': 'function halve() {}',
    'modules/get.blueprint.json': '{}',
    'package.json': '{}',
    'jest.config.js': '',
    'images/logo.json': '{}',
    '.github/release.iml.json': '{}',
    'test/get.iml.json': '{}',
    LICENSE: 'MIT',
    'modules/empty.iml.json': ' {} ',
  };
  const expected = [
    {
      file: 'makecomapp.json',
      severity: 'warning',
      code: 'UNREAD_FILES',
      message: expect.stringMatching(/not read: functions\/halve\.js, modules\/old\.iml\.json\.$/),
    },
  ];
  const onDisk = await inFolder({ ...localApp(), ...strays }, checkApp);
  expect(onDisk.problems).toMatchObject(expected);
  expect(onDisk.app?.digest).toBe(check(localApp()).app?.digest);
  const archive = sourceOfArchive(zipOf({ ...localApp(), ...strays }));
  expect(archive.problems).toMatchObject(expected);
});

test('what an alias or a kind that is not known names is named', () => {
  const files = localApp();
  const manifest = files['makecomapp.json'] ?? '';
  const endpoint = '"endpoint": { "one": { "codeFiles": { "api": "endpoints/one.iml.json" } } },';
  files['makecomapp.json'] = manifest.replace('"components": {', `"components": { ${endpoint}`);
  files['endpoints/one.iml.json'] = '{ "url": "/one" }';
  expect(check(files).problems.map(({ code }) => code)).not.toContain('UNREAD_FILES');
});

test('of very many such files only some are named, with the number of the others', () => {
  const strays = Array.from({ length: 30 }, (_, index) => [`modules/old${index + 10}.iml.json`, '{ "n": 1 }'] as const);
  const [problem] = check({ ...localApp(), ...Object.fromEntries(strays) }).problems;
  expect(problem?.message).toMatch(/old10\.iml\.json, .*old29\.iml\.json, and 10 more\.$/);
});
