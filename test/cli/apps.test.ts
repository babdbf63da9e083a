import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inFolder } from '../manifest/small-app.ts';
import { manifest, module, shapesApp } from '../server/shapes-app.ts';
import { openStage, type ServerStage } from '../server/stage.ts';
import { createPlace, type CliPlace, type CliRun } from './run-cli.ts';

let stage: ServerStage;
let place: CliPlace;
beforeAll(async () => {
  [stage, place] = await Promise.all([openStage(), createPlace()]);
});
afterAll(() => stage.close());

const onServer = (...line: string[]): Promise<CliRun> => place.run([...line, '--server', stage.url]);

test('an app is imported from its folder, listed, replaced and removed', async () => {
  const files = { ...shapesApp(), 'README.md': 'not part of it', 'modules/notes.txt': 'nor this' };
  await inFolder({ ...files }, async (folder) => {
    expect(await onServer('app', 'import', folder)).toMatchObject({
      code: 0,
      err: expect.stringContaining('Installed Shapes 1.0.0: 1 module.'),
    });
    expect(await onServer('app', 'import', folder)).toMatchObject({
      code: 5,
      err: expect.stringContaining('An app called "shapes" is installed already.'),
    });
    expect(await onServer('app', 'import', folder, '--replace', '--json')).toMatchObject({ code: 0 });
  });
  const { out } = await onServer('app', 'list');
  expect(out).toMatch(/sonar +Sonar +\S+ +16 +the server/);
  expect(out).toMatch(/shapes +Shapes +1\.0\.0 +1 +imported/);
  expect(await onServer('app', 'remove', 'shapes')).toMatchObject({ code: 0, err: expect.stringContaining('Removed') });
  expect(await onServer('app', 'remove', 'shapes')).toMatchObject({ code: 2 });
  expect(await onServer('app', 'remove', 'sonar')).toMatchObject({ code: 5 });
});

test('an app with mistakes is not even sent: every finding has its file and line', async () => {
  const files = { ...shapesApp(), 'modules/shout.json': module('shout').replace('"action"', '"acton"') };
  await inFolder({ ...files }, async (folder) => {
    const run = await onServer('app', 'import', folder);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/modules\/shout\.json:5:17\s+error\s+UNKNOWN_VALUE/);
  });
  expect([...stage.parts.apps.keys()]).toEqual(['sonar']);
});

test('warnings are counted, and do not keep an app out', async () => {
  const surplus = module('shout').replace('"HELLO"', '"HELLO", "more": 1');
  await inFolder({ ...shapesApp(), 'modules/shout.json': surplus }, async (folder) => {
    const run = await onServer('app', 'import', folder);
    expect(run.err).toContain(`It has warnings (1): sonar-connect check ${folder}`);
  });
  await onServer('app', 'remove', 'shapes');
});

test('a name the server keeps is refused, and a folder that is none is said', async () => {
  await inFolder({ ...shapesApp(), 'manifest.json': manifest('sonar', ['shout']) }, async (folder) => {
    expect(await onServer('app', 'import', folder, '--replace')).toMatchObject({
      code: 5,
      err: expect.stringContaining('is the app of this server'),
    });
  });
  expect(await onServer('app', 'import', '/nowhere/at/all')).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no folder /nowhere/at/all.'),
  });
  await inFolder({ 'readme.md': '' }, async (folder) => {
    expect(await onServer('app', 'import', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('NO_MANIFEST'),
    });
  });
});
