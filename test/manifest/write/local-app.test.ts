import { describe, expect, test } from '@jest/globals';
import { isCollection, ownValue } from '../../../src/core/json.ts';
import { sourceOfArchive } from '../../../src/manifest/archive.ts';
import type { AppSource } from '../../../src/manifest/app-source.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { nameOf } from '../../../src/manifest/component.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { readManifest } from '../../../src/manifest/read-manifest.ts';
import { writeLocalApp } from '../../../src/manifest/write/local-app.ts';
import { zipOf } from '../../../src/manifest/write/zip.ts';
import { SONAR_APP_FOLDER } from '../../../src/runtime.ts';
import { localApp } from '../layouts/make-files.ts';
import { smallApp } from '../small-app.ts';

const sonar = await readManifest(SONAR_APP_FOLDER);

/** Everything an app says, by kind and name, however its files are laid out. */
function content({ manifest, components, functions }: AppSource) {
  const said = (value: unknown): unknown =>
    isCollection(value)
      ? Object.fromEntries(Object.entries(value).filter(([key, member]) => key !== '$schema' && member !== null))
      : value;
  return {
    manifest: said(manifest?.json),
    components: new Map(
      components
        .map((file) => [`${file.kind} ${nameOf(file)}`, said(file.json)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    functions: functions.map(({ name, code, test: own }) => ({ name, code, test: own?.code })),
  };
}

describe('an app written for local development and read again is the same', () => {
  test.each([
    ['the Sonar app', sonar],
    ['a small app with functions', sourceOfFiles({ ...smallApp(), 'functions/double.js': 'function double() {}' })],
    ['an app that was made for Make', sourceOfFiles(localApp())],
  ])('%s', (_, source) => {
    const files = writeLocalApp(source);
    const again = sourceOfFiles(files);
    expect(again.layout).toBe('makecomapp');
    expect(content(again)).toEqual(content(source));
    expect(checkSource(again, '').problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(checkSource(again, '').app).toMatchObject({ leftOut: [] });
  });
});

test('written twice, or as an archive, it stays as it is', () => {
  const files = writeLocalApp(sonar);
  expect(writeLocalApp(sourceOfFiles(files))).toEqual(files);
  const archive = zipOf(files);
  expect(content(sourceOfArchive(archive))).toEqual(content(sonar));
  expect(Buffer.compare(zipOf(files), archive)).toBe(0);
});

test('the written Sonar app keeps to the rules of the format', () => {
  const files = writeLocalApp(sonar);
  const manifest = JSON.parse(files['makecomapp.json']!) as Record<string, never>;
  expect(Object.keys(manifest)).toEqual(['fileVersion', 'generalCodeFiles', 'components', 'origins']);
  const allowed: Record<string, readonly string[]> = {
    connection: ['label', 'connectionType', 'codeFiles'],
    webhook: ['label', 'webhookType', 'connection', 'altConnection', 'codeFiles'],
    module: ['label', 'description', 'moduleType', 'actionCrud', 'connection', 'altConnection', 'webhook', 'codeFiles'],
    rpc: ['label', 'connection', 'altConnection', 'codeFiles'],
    function: ['codeFiles'],
    endpoint: [],
  };
  expect(Object.keys(manifest['components'] ?? {}).toSorted()).toEqual(Object.keys(allowed).toSorted());
  for (const [kind, keys] of Object.entries(allowed)) {
    for (const [name, entry] of Object.entries(ownValue(manifest['components'], kind) ?? {})) {
      if (kind === 'module' || kind === 'rpc') expect(name).toMatch(/^[a-zA-Z][0-9a-zA-Z]{2,63}$/);
      expect(keys).toEqual(expect.arrayContaining(Object.keys(entry as object)));
      for (const path of Object.values(ownValue(entry, 'codeFiles') ?? {})) {
        expect(files[String(path)]).toBeDefined();
      }
    }
  }
});

test('names that no file system should see become names of their own', () => {
  const hostile = ['../../x', 'CON/../a', '__proto__', 'a'.repeat(300), 'Getthing'];
  const modules = hostile.map((name, index) => [
    `modules/m${index}.json`,
    JSON.stringify({ name, label: name, moduleType: 'action', communication: { url: '/x' } }),
  ]);
  const files = writeLocalApp(sourceOfFiles({ ...smallApp(), ...(Object.fromEntries(modules) as object) }));
  for (const path of Object.keys(files)) expect(path).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
  expect(new Set(Object.keys(files).map((path) => path.toLowerCase())).size).toBe(Object.keys(files).length);
  const names = content(sourceOfFiles(files)).components;
  for (const name of hostile) expect(names.has(`module ${name}`)).toBe(true);
});
