import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadApp } from '../../src/manifest/load.ts';
import type { ConnectionId, RunRecord, ScenarioId } from '../../src/store/records.ts';
import { queryOf } from '../../src/vault/authorisations.ts';
import { type BoardProvider, startBoardProvider } from '../vault/board-provider.ts';
import { openServiceStage, type ServiceStage } from './service-stage.ts';

const app = await loadApp(resolve(import.meta.dirname, '../../examples/apps/team-board'));

let provider: BoardProvider;
let stage: ServiceStage;
beforeAll(async () => {
  provider = await startBoardProvider();
  stage = await openServiceStage(app, [provider.origin]);
});
afterAll(async () => {
  await stage.close();
  await provider.close();
});

async function connect(account: string): Promise<ConnectionId> {
  const values = { server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' };
  const { vault } = stage.service;
  const { url } = await vault.authorise({ app: 'team-board', connection: 'teamBoard', name: account, values });
  provider.account = account;
  const done = await vault.finishAuthorisation('team-board', queryOf(new URL(provider.allow(url ?? '')).search));
  expect(done.error).toBeNull();
  return done.connectionId ?? 'con_none';
}

/** A scenario that adds a note for every note somebody else adds. */
async function scenarioFor(connection: ConnectionId): Promise<ScenarioId> {
  const mapper = { board: '{{1.board}}', text: '{{1.text}} again' };
  const flow = [
    { id: 1, module: 'team-board:watchNotes', version: 1, parameters: { __IMTCONN__: connection }, mapper: {} },
    { id: 2, module: 'team-board:addNote', version: 1, parameters: { __IMTCONN__: connection }, mapper },
  ];
  const { scenario } = await stage.service.scenarios.importBlueprint({
    file: { name: connection, flow },
    name: connection,
  });
  await stage.service.scenarios.activate(scenario.id);
  return scenario.id;
}

function deliver(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** What `look` gives once it gives anything. */
async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** The runs of a scenario once there are so many that have ended. */
function runsOf(scenarioId: ScenarioId, count: number): Promise<readonly RunRecord[]> {
  return until(async () => {
    const { items } = await stage.service.store.runs.list({ scenarioId, limit: 50 });
    const ended = items.filter(({ status }) => status !== 'running');
    return ended.length >= count ? ended : undefined;
  });
}

async function addressOf(scenarioId: ScenarioId): Promise<string> {
  const { hookId } = (await stage.service.store.scenarios.get(scenarioId)) ?? {};
  const hook = await stage.service.store.hooks.get(hookId ?? 'hk_none');
  if (hook === undefined) throw new Error('The scenario has no webhook.');
  return stage.service.hooks.urlOf(hook);
}

test('the app has no findings and keeps every token secret', () => {
  expect(app.findings).toEqual([]);
  expect(app.connections.get('teamBoard')?.secretFields.toSorted()).toEqual([
    'accessToken',
    'clientSecret',
    'refreshToken',
  ]);
});

test('two accounts share one address; each delivery starts the scenario of the account it names, and no other', async () => {
  const [garden, kitchen] = [await connect('acc-garden'), await connect('acc-kitchen')];
  const [first, second] = [await scenarioFor(garden), await scenarioFor(kitchen)];
  const address = await addressOf(first);
  expect(await addressOf(second)).toBe(address);
  expect(address).toMatch(/\/hooks\/[\w-]{32}$/);

  const notes = [{ id: 'n1', board: 'b1', text: 'Water the plants' }];
  const event = { event: 'e1', type: 'note.added', account: 'acc-kitchen', notes };
  const answer = await deliver(address, event);
  expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 202, text: 'Accepted' });
  expect(await runsOf(second, 1)).toMatchObject([{ status: 'success' }]);
  expect(provider.requests.at(-1)).toMatchObject({ method: 'POST', path: '/api/boards/b1/notes' });
  expect(await runsOf(first, 0)).toEqual([]);

  await deliver(address, event);
  await deliver(address, { ...event, event: 'e2', account: 'acc-garden' });
  expect(await runsOf(first, 1)).toHaveLength(1);
  expect(await runsOf(second, 1)).toHaveLength(1);
});

test('a challenge is answered, an account nobody connected starts nothing, a body nobody can read and a made-up address are refused', async () => {
  const [hook] = await stage.service.store.hooks.list();
  const address = hook === undefined ? '' : stage.service.hooks.urlOf(hook);
  const challenge = await deliver(address, { challenge: 'prove-it' });
  expect(await challenge.json()).toEqual({ challenge: 'prove-it' });
  const before = (await stage.service.store.runs.list({ limit: 50 })).items.length;
  const strange = await deliver(address, { event: 'e9', type: 'note.added', account: 'acc-nobody', notes: [{}] });
  expect(strange.status).toBe(202);
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(address, { method: 'POST', headers, body: '{"broken":' })).status).toBe(400);
  expect((await deliver(`${address.slice(0, -3)}xyz`, {})).status).toBe(404);
  expect((await stage.service.store.runs.list({ limit: 50 })).items).toHaveLength(before);
});

test('a renewal the service refuses stops the scenarios of the connection, and says what to do', async () => {
  provider.lifetime = 60;
  const connection = await connect('acc-hall');
  const scenarioId = await scenarioFor(connection);
  provider.failNext('/oauth/token', 400, { error: 'invalid_grant' });
  const notes = [{ id: 'n1', board: 'b1', text: 'Sweep' }];
  await deliver(await addressOf(scenarioId), { event: 'e3', type: 'note.added', account: 'acc-hall', notes });
  expect(await runsOf(scenarioId, 1)).toMatchObject([{ status: 'error', error: { name: 'InvalidAccessTokenError' } }]);
  await until(async () => {
    const scenario = await stage.service.store.scenarios.get(scenarioId);
    return scenario?.active === false ? scenario : undefined;
  });
  expect(await stage.service.vault.get(connection)).toMatchObject({
    status: 'attention',
    reason: expect.stringContaining('Authorise it again'),
  });
});
