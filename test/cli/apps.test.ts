import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localApp } from '../manifest/layouts/make-files.ts';
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

test('an app made for Make is imported as it is, from a folder or an archive, without what cannot be used', async () => {
  const files = { ...localApp(), 'modules/get.iml.json': '{ "url": ', 'modules/old.iml.json': '{ "n": 1 }' };
  await inFolder({ ...files }, async (folder) => {
    expect(await onServer('import', folder)).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /Installed Acme Things 2: 1 module\. Left out: module getThing: sonar-connect check .*\n.*not read: modules\/old\.iml\.json/,
      ),
    });
    const archive = join(folder, 'app.zip');
    expect(await place.run(['export', folder, '--format', 'zip', '-o', archive])).toMatchObject({ code: 0 });
    expect(await onServer('app', 'import', archive, '--replace')).toMatchObject({ code: 0 });
  });
  await onServer('app', 'remove', 'acme-things-x1y2z3');
});

test('check says what an app made for Make relies on, what is left out, and where', async () => {
  await inFolder(localApp(), async (folder) => {
    const clean = await place.run(['check', folder]);
    expect(clean).toMatchObject({
      code: 0,
      err: expect.stringMatching(/Relied on: \d+ native, 0 emulated, 0 not supp/),
    });
    const document = JSON.parse((await place.run(['check', folder, '--json'])).out) as {
      data: { compatibility: object };
    };
    expect(document.data.compatibility).toMatchObject({
      summary: { 'module: action': 'native', 'response.iterate': 'native' },
      uses: expect.arrayContaining([
        expect.objectContaining({ name: 'response.iterate', file: 'rpcs/tags.iml.json', pointer: '/response/iterate' }),
      ]),
    });
  });
  const gzip = {
    ...localApp(),
    'modules/get.iml.json': '{\n "url": "/x",\n "gzip": true, "rejectUnauthorized": false }',
  };
  await inFolder(gzip, async (folder) => {
    const run = await place.run(['check', folder]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('modules/get.iml.json:3:2  emulated  gzip');
    expect(run.err).toContain('modules/get.iml.json:3:16  not supported  rejectUnauthorized');
    expect(run.err).toContain('The app loads without: module getThing.');
  });
});

test('the app of the server is exported for Make, as a folder that is an app itself; nothing is overwritten', async () => {
  await inFolder({}, async (folder) => {
    const target = join(folder, 'sonar');
    expect(await place.run(['export', '-o', target])).toMatchObject({ code: 0, err: expect.stringContaining('Wrote') });
    expect(await place.run(['check', target])).toMatchObject({ code: 0, err: expect.stringContaining('16 modules') });
    expect(await place.run(['export', '-o', target])).toMatchObject({ code: 2 });
    expect(await place.run(['export', '--format', 'tar', '-o', join(folder, 'x')])).toMatchObject({ code: 2 });
    const archive = join(folder, 'sonar.zip');
    expect(await place.run(['export', '--format', 'zip', '-o', archive])).toMatchObject({ code: 0 });
    expect(await place.run(['export', '--format', 'zip', '-o', archive])).toMatchObject({ code: 2 });
    expect(await place.run(['check', archive])).toMatchObject({ code: 0 });
  });
});
