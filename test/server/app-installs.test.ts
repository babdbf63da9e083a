import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { Collection } from '../../src/core/json.ts';
import { showEvent, type ShownEvent } from '../../src/server/views/event.ts';
import { localApp } from '../manifest/layouts/make-files.ts';
import { smallApp } from '../manifest/small-app.ts';
import { manifest, module, shapesApp, type AppFiles } from './shapes-app.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
const told: ShownEvent[] = [];

beforeAll(async () => {
  stage = await openStage();
  stage.events.onAny((event) => told.push(showEvent(event)));
});
afterAll(() => stage.close());
afterEach(async () => {
  for (const { id } of await stage.store.scenarios.list()) await stage.call('DELETE', `/api/v1/scenarios/${id}`);
  await stage.call('DELETE', '/api/v1/apps/shapes');
});

const install = (files: AppFiles, replace?: boolean) =>
  stage.call('POST', '/api/v1/apps', { body: { files, ...(replace !== undefined && { replace }) } });

function sayIt(name = 'shout'): object {
  const flow = [
    { id: 1, module: 'util:SetVariable2', mapper: { name: 'name', value: 'ada' } },
    { id: 2, module: `shapes:${name}`, mapper: { text: '{{1.name}}' } },
  ];
  return { name: 'Louder', flow };
}

async function makeScenario(blueprint: object, active = false): Promise<string> {
  const { body } = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint } });
  const id = String((body as Collection)['id']);
  if (active) expect(await stage.call('POST', `/api/v1/scenarios/${id}/activate`)).toMatchObject({ status: 200 });
  return id;
}

async function ran(id: string): Promise<Collection> {
  const { body } = await stage.call('POST', `/api/v1/scenarios/${id}/run`, { body: { type: 'trigger' } });
  return ended(body as Collection);
}

async function ended({ executionId }: Collection): Promise<Collection> {
  for (;;) {
    const answer = await stage.call('GET', `/api/v1/executions/${String(executionId)}`);
    if ((answer.body as Collection)['status'] !== 'running') return answer.body as Collection;
  }
}

test('an app is there at once: in the list, for single runs, and for scenarios that waited for it', async () => {
  const id = await makeScenario(sayIt());
  expect(await ran(id)).toMatchObject({ status: 'error' });
  expect(await install(shapesApp())).toMatchObject({
    status: 201,
    headers: { location: '/api/v1/apps/shapes' },
    body: { name: 'shapes', label: 'Shapes', modules: 1, builtIn: false, findings: expect.any(Array) },
  });
  expect((await stage.call('GET', '/api/v1/apps')).body).toMatchObject({
    data: [
      { name: 'sonar', builtIn: true },
      { name: 'shapes', builtIn: false },
    ],
  });
  const run = { input: { text: 'ada' } };
  expect(await stage.call('POST', '/api/v1/apps/shapes/modules/shout/run', { body: run })).toMatchObject({
    body: { bundles: [{ said: 'ADA' }] },
  });
  expect(await ran(id)).toMatchObject({ status: 'success', operations: [{}, { outputs: [{ said: 'ADA' }] }] });
  expect(told).toContainEqual({ event: 'app.changed', data: { app: 'shapes', change: 'installed' } });
});

test('an app with mistakes is refused with every finding, and nothing of it stays', async () => {
  const files = shapesApp({
    'modules/shout.json': '{\n  "name": "shout",\n  "label": "Shout",\n  "moduleType": "acton"\n}\n',
    '../outside.json': '{}',
  });
  const { status, body } = await install(files);
  expect(status).toBe(422);
  expect(body).toMatchObject({ code: 'ManifestError' });
  expect((body as { errors: Collection[] }).errors).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ file: '../outside.json', code: 'UNKNOWN_FILE' }),
      expect.objectContaining({
        file: 'modules/shout.json',
        pointer: '/moduleType',
        position: { line: 4, column: 17 },
        fix: expect.stringContaining('action'),
      }),
    ]),
  );
  expect(await stage.call('GET', '/api/v1/apps/shapes')).toMatchObject({ status: 404 });
});

test.each([
  [{}, 400],
  [{ files: { 'manifest.json': 1 } }, 400],
  [{ files: [] }, 400],
  [{ files: {} }, 422],
])('%j is refused', async (body, status) => {
  expect(await stage.call('POST', '/api/v1/apps', { body })).toMatchObject({ status });
});

test('more than 10 MiB are refused before anything is read', async () => {
  const files = { 'manifest.json': 'x'.repeat(10 * 1024 * 1024) };
  expect(await install(files)).toMatchObject({ status: 413, body: { code: 'BodyTooLarge' } });
});

test('an execution names the app it ran with, and a replay of it runs with the same one', async () => {
  await install(shapesApp());
  const id = await makeScenario(sayIt());
  const first = await ran(id);
  const apps = [{ name: 'shapes', version: '1.0.0', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }];
  expect(first).toMatchObject({ apps });
  const quiet = module('shout').replace('upper(', 'lower(');
  const newer = shapesApp({ 'manifest.json': manifest('shapes', ['shout'], '2.0.0'), 'modules/shout.json': quiet });
  await install(newer, true);
  const again = async (version: string): Promise<Collection> => {
    const path = `/api/v1/executions/${String(first['id'])}/replay`;
    const { body } = await stage.call('POST', path, { body: { from: 'start', version } });
    return ended(body as Collection);
  };
  expect(await again('original')).toMatchObject({ apps, operations: [{}, { outputs: [{ said: 'ADA' }] }] });
  expect(await again('current')).toMatchObject({
    apps: [{ version: '2.0.0' }],
    operations: [{}, { outputs: [{ said: 'ada' }] }],
  });
  await stage.store.values.remove('app-files', (first['apps'] as { digest: string }[])[0]!.digest);
  expect(
    await stage.call('POST', `/api/v1/executions/${String(first['id'])}/replay`, { body: { from: 'start' } }),
  ).toMatchObject({
    status: 404,
    body: {
      detail: expect.stringContaining('Version 1.0.0 of the app "shapes"'),
      fix: expect.stringContaining('current version'),
    },
  });
});

describe('a name that is taken', () => {
  test('an installed app is replaced only on purpose', async () => {
    await install(shapesApp());
    expect(await install(shapesApp())).toMatchObject({ status: 409, body: { errors: [{ code: 'APP_EXISTS' }] } });
    const newer = shapesApp({ 'manifest.json': manifest('shapes', ['shout'], '2.0.0') });
    expect(await install(newer, true)).toMatchObject({ status: 201, body: { version: '2.0.0' } });
    expect((await stage.call('GET', '/api/v1/apps/shapes')).body).toMatchObject({ version: '2.0.0' });
  });

  test.each(['sonar', 'http', 'json'])('%s belongs to the server', async (name) => {
    for (const replace of [false, true]) {
      const files = shapesApp({ 'manifest.json': manifest(name, ['shout']) });
      expect(await install(files, replace)).toMatchObject({ status: 409 });
    }
    expect((await stage.call('GET', '/api/v1/apps/sonar')).body).toMatchObject({ builtIn: true, label: 'Sonar' });
  });
});

test('a replacement that lacks a module of an active scenario is refused, and the old one goes on', async () => {
  await install(shapesApp());
  const id = await makeScenario(sayIt(), true);
  const other = { 'manifest.json': manifest('shapes', ['whisper']), 'modules/whisper.json': module('whisper') };
  const refused = await install(other, true);
  expect(refused).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: `/scenarios/${id}`, detail: expect.stringContaining('"shout"') }] },
  });
  expect(await ran(id)).toMatchObject({ status: 'success' });
  await stage.call('POST', `/api/v1/scenarios/${id}/deactivate`);
  expect(await install(other, true)).toMatchObject({ status: 201 });
  expect(await ran(id)).toMatchObject({ status: 'error' });
});

test('a disabled module does not hold up a replacement', async () => {
  await install(shapesApp());
  const { flow, ...rest } = sayIt() as { flow: object[] };
  await makeScenario({ ...rest, flow: [flow[0], { ...flow[1], disabled: true }] }, true);
  const other = { 'manifest.json': manifest('shapes', ['whisper']), 'modules/whisper.json': module('whisper') };
  expect(await install(other, true)).toMatchObject({ status: 201 });
});

test('an app is removed when nothing uses it', async () => {
  const { body } = await install(shapesApp());
  expect(body).toMatchObject({ name: 'shapes' });
  const { folder } = stage.parts.apps.get('shapes')!;
  const id = await makeScenario(sayIt());
  expect(await stage.call('DELETE', '/api/v1/apps/shapes')).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: `/scenarios/${id}`, code: 'IN_USE' }] },
  });
  await stage.call('DELETE', `/api/v1/scenarios/${id}`);
  expect(await stage.call('DELETE', '/api/v1/apps/shapes')).toMatchObject({ status: 204 });
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(dirname(folder))).toEqual([]);
  expect(await stage.call('DELETE', '/api/v1/apps/shapes')).toMatchObject({ status: 404 });
  expect(await stage.call('DELETE', '/api/v1/apps/sonar')).toMatchObject({ status: 409 });
});

test('connections keep an app from being removed, and from losing their kind', async () => {
  const files = smallApp();
  await install(files);
  const connection = { app: 'acme', name: 'Mine', values: { apiToken: 'a' }, force: true };
  const made = await stage.call('POST', '/api/v1/connections', { body: connection });
  const id = String((made.body as Collection)['id']);
  expect(await stage.call('DELETE', '/api/v1/apps/acme')).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: `/connections/${id}`, detail: expect.stringContaining('Mine') }] },
  });
  const bare = { 'manifest.json': manifest('acme', ['shout']), 'modules/shout.json': module('shout') };
  expect(await install(bare, true)).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: `/connections/${id}` }] },
  });
  await stage.call('DELETE', `/api/v1/connections/${id}`);
  expect(await stage.call('DELETE', '/api/v1/apps/acme')).toMatchObject({ status: 204 });
});

test('imports of one name at the same time leave one of them whole', async () => {
  const versions = ['1.0.0', '2.0.0', '3.0.0', '4.0.0'];
  const answers = await Promise.all(
    versions.map((version) => install(shapesApp({ 'manifest.json': manifest('shapes', ['shout'], version) }), true)),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const { folder, version } = stage.parts.apps.get('shapes')!;
  expect((await stage.call('GET', '/api/v1/apps/shapes/report')).status).toBe(200);
  expect(versions).toContain(version);
  expect(readdirSync(join(folder, '..'))).toEqual(['shapes']);
});

test('the report of an app has its findings with their places, and counts its directives', async () => {
  const surplus = module('shout').replace('HELLO"', 'HELLO", "more": 1');
  await install(shapesApp({ 'modules/shout.json': surplus }));
  expect(await stage.call('GET', '/api/v1/apps/shapes/report')).toMatchObject({
    status: 200,
    body: {
      findings: [
        {
          severity: 'warning',
          code: 'SAMPLE_NOT_IN_INTERFACE',
          file: 'modules/shout.json',
          line: expect.any(Number),
          column: expect.any(Number),
        },
      ],
      directives: { native: 2, emulated: 0, unsupported: [] },
    },
  });
  expect(await stage.call('GET', '/api/v1/apps/sonar/report')).toMatchObject({
    body: { findings: [], directives: { unsupported: [] } },
  });
  expect(await stage.call('GET', '/api/v1/apps/nobody/report')).toMatchObject({ status: 404 });
});

describe('an app made for Make', () => {
  afterEach(() => stage.call('DELETE', '/api/v1/apps/acme-things-x1y2z3'));

  const archive = (files: Record<string, string>) =>
    Buffer.from(
      zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
    ).toString('base64');

  test('is installed from an archive, and its modules are there', async () => {
    const body = { archive: archive({ ...localApp(), 'docs/notes.md': '#' }) };
    expect(await stage.call('POST', '/api/v1/apps', { body })).toMatchObject({
      status: 201,
      body: { name: 'acme-things-x1y2z3', label: 'Acme Things', modules: 2, findings: [], leftOut: [] },
    });
    const { body: app } = await stage.call('GET', '/api/v1/apps/acme-things-x1y2z3');
    expect(app).toMatchObject({ modules: [{ name: 'getThing' }, { name: 'watchThings' }] });
  });

  test('is installed without what cannot be used, and says so', async () => {
    const files = { ...localApp(), 'modules/get.iml.json': '{' };
    expect(await stage.call('POST', '/api/v1/apps', { body: { files } })).toMatchObject({
      status: 201,
      body: { modules: 1, leftOut: [{ kind: 'module', name: 'getThing', label: 'Get a Thing' }] },
    });
  });

  test('comes as files or as an archive, not as both or none', async () => {
    for (const body of [{}, { files: localApp(), archive: archive(localApp()) }]) {
      expect(await stage.call('POST', '/api/v1/apps', { body })).toMatchObject({ status: 400 });
    }
    expect(await stage.call('POST', '/api/v1/apps', { body: { archive: 'aGVsbG8=' } })).toMatchObject({ status: 422 });
  });
});
