import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { sourceOfArchive } from '../../src/manifest/archive.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { localApp } from './layouts/make-files.ts';
import { smallApp } from './small-app.ts';

function zipped(files: Readonly<Record<string, string>>, more: Zippable = {}): Uint8Array {
  return zipSync({
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])),
    ...more,
  });
}

function check(archive: Uint8Array) {
  return checkSource(sourceOfArchive(archive), '');
}

test('an archive gives the same app as its folder, whatever else is packed with it', () => {
  const picture = new Uint8Array(2 * 1024 * 1024);
  for (const files of [smallApp(), localApp()]) {
    const { app, problems } = check(zipped({ ...files, 'docs/notes.md': '#' }, { 'assets/logo.png': picture }));
    expect(problems).toEqual([]);
    expect(app?.files.map(({ path }) => path)).not.toContain('assets/logo.png');
    expect(app?.modules.size).toBe(2);
  }
});

test('an app in a folder of the archive is found, as repositories are packed', () => {
  const files = Object.fromEntries(Object.entries(localApp()).map(([path, text]) => [`repo-main/app/${path}`, text]));
  expect(check(zipped(files)).app?.name).toBe('acme-things-x1y2z3');
});

test('names that lead elsewhere are never part of the app', () => {
  const { app, problems } = check(
    zipped({ ...smallApp(), '../modules/evil.json': '{', '/etc/x.json': '{', 'modules/../../x.json': '{' }),
  );
  expect(problems).toEqual([]);
  expect(app?.files.every(({ path }) => !path.includes('..') && !path.startsWith('/'))).toBe(true);
});

describe('what is refused', () => {
  test('a file that is too large is said and not unpacked', () => {
    const { problems } = check(zipped(smallApp(), { 'modules/big.json': new Uint8Array(1024 * 1024 + 1) }));
    expect(problems).toMatchObject([{ file: 'modules/big.json', code: 'FILE_TOO_LARGE' }]);
  });

  test('a file that is not UTF-8 is said', () => {
    const { problems } = check(zipped(smallApp(), { 'modules/half.json': new Uint8Array([0x7b, 0xff, 0x7d]) }));
    expect(problems).toMatchObject([{ file: 'modules/half.json', code: 'NOT_UTF8' }]);
  });

  test('an archive that unpacks to far more than it is', () => {
    const bomb = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => [`modules/m${index}.json`, new Uint8Array(1024 * 1024 - 1)]),
    );
    expect(() => check(zipped(smallApp(), bomb))).toThrow('unpacks to more than 64 MiB');
  });

  test('an archive of very many entries', () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`a${index}.txt`, new Uint8Array()]));
    expect(() => check(zipped({}, many))).toThrow('more than 20000 entries');
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['text', strToU8('hello')],
    ['half an archive', zipped(smallApp()).slice(0, 700)],
  ])('%s', (_, bytes) => {
    expect(() => check(bytes)).toThrow('The archive cannot be read.');
  });

  test('an archive without an app', () => {
    expect(check(zipped({ 'readme.md': '#' })).problems).toMatchObject([{ code: 'NO_MANIFEST' }]);
  });
});
