import { describe, expect, test } from '@jest/globals';
import { checkApp, checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { inFolder, smallApp } from './small-app.ts';

function findings(files: Readonly<Record<string, string>>) {
  return checkSource(sourceOfFiles(files), '').problems;
}

test('files that were sent give the same app and the same findings as a folder with them', async () => {
  const broken = { ...smallApp(), 'rpcs/list-tags.json': '{ "name": "listTags", "colour": 1 }' };
  for (const files of [smallApp(), broken]) {
    const onDisk = await inFolder(files, checkApp);
    const sent = checkSource(sourceOfFiles(files), '');
    expect(sent.problems).toEqual(onDisk.problems);
    expect([...(sent.app?.modules.keys() ?? [])]).toEqual([...(onDisk.app?.modules.keys() ?? [])]);
  }
});

describe('a path that is none of an app', () => {
  test.each([
    '../evil.json',
    '/etc/passwd',
    'modules/../../evil.json',
    'modules/./x.json',
    'modules//x.json',
    'modules\\x.json',
    'modules/x\u0000.json',
    'modules/deep/x.json',
    'modules/.hidden.json',
    'modules/x.txt',
    'modules/',
    'modules/-x.json',
    'Modules/x.json',
    'manifest.jsonc',
    './manifest.json',
    'constructor/x.json',
    'readme.md',
    '',
    `modules/${'x'.repeat(200)}.json`,
  ])('%j is refused and never part of the source', (path) => {
    const source = sourceOfFiles({ ...smallApp(), [path]: '{}' });
    expect(source.problems).toMatchObject([{ file: path, code: 'UNKNOWN_FILE', severity: 'error' }]);
    expect(source.components.map((file) => file.path)).not.toContain(path);
  });
});

test('a file named __proto__ is a name like any other', () => {
  const files = Object.fromEntries([...Object.entries(smallApp()), ['__proto__', '{}']]);
  expect(findings(files)).toMatchObject([{ file: '__proto__', code: 'UNKNOWN_FILE' }]);
});

test('what is too large, too many, not Unicode or missing is said', () => {
  const manifest = smallApp()['manifest.json']!;
  expect(findings({ 'modules/a.json': '{}' })).toContainEqual(
    expect.objectContaining({ code: 'NO_MANIFEST', file: 'manifest.json' }),
  );
  expect(findings({ ...smallApp(), 'modules/big.json': `"${'ü'.repeat(600_000)}"` })).toContainEqual(
    expect.objectContaining({ code: 'FILE_TOO_LARGE', file: 'modules/big.json' }),
  );
  expect(findings({ ...smallApp(), 'modules/half.json': '"\ud800"' })).toContainEqual(
    expect.objectContaining({ code: 'NOT_UTF8', file: 'modules/half.json' }),
  );
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`modules/m${index}.json`, '{}']));
  expect(findings({ ...many, 'manifest.json': manifest })).toContainEqual(
    expect.objectContaining({ code: 'TOO_MANY_FILES' }),
  );
});
