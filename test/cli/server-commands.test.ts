import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openStage } from '../server/stage.ts';
import type { ServerStage } from '../server/stage.ts';
import { createPlace } from './run-cli.ts';
import type { CliPlace, CliRun } from './run-cli.ts';

let stage: ServerStage;
let place: CliPlace;

beforeAll(async () => {
  [stage, place] = await Promise.all([openStage(), createPlace()]);
});
afterAll(() => stage.close());
afterEach(() => sandbox('DELETE', '/faults'));

function onServer(...line: string[]): Promise<CliRun> {
  return place.run([...line, '--server', stage.url]);
}

async function sandbox(method: string, path: string, body?: unknown): Promise<void> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  await fetch(`${stage.sandbox.url}/__sandbox${path}`, { method, ...sent });
}

function fileOf(blueprint: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'blueprint-')), 'blueprint.json');
  writeFileSync(file, JSON.stringify(blueprint));
  return file;
}

const CHECK = { id: 1, module: 'util:BasicTrigger', version: 1, parameters: { values: [] }, mapper: {} };

describe('connection test', () => {
  test('succeeds while the service accepts the connection', async () => {
    const id = await stage.connect('Fine');
    expect(await onServer('connection', 'test', id)).toMatchObject({ code: 0, err: expect.stringContaining('works') });
  });

  test.each([
    [{ status: 401 }, 'Token or publishable_key not found'],
    [{ status: 500 }, 'Internal Server Error'],
  ])('says why the service refuses, and fails (%j)', async (fault, reason) => {
    const id = await stage.connect('Refused');
    await sandbox('POST', '/faults', fault);
    const run = await onServer('connection', 'test', id);
    expect(run.code).toBe(4);
    expect(run.err).toContain(`${id} does not work: ${reason}`);
    const document = JSON.parse((await onServer('connection', 'test', id, '--json')).out) as unknown;
    expect(document).toMatchObject({ ok: false });
  });
});

test('connection add takes no secret as an argument', async () => {
  const run = await onServer('connection', 'add', 'Acme', '-i', 'privateToken=abc');
  expect(run).toMatchObject({ code: 2, err: expect.stringContaining('--token-stdin') });
  expect(run.err).not.toContain('abc');
});

describe('scenario import', () => {
  const unknown = fileOf({ name: 'Mail', flow: [CHECK, { id: 2, module: 'mail:send', version: 1, mapper: {} }] });

  test('names what keeps the scenario from being switched on', async () => {
    const run = await onServer('scenario', 'import', unknown);
    expect(run.code).toBe(0);
    expect(run.err).toContain('Imported Mail as scn_');
    expect(run.err).toContain('There is no module "mail:send" here.');
  });

  test('says that the scenario exists, though off, when it cannot be switched on', async () => {
    const run = await onServer('scenario', 'import', unknown, '--activate');
    expect(run.code).not.toBe(0);
    expect(run.err).toMatch(/Imported as (scn_\w+), but it is off\./);
    expect(run.err).toMatch(/Then: sonar-connect scenario activate scn_\w+/);
  });
});

test('scenario import maps the connections of Make to those of here, each or all of them', async () => {
  const flow = ['123', 45].map((connection, index) => ({
    id: index + 1,
    module: 'sonar:getCustomer',
    version: 1,
    parameters: { __IMTCONN__: connection },
    mapper: {},
  }));
  const file = fileOf({ name: 'Mapped', flow });
  const used = async (given: string): Promise<unknown[]> => {
    const run = await onServer('scenario', 'import', '--connection', given, file, '--json');
    const { blueprint } = (JSON.parse(run.out) as { data: { blueprint: { flow: typeof flow } } }).data;
    return blueprint.flow.map(({ parameters }) => parameters.__IMTCONN__);
  };
  expect(await used('con_all')).toEqual(['con_all', 'con_all']);
  expect(await used('45=con_b,123=con_a')).toEqual(['con_a', 'con_b']);
  expect(await used('45=con_b, con_rest')).toEqual(['con_rest', 'con_b']);
});

describe('scenario lint', () => {
  test('names what is missing, with what to do, and ends with 1', async () => {
    const missing = fileOf({ name: 'Mail', flow: [CHECK, { id: 2, module: 'app#mail:send', version: 1, mapper: {} }] });
    const run = await onServer('scenario', 'lint', missing);
    expect(run.code).toBe(1);
    expect(run.err).toContain('There is no module "app#mail:send" here.');
    expect(run.err).toContain('Install the app');
    expect(run.err).toMatch(/1 error and \d+ warnings? in /);
  });

  test('takes what the API of Make wraps around a blueprint, and stores nothing', async () => {
    const before = (await stage.store.scenarios.list()).length;
    const wrapped = fileOf({ response: { blueprint: { name: 'By hand', flow: [CHECK] } } });
    expect(await onServer('scenario', 'lint', wrapped)).toMatchObject({
      code: 0,
      err: expect.stringContaining('No errors'),
    });
    expect(await stage.store.scenarios.list()).toHaveLength(before);
  });

  test('takes the ID of a stored scenario, and prints one document with --json', async () => {
    await onServer('scenario', 'import', fileOf({ name: 'Linted', flow: [CHECK] }));
    const scenario = (await stage.store.scenarios.list()).find(({ name }) => name === 'Linted');
    const run = await onServer('scenario', 'lint', scenario!.id, '--json');
    expect(JSON.parse(run.out)).toMatchObject({ ok: true, data: { problems: [] } });
  });
});

test('scenario run starts a scenario whose first module needs no delivery', async () => {
  await onServer('scenario', 'import', fileOf({ name: 'By hand', flow: [CHECK] }));
  const [scenario] = await stage.store.scenarios.list().then((all) => all.filter(({ name }) => name === 'By hand'));
  const run = await onServer('scenario', 'run', scenario!.id);
  expect(run).toMatchObject({ code: 0, err: expect.stringContaining('Started run_') });
});

test('a write in doubt is shown with its request and the commands that settle it', async () => {
  const con = await stage.connect('Cut');
  const send = { phoneNumber: '+13105551111', text: 'Hello' };
  const flow = [
    { ...CHECK, parameters: { values: [{ spec: [{ name: 'a', value: '1' }] }] } },
    { id: 2, module: 'sonar:sendMessage', version: 1, parameters: { __IMTCONN__: con }, mapper: send },
  ];
  await onServer('scenario', 'import', fileOf({ name: 'Doubtful', flow }));
  const [scenario] = await stage.store.scenarios.list().then((all) => all.filter(({ name }) => name === 'Doubtful'));
  await sandbox('POST', '/faults', { match: { method: 'POST', path: '/api/v1/messages*' }, cutConnection: true });
  const started = await onServer('scenario', 'run', scenario!.id, '--json');
  const { data } = JSON.parse(started.out) as { data: { executionId: string } };
  let shown = await onServer('execution', 'show', data.executionId);
  for (let tries = 0; tries < 50 && !shown.out.includes('in-doubt'); tries += 1)
    shown = await onServer('execution', 'show', data.executionId);
  expect(shown.out).toMatch(/^ {2}with sonar \d+\.\d+\.\d+ \([0-9a-f]{12}\)$/m);
  expect(shown.out).toContain(`sent    POST ${stage.sandbox.apiBase}/v1/messages {"text":"Hello"`);
  expect(shown.err).toContain(`sonar-connect execution doubt ${data.executionId} 2:1 done`);
  const answered = await onServer('execution', 'doubt', data.executionId, '2:1', 'done');
  expect(answered).toMatchObject({ code: 0, err: expect.stringContaining('2:1 counts as done.') });
  expect(await onServer('execution', 'doubt', data.executionId, '2:1', 'perhaps')).toMatchObject({ code: 2 });
});

test('many dead letters are replayed a part at a time, with a line for every tenth', async () => {
  const scenarioId = 'scn_gone';
  const now = Date.now();
  for (let index = 0; index < 450; index += 1) {
    const facts = {
      id: `whd_${String(index).padStart(6, '0')}`,
      hookId: 'hk_many',
      eventId: null,
      receivedAt: now + Math.floor(index / 3),
    };
    const delivery = {
      ...facts,
      method: 'POST',
      query: '',
      headers: {},
      body: Buffer.from('{}'),
      remoteAddress: '127.0.0.1',
    };
    await stage.store.deliveries.accept({ delivery, scenarioIds: [scenarioId], orderKey: null, dedupeMs: 1 } as never);
  }
  await stage.store.hooks.insert(HOOK as never);
  const claim = { scenarioId, mode: 'parallel', limit: 500, now: now + 1000, leaseMs: 1000 };
  for (const { seq, fence } of await stage.store.deliveries.claim(claim as never)) {
    await stage.store.deliveries.settle(seq, fence, { state: 'dead', reason: 'no luck' }, now);
  }
  const run = await onServer('webhook', 'replay', 'hk_many');
  expect(run.err).toMatch(/replay 200\/450\n[\s\S]*replay 450\/450\n/);
  expect(run.err).toContain('450 deliveries queued again.');
  expect(await stage.store.deliveries.counts('hk_many')).toMatchObject({ queued: 450, dead: 0 });
});

const HOOK = {
  id: 'hk_many',
  token: 'x'.repeat(32),
  app: 'sonar',
  webhook: 'newCustomer',
  connectionId: null,
  name: 'Many',
  parameters: {},
  state: 'detached',
  data: {},
  reason: null,
  retryAt: null,
  attempts: 0,
  paused: false,
  checks: {},
  mode: {
    type: 'parallel',
    concurrency: 1,
    key: null,
  },
  queueLimit: 1e3,
  maxAttempts: 3,
  createdAt: 1,
  updatedAt: 1,
  deletedAt: null,
  version: 1,
};

test('start names the data folder it cannot use', async () => {
  const file = fileOf({});
  const run = await place.run(['start'], { environment: { SONAR_CONNECT_DATA_DIR: join(file, 'below') } });
  expect(run).toMatchObject({ code: 3, err: expect.stringContaining(`The data folder ${file}/below cannot be made.`) });
});
