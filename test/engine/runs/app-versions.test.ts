import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { createManualClock } from '../../../src/core/clock.ts';
import type { Json } from '../../../src/core/json.ts';
import { createAppVersions, versionOf } from '../../../src/engine/runs/app-versions.ts';
import { createExecutionService } from '../../../src/engine/runs/executions.ts';
import { createIncompleteService } from '../../../src/engine/runs/incompletes.ts';
import { createRetention } from '../../../src/engine/runs/retention.ts';
import { createDeliveryReader } from '../../../src/engine/runs/trigger-items.ts';
import type { App } from '../../../src/manifest/app.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../../src/runtime.ts';
import { createAppInstalls } from '../../../src/service/app-installs.ts';
import { openInstalledApps } from '../../../src/service/installed-apps.ts';
import { createStore } from '../../../src/store/create-store.ts';
import type { RunRecord } from '../../../src/store/records.ts';
import { openSqlite } from '../../../src/store/sqlite-database.ts';
import type { AppConstants } from '../../../src/vault/app-constants.ts';
import { HOOK, SCENARIO } from '../../contracts/store-samples.ts';
import { manifest, module, shapesApp } from '../../server/shapes-app.ts';
import { createProcess, createStage, later, type Stage } from '../stage.ts';

const sonar = await loadApp(SONAR_APP_FOLDER);
let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'versions-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const send = (id: number, text: string): Json => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
});

/** A first message, what the app makes of the name, and a message with that: its text tells which version ran. */
const SAYS: Json = {
  name: 'Says',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    send(2, 'first'),
    { id: 3, module: 'shapes:shout', mapper: { text: '{{1.customer.first_name}}' } },
    send(4, '{{3.said}}'),
  ],
  metadata: { scenario: { dlq: true } },
};

const LOUD = shapesApp();
const QUIET = shapesApp({
  'manifest.json': manifest('shapes', ['shout'], '2.0.0'),
  'modules/shout.json': module('shout').replace('upper(', 'lower('),
});
const OTHER = {
  'manifest.json': manifest('shapes', ['whisper'], '3.0.0'),
  'modules/whisper.json': module('whisper'),
};

const NO_CONSTANTS: AppConstants = {
  namesOf: () => [],
  give: () => Promise.resolve(),
  applyTo: (app) => app,
};

/** A process with the apps of the data folder, as a server starts it. */
async function open(stage: Stage) {
  const { store, clock, upstream } = stage;
  const installed = await openInstalledApps({ builtIn: sonar, dataFolder, onFailure: fail });
  const process = createProcess({ clock, store, upstream, apps: installed.apps });
  for (const app of installed.apps.values()) await process.versions.keep(app);
  const readDelivery = createDeliveryReader(process.services);
  const common = { ...process, store, clock, random: () => 0 };
  return {
    ...process,
    installs: createAppInstalls({ ...process, installed, store, constants: NO_CONSTANTS }),
    incompletes: createIncompleteService(common),
    executions: createExecutionService({
      ...common,
      readDelivery,
      listen: () => Promise.resolve(() => Promise.resolve()),
    }),
    retention: createRetention({ store, versions: process.versions, clock, runDays: 2, deliveryDays: 2 }),
  };
}

function fail(error: unknown): never {
  throw error;
}

async function deliver(stage: Stage, name: string, { dispatcher }: Awaited<ReturnType<typeof open>>): Promise<void> {
  await stage.deliver(name);
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
}

async function runs(stage: Stage): Promise<readonly RunRecord[]> {
  return (await stage.store.runs.list({})).items;
}

const shapesOf = (run: RunRecord | undefined): string | undefined =>
  run?.apps?.find(({ name }) => name === 'shapes')?.version;

/** A stage on which LOUD is installed and a run has stopped at its first message. */
async function stoppedStage(): Promise<Stage> {
  const stage = await createStage({ blueprint: SAYS });
  const before = await open(stage);
  await before.installs.install(LOUD, { replace: false });
  stage.upstream.answer = () => Promise.resolve({ status: 400 });
  await deliver(stage, 'Ada', before);
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  return stage;
}

async function onlyIncomplete(stage: Stage) {
  const { items } = await stage.store.incompletes.list({});
  expect(items).toHaveLength(1);
  return items[0]!;
}

test('a run names the apps whose modules it uses, each by its version and its content', async () => {
  const stage = await createStage({ blueprint: SAYS });
  const process = await open(stage);
  const { digest } = await process.installs.install(LOUD, { replace: false });
  await deliver(stage, 'Ada', process);
  const [run] = await runs(stage);
  expect(run?.apps).toEqual([
    { name: 'sonar', version: sonar.version, digest: sonar.digest },
    { name: 'shapes', version: '1.0.0', digest },
  ]);
  expect(run?.trigger).toEqual({ type: 'delivery', deliveryId: 'whd_Ada', scope: expect.any(String) });
});

test('one version with other content is another app', async () => {
  const stage = await createStage();
  const { installs } = await open(stage);
  const changed = { ...QUIET, 'manifest.json': LOUD['manifest.json']! };
  const [before, after] = [
    await installs.install(LOUD, { replace: false }),
    await installs.install(changed, { replace: true }),
  ];
  expect(after.version).toBe(before.version);
  expect(after.digest).not.toBe(before.digest);
  expect((await installs.install(LOUD, { replace: true })).digest).toBe(before.digest);
});

test('a run that is under way goes on with the app it started with; the next delivery takes the new one', async () => {
  const stage = await createStage({ blueprint: SAYS });
  const process = await open(stage);
  await process.installs.install(LOUD, { replace: false });
  const { answer, open: letGo } = later();
  stage.upstream.answer = answer;
  const started = new Promise((resolve) => process.events.on('operation.started', resolve));
  await stage.deliver('Ada');
  await process.dispatcher.start({ exclusive: true });
  await started;
  await process.installs.install(QUIET, { replace: true });
  letGo();
  await process.dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['first', 'ADA']);
  await stage.deliver('Bob');
  process.dispatcher.wake([SCENARIO]);
  await process.dispatcher.idle();
  await process.dispatcher.stop();
  expect(stage.upstream.texts).toEqual(['first', 'ADA', 'first', 'bob']);
  expect(new Set((await runs(stage)).map(shapesOf))).toEqual(new Set(['1.0.0', '2.0.0']));
});

test('an incomplete execution goes on with the app it started with, also after a restart', async () => {
  const stage = await stoppedStage();
  await (await open(stage)).installs.install(QUIET, { replace: true });
  const { incompletes } = await open(stage);
  expect(await incompletes.retry((await onlyIncomplete(stage)).id)).toMatchObject({ status: 'resolved' });
  expect(stage.upstream.texts).toEqual(['first', 'ADA']);
  const resumed = (await runs(stage)).find(({ trigger }) => trigger.type === 'resume');
  expect(shapesOf(resumed)).toBe('1.0.0');
});

test('an output that a person gives goes on with that app too', async () => {
  const stage = await stoppedStage();
  const { installs, incompletes } = await open(stage);
  await installs.install(QUIET, { replace: true });
  await incompletes.resolve((await onlyIncomplete(stage)).id, [{}]);
  expect(stage.upstream.texts).toEqual(['ADA']);
});

test.each(['replaced by one without the module', 'removed'])('it goes on when the app was %s', async (how) => {
  const stage = await stoppedStage();
  const { installs, incompletes, programs } = await open(stage);
  if (how === 'removed') {
    const { version } = await stage.scenario();
    await stage.store.scenarios.update(SCENARIO, version, { blueprint: { name: 'Empty', flow: [] } });
    await installs.remove('shapes');
  } else {
    await stage.store.scenarios.setState(SCENARIO, { active: false });
    await installs.install(OTHER, { replace: true });
  }
  const { id, scenarioVersion } = await onlyIncomplete(stage);
  expect((await programs.at(SCENARIO, scenarioVersion)).compiled.problems).not.toEqual([]);
  expect(await incompletes.retry(id)).toMatchObject({ status: 'resolved' });
  expect(stage.upstream.texts).toEqual(['first', 'ADA']);
});

test('a replay to the original version runs with the app of then, one with the current version with that of now', async () => {
  const stage = await createStage({ blueprint: SAYS });
  const before = await open(stage);
  await before.installs.install(LOUD, { replace: false });
  await deliver(stage, 'Ada', before);
  await before.installs.install(QUIET, { replace: true });
  const { executions } = await open(stage);
  const [original] = await runs(stage);
  const all = { scope: 'whole', skipDone: false } as const;
  expect(shapesOf(await executions.replay(original!.id, all).finished)).toBe('1.0.0');
  expect(shapesOf(await executions.replay(original!.id, { ...all, version: 'current' }).finished)).toBe('2.0.0');
  expect(stage.upstream.texts.slice(2)).toEqual(['first', 'ADA', 'first', 'ada']);
});

test('what an app was made of is kept as long as a run names it, and an installed app always', async () => {
  const stage = await stoppedStage();
  const { installs, incompletes, retention, versions } = await open(stage);
  const [run] = await runs(stage);
  const [, loud] = run!.apps!;
  const quiet = await installs.install(QUIET, { replace: true });
  await stage.clock.advance(30 * 86_400_000);
  // Its run waits for a person, so it is kept, however old it is.
  expect(await retention.purge()).toMatchObject({ runs: 0, versions: 0 });
  expect((await versions.at(loud!)).version).toBe('1.0.0');
  await incompletes.remove((await onlyIncomplete(stage)).id);
  await stage.clock.advance(3 * 86_400_000);
  expect(await retention.purge()).toMatchObject({ runs: 1, versions: 1 });
  await expect(versions.at(loud!)).rejects.toMatchObject({ name: 'NotFoundError' });
  expect((await versions.at(quiet)).version).toBe('2.0.0');
  await installs.install(LOUD, { replace: true });
  expect((await versions.at(loud!)).version).toBe('1.0.0');
});

test('an app that is about to be installed is not forgotten for want of runs', async () => {
  const stage = await createStage();
  const { versions, retention } = await open(stage);
  const other = await open(await createStage());
  const loud = await other.installs.install(LOUD, { replace: false });
  await versions.keep(loud);
  expect(await retention.purge()).toMatchObject({ versions: 0 });
  await stage.clock.advance(3_600_001);
  expect(await retention.purge()).toMatchObject({ versions: 1 });
});

test('where a version is gone, the incomplete execution says so and waits for a person instead of trying on', async () => {
  const stage = await stoppedStage();
  const { installs, incompletes, executions, failures } = await open(stage);
  const [run] = await runs(stage);
  await installs.install(QUIET, { replace: true });
  await stage.store.values.remove('app-files', run!.apps![1]!.digest);
  const { id } = await onlyIncomplete(stage);
  const says = {
    name: 'NotFoundError',
    message: 'Version 1.0.0 of the app "shapes", which it ran with, is not kept any more.',
    fix: expect.stringContaining('current version'),
  };
  await stage.store.incompletes.move(id, 'unresolved', { status: 'scheduled', nextAt: stage.clock.now() });
  await incompletes.start({ exclusive: true });
  await incompletes.idle();
  await incompletes.stop();
  expect(await onlyIncomplete(stage)).toMatchObject({ status: 'unresolved', nextAt: null, error: says });
  await expect(incompletes.retry(id)).rejects.toMatchObject(says);
  await expect(executions.replay(run!.id).finished).rejects.toMatchObject(says);
  expect(stage.upstream.requests).toHaveLength(1);
  expect(failures).toEqual([]);
  expect(await executions.replay(run!.id, { version: 'current' }).finished).toMatchObject({ status: 'success' });
  expect(stage.upstream.texts).toEqual(['first', 'ada']);
  expect(await incompletes.resolve(id)).toMatchObject({ status: 'resolved' });
});

test('files that do not make an app any more are as good as gone', async () => {
  const stage = await createStage();
  const { installs, versions } = await open(stage);
  const { digest } = await installs.install(LOUD, { replace: false });
  await stage.store.values.set('app-files', digest, [{ path: 'manifest.json', kind: 'manifest', text: '{' }]);
  await expect(versions.at({ name: 'shapes', version: '1.0.0', digest })).rejects.toMatchObject({
    name: 'NotFoundError',
    message: expect.stringContaining('cannot be used any more'),
  });
});

test('a run from before versions were kept goes on with the apps of now', async () => {
  const stage = await stoppedStage();
  const { installs, incompletes } = await open(stage);
  const [run] = await runs(stage);
  const { apps: _apps, ...old } = { ...run!, id: 'run_old' as const };
  await stage.store.runs.start(old);
  expect(await stage.store.runs.get('run_old')).toEqual(old);
  await stage.store.incompletes.move((await onlyIncomplete(stage)).id, 'unresolved', { runId: 'run_old' });
  await installs.install(QUIET, { replace: true });
  await incompletes.retry((await onlyIncomplete(stage)).id);
  expect(stage.upstream.texts).toEqual(['first', 'ada']);
});

test('what runs go on with is compiled once', async () => {
  const stage = await createStage({ blueprint: SAYS });
  const { installs, programs } = await open(stage);
  await installs.install(LOUD, { replace: false });
  const program = programs.of(await stage.scenario());
  const again = () => programs.at(SCENARIO, program.version, program.apps);
  expect(await again()).toBe(program);
  await installs.install(QUIET, { replace: true });
  expect(await again()).toBe(await again());
});

test('an app as it was has the constants that are given for it now', async () => {
  const store = await createStore(await openSqlite({ file: ':memory:' }), createManualClock(1));
  const adapt = (app: App): App => ({ ...app, common: { ...app.common, clientSecret: 'given' } });
  const versions = createAppVersions({ store, clock: createManualClock(1), apps: new Map(), adapt });
  await versions.keep(sonar);
  expect((await versions.at(versionOf(sonar))).common).toMatchObject({ clientSecret: 'given' });
  await store.close();
});
