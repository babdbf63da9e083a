import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { loadApp } from '../../src/manifest/load.ts';
import type { ConnectionId } from '../../src/store/records.ts';
import { queryOf } from '../../src/vault/authorisations.ts';
import { type BoardProvider, startBoardProvider } from './board-provider.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

const MINUTE = 60_000;
const app = await loadApp(resolve(import.meta.dirname, '../../examples/apps/team-board'));

let provider: BoardProvider;
let world: VaultWorld;
let clock: ManualClock;
beforeAll(async () => {
  provider = await startBoardProvider();
});
afterAll(() => provider.close());
beforeEach(async () => {
  provider.requests.length = 0;
  clock = createManualClock(Date.parse('2026-03-01T12:00:00Z'));
  world = await openVault(app, { origins: [provider.origin], clock });
});
afterEach(() => world.close());

const WANTED = { app: 'team-board', connection: 'teamBoard', name: 'Garden team' };
const start = () => world.vault.authorise({ ...WANTED, values: values() });
const values = () => ({ server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' });
const comeBack = (address: string) => world.vault.finishAuthorisation('team-board', queryOf(new URL(address).search));
const tokenRequests = () => provider.requests.filter(({ path }) => path === '/oauth/token');

async function connected(): Promise<ConnectionId> {
  const { url } = await start();
  const { connectionId } = await comeBack(provider.allow(url ?? ''));
  return connectionId ?? 'con_none';
}

test('the page of the service is asked for the scopes of the app and its modules, with proof and an unguessable state', async () => {
  const { url, status, expiresAt } = await start();
  const page = new URL(url ?? '');
  expect(status).toBe('waiting');
  expect(expiresAt).toBe(clock.now() + 10 * MINUTE);
  expect(page.origin + page.pathname).toBe(`${provider.origin}/oauth/authorize`);
  expect(Object.fromEntries(page.searchParams)).toMatchObject({
    client_id: 'client-1',
    redirect_uri: 'http://127.0.0.1:3000/oauth/cb/team-board',
    scope: 'boards:read notes:write',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{32}$/),
  });
  expect(provider.requests).toEqual([]);
});

test('once a person has allowed it, the connection is there with its account, and its tokens are never shown', async () => {
  const { id, url } = await start();
  const done = await comeBack(provider.allow(url ?? ''));
  expect(done).toMatchObject({ id, status: 'done', url: null, error: null });
  const [record] = await world.store.connections.list();
  expect(record).toMatchObject({ name: 'Garden team', status: 'ok', account: 'jo@example.com', uid: 'acc-1' });
  const revealed = await world.vault.reveal(done.connectionId ?? 'con_none');
  expect(revealed).toMatchObject({ server: provider.origin, accessToken: expect.stringMatching(/^access-/) });
  const shown = JSON.stringify([await world.vault.list(), record, done]);
  for (const name of ['accessToken', 'refreshToken', 'clientSecret']) expect(shown).not.toContain(revealed[name]);
});

test('what a browser brings back works once, only for its app, and only in time', async () => {
  const { url } = await start();
  const back = provider.allow(url ?? '');
  const query = queryOf(new URL(back).search);
  await expect(world.vault.finishAuthorisation('sonar', query)).rejects.toMatchObject({ name: 'NotFoundError' });
  await expect(world.vault.finishAuthorisation('team-board', { code: 'x' })).rejects.toThrow('not known');
  await expect(world.vault.finishAuthorisation('team-board', { ...query, state: 'guess' })).rejects.toThrow(
    'not known',
  );
  expect(await comeBack(back)).toMatchObject({ status: 'done' });
  await expect(comeBack(back)).rejects.toThrow('used already');
  const late = await start();
  await clock.advance(10 * MINUTE);
  await expect(comeBack(provider.allow(late.url ?? ''))).rejects.toThrow('is over');
  expect(await world.vault.list()).toHaveLength(1);
});

test('a person who says no, and a code the service does not take, leave no connection and say why', async () => {
  const first = await start();
  const state = new URL(first.url ?? '').searchParams.get('state');
  const denied = { state, error: 'access_denied', error_description: 'Jo said no.' };
  expect(await world.vault.finishAuthorisation('team-board', denied)).toMatchObject({
    status: 'failed',
    error: { name: 'AccountValidationError', message: expect.stringContaining('Jo said no.') },
  });
  const second = await start();
  const back = new URL(provider.allow(second.url ?? ''));
  back.searchParams.set('code', 'a-stolen-code');
  await comeBack(back.href);
  const { status, error } = await world.vault.authorisation(second.id);
  expect({ status, name: error?.name }).toEqual({ status: 'failed', name: 'RuntimeError' });
  expect(error?.message).toContain('The grant is not valid.');
  expect(JSON.stringify(error)).not.toContain('a-stolen-code');
  expect(await world.vault.list()).toEqual([]);
});

test('a token is renewed before it ends and not earlier, once for all who ask at the same time', async () => {
  const id = await connected();
  const first = await world.vault.reveal(id);
  await clock.advance(44 * MINUTE);
  expect(await world.vault.reveal(id)).toEqual(first);
  expect(tokenRequests()).toHaveLength(1);
  await clock.advance(2 * MINUTE);
  const many = await Promise.all(Array.from({ length: 8 }, () => world.vault.reveal(id)));
  expect(tokenRequests()).toHaveLength(2);
  expect(new Set(many.map((one) => one['accessToken'])).size).toBe(1);
  expect(many[0]?.['accessToken']).not.toBe(first['accessToken']);
  expect(many[0]?.['refreshToken']).not.toBe(first['refreshToken']);
});

test('a renewal is kept although the connection is renamed meanwhile, and again used once', async () => {
  const id = await connected();
  await clock.advance(50 * MINUTE);
  const update = world.store.connections.update.bind(world.store.connections);
  const writes = jest.spyOn(world.store.connections, 'update').mockImplementationOnce(async (one, version, changes) => {
    await update(one, version, { name: 'Kitchen team' });
    return update(one, version, changes);
  });
  const renewed = await world.vault.reveal(id);
  writes.mockRestore();
  expect(await world.vault.get(id)).toMatchObject({ name: 'Kitchen team', status: 'ok' });
  await clock.advance(50 * MINUTE);
  const next = await world.vault.reveal(id);
  expect(next['accessToken']).not.toBe(renewed['accessToken']);
  const used = tokenRequests()
    .slice(1)
    .map(({ form }) => form.get('refresh_token'));
  expect(new Set(used).size).toBe(2);
});

test('a connection that was authorised anew while a renewal was refused goes on with what was given last', async () => {
  const id = await connected();
  await clock.advance(50 * MINUTE);
  provider.failNext('/oauth/token', 400, { error: 'invalid_grant' });
  const update = world.store.connections.update.bind(world.store.connections);
  const writes = jest.spyOn(world.store.connections, 'update').mockImplementationOnce(async (one, version, changes) => {
    const again = await world.vault.authoriseAgain(id, { version });
    await comeBack(provider.allow(again.url ?? ''));
    return update(one, version, changes);
  });
  await expect(world.vault.reveal(id)).resolves.toMatchObject({ accessToken: expect.stringMatching(/^access-/) });
  writes.mockRestore();
  expect(await world.vault.get(id)).toMatchObject({ status: 'ok', reason: null });
});

test('a refused renewal ends the connection until a person authorises it again; then it works as before', async () => {
  const id = await connected();
  await clock.advance(50 * MINUTE);
  provider.failNext('/oauth/token', 400, { error: 'invalid_grant' });
  await expect(world.vault.reveal(id)).rejects.toMatchObject({ name: 'InvalidAccessTokenError' });
  await expect(world.vault.reveal(id)).rejects.toThrow('not authorised any more');
  expect(tokenRequests()).toHaveLength(2);
  const ended = await world.vault.get(id);
  expect(ended).toMatchObject({ status: 'attention', reason: expect.stringContaining('Authorise it again') });
  const again = await world.vault.authoriseAgain(id, { version: ended.version });
  expect(await comeBack(provider.allow(again.url ?? ''))).toMatchObject({ status: 'done', connectionId: id });
  expect(await world.vault.get(id)).toMatchObject({ status: 'ok', reason: null, expiresAt: null });
  await expect(world.vault.reveal(id)).resolves.toMatchObject({ accessToken: expect.any(String) });
});

test('a service that is out of reach for a renewal ends nothing: the next time is another one', async () => {
  const id = await connected();
  await clock.advance(50 * MINUTE);
  provider.failNext('/oauth/token', 503, {});
  await expect(world.vault.reveal(id)).rejects.toMatchObject({ name: 'ConnectionError' });
  expect(await world.vault.get(id)).toMatchObject({ status: 'ok' });
  await expect(world.vault.reveal(id)).resolves.toMatchObject({ accessToken: expect.any(String) });
});

test('a test asks whose account it is, after a renewal where one is due', async () => {
  const id = await connected();
  await clock.advance(50 * MINUTE);
  expect(await world.vault.test(id)).toMatchObject({ connection: { status: 'ok', account: 'jo@example.com' } });
  expect(provider.requests.map(({ path }) => path)).toEqual(['/oauth/token', '/api/me', '/oauth/token', '/api/me']);
});

test('only an authorisation makes such a connection or changes its values; its name may change without one', async () => {
  await expect(world.vault.create({ ...WANTED, values: values() })).rejects.toMatchObject({ name: 'UsageError' });
  const id = await connected();
  const renamed = await world.vault.update(id, { version: 1, name: 'Kitchen team' });
  expect(renamed.name).toBe('Kitchen team');
  const edit = { version: renamed.version, values: { ...values(), clientId: 'client-2' } };
  await expect(world.vault.update(id, edit)).rejects.toMatchObject({ problems: [{ pointer: '/clientId' }] });
});

test('an incomplete form is refused before anybody is asked', async () => {
  const wanted = { ...WANTED, values: { server: provider.origin } };
  await expect(world.vault.authorise(wanted)).rejects.toMatchObject({ name: 'BundleValidationError' });
  expect(provider.requests).toEqual([]);
});

test('a deleted connection is revoked at the service, which cannot keep it by an error', async () => {
  const [first, second] = [await connected(), await connected()];
  const { refreshToken } = await world.vault.reveal(first);
  await world.vault.remove(first);
  expect(provider.requests.at(-1)).toMatchObject({ path: '/oauth/revoke' });
  expect(provider.requests.at(-1)?.form.get('token')).toBe(refreshToken);
  provider.failNext('/oauth/revoke', 500, {});
  await world.vault.remove(second);
  expect(await world.vault.list()).toEqual([]);
});
