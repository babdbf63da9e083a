import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { App } from '../../src/manifest/app.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../src/runtime.ts';
import { openInstalledApps } from '../../src/service/installed-apps.ts';
import { manifest, shapesApp } from '../server/shapes-app.ts';

const sonar = await loadApp(SONAR_APP_FOLDER);
let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'apps-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const failures: string[] = [];
const openApps = () => {
  failures.length = 0;
  return openInstalledApps({ builtIn: sonar, dataFolder, onFailure: (error) => failures.push(String(error)) });
};
const files = (version: string) => shapesApp({ 'manifest.json': manifest('shapes', ['shout'], version) });
const appOf = (version: string): App => checkSource(sourceOfFiles(files(version)), '').app!;
const inData = (...path: string[]) => join(dataFolder, 'apps', ...path);

async function install(version: string): Promise<void> {
  await (await openApps()).put(appOf(version));
}

async function versions(): Promise<readonly string[]> {
  return [...(await openApps()).apps.values()].map(({ name, version }) => `${name} ${version}`);
}

test('an installed app is there again after a restart, with its files as they were sent', async () => {
  await install('1.0.0');
  expect(await versions()).toEqual([`sonar ${sonar.version}`, 'shapes 1.0.0']);
  expect(readFileSync(inData('shapes', 'modules', 'shout.json'), 'utf8')).toBe(files('1.0.0')['modules/shout.json']);
  await install('2.0.0');
  expect((await versions())[1]).toBe('shapes 2.0.0');
});

test('whoever holds the map sees an app come and go', async () => {
  const installed = await openApps();
  const { apps } = installed;
  await installed.put(appOf('1.0.0'));
  expect(apps.get('shapes')).toMatchObject({ version: '1.0.0', folder: inData('shapes') });
  await installed.take('shapes');
  expect([...apps.keys()]).toEqual(['sonar']);
  expect(await versions()).toHaveLength(1);
});

test('a process that ends while it writes leaves the old app', async () => {
  await install('1.0.0');
  mkdirSync(inData('shapes.new'));
  writeFileSync(inData('shapes.new', 'manifest.json'), '{');
  expect((await versions())[1]).toBe('shapes 1.0.0');
  expect(readdirSync(inData())).toEqual(['shapes']);
});

test('a process that ends between the two steps of a replacement leaves the old app', async () => {
  await install('1.0.0');
  mkdirSync(inData('shapes.new'));
  renameSync(inData('shapes'), inData('shapes.old'));
  expect((await versions())[1]).toBe('shapes 1.0.0');
  expect(readdirSync(inData())).toEqual(['shapes']);
});

test('a process that ends while it clears away leaves the new app, or none', async () => {
  await install('2.0.0');
  mkdirSync(inData('shapes.old'));
  mkdirSync(inData('gone.old'));
  expect(await versions()).toEqual([`sonar ${sonar.version}`, 'shapes 2.0.0']);
  expect(readdirSync(inData())).toEqual(['shapes']);
});

test('when the files cannot be written the old app stays', async () => {
  await install('1.0.0');
  const installed = await openApps();
  const after = appOf('2.0.0');
  const impossible = [...after.files, { path: 'manifest.json/x.json', kind: 'module' as const, text: '{}' }];
  await expect(installed.put({ ...after, files: impossible })).rejects.toThrow();
  expect(installed.apps.get('shapes')?.version).toBe('1.0.0');
  expect((await versions())[1]).toBe('shapes 1.0.0');
  expect(readdirSync(inData())).toEqual(['shapes']);
});

test('an app that does not load any more is reported and left out; the others work', async () => {
  await install('1.0.0');
  mkdirSync(inData('broken'));
  writeFileSync(inData('broken', 'manifest.json'), '{');
  mkdirSync(inData('other'));
  writeFileSync(inData('other', 'manifest.json'), manifest('shapes', []));
  expect(await versions()).toEqual([`sonar ${sonar.version}`, 'shapes 1.0.0']);
  expect(failures).toEqual([expect.stringContaining('broken'), expect.stringContaining('holds the app "shapes"')]);
});
