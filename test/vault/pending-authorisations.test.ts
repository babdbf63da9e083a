import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { queryOf } from '../../src/vault/authorisations.ts';
import { type BoardProvider, startBoardProvider } from './board-provider.ts';
import { inEmptyFolder, openVault, type VaultWorld } from './vault-world.ts';

const app = await loadApp(resolve(import.meta.dirname, '../../examples/apps/team-board'));

let provider: BoardProvider;
let clock: ManualClock;
beforeEach(async () => {
  provider = await startBoardProvider();
  clock = createManualClock(Date.parse('2026-03-01T12:00:00Z'));
});
afterEach(() => provider.close());

/** Opens a vault on a file, and again on the same file as after a restart. */
function restartable(use: (restart: (world: VaultWorld) => Promise<VaultWorld>, first: VaultWorld) => Promise<void>) {
  return inEmptyFolder(async (folder) => {
    const options = { origins: [provider.origin], clock, file: join(folder, 'store.db') };
    const first = await openVault(app, options);
    let open = first;
    try {
      await use(async ({ keyring, close }) => {
        await close();
        open = await openVault(app, { ...options, keyring });
        return open;
      }, first);
    } finally {
      await open.close();
    }
  });
}

function begin({ vault }: VaultWorld) {
  const values = { server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' };
  return vault.authorise({ app: 'team-board', connection: 'teamBoard', name: 'Garden team', values });
}

function comeBack({ vault }: VaultWorld, address: string) {
  return vault.finishAuthorisation('team-board', queryOf(new URL(address).search));
}

test('a person who allows access after a restart of the server has a connection, with proof of what was asked', () =>
  restartable(async (restart, first) => {
    const { id, url } = await begin(first);
    const world = await restart(first);
    expect(await world.vault.authorisation(id)).toMatchObject({ status: 'waiting', url });
    expect(await comeBack(world, provider.allow(url ?? ''))).toMatchObject({ id, status: 'done', error: null });
    const [connection] = await world.vault.list();
    expect(connection).toMatchObject({ name: 'Garden team', account: 'jo@example.com', status: 'ok' });
  }));

test('a connection is authorised again over a restart, and what came back before it works no second time', () =>
  restartable(async (restart, first) => {
    const { url } = await begin(first);
    const back = provider.allow(url ?? '');
    const { connectionId } = await comeBack(first, back);
    const { version } = await first.vault.get(connectionId ?? 'con_none');
    const again = await first.vault.authoriseAgain(connectionId ?? 'con_none', { version, name: 'Kitchen team' });
    const world = await restart(first);
    await expect(comeBack(world, back)).rejects.toThrow('used already');
    expect(await comeBack(world, provider.allow(again.url ?? ''))).toMatchObject({ status: 'done', connectionId });
    expect(await world.vault.list()).toMatchObject([{ id: connectionId, name: 'Kitchen team' }]);
  }));

test('a server that ends while it asks for a token has failed that authorisation, and says so afterwards', () =>
  restartable(async (restart, first) => {
    const { id, url } = await begin(first);
    const back = provider.allow(url ?? '');
    jest.spyOn(first.store.connections, 'insert').mockReturnValueOnce(new Promise(() => undefined));
    void comeBack(first, back);
    while (provider.requests.length < 2) await new Promise(setImmediate);
    expect(await first.vault.authorisation(id)).toMatchObject({ status: 'waiting', error: null });
    const world = await restart(first);
    expect(await world.vault.authorisation(id)).toMatchObject({
      status: 'failed',
      url: null,
      error: { message: expect.stringContaining('was stopped'), fix: expect.stringContaining('Begin again') },
    });
    await expect(comeBack(world, back)).rejects.toMatchObject({ name: 'NotFoundError' });
  }));

test('one that is over stays over after a restart', () =>
  restartable(async (restart, first) => {
    const { id, url } = await begin(first);
    const world = await restart(first);
    await clock.advance(10 * 60_000);
    await expect(comeBack(world, provider.allow(url ?? ''))).rejects.toThrow('is over');
    await expect(world.vault.authorisation(id)).rejects.toMatchObject({ name: 'NotFoundError' });
  }));

test('nothing of it stands open in the store, and it outlives a new key', () =>
  restartable(async (_restart, world) => {
    const { url } = await begin(world);
    const state = new URL(url ?? '').searchParams.get('state') ?? '';
    const kept = JSON.stringify([...(await world.store.values.list('authorisations'))]);
    for (const secret of ['client-secret-1', state, provider.origin]) expect(kept).not.toContain(secret);
    expect(await world.vault.rotate()).toMatchObject({ resealed: 1, unreadable: [] });
    expect(await comeBack(world, provider.allow(url ?? ''))).toMatchObject({ status: 'done' });
  }));

test('many that wait give way to the newest', () =>
  restartable(async (_restart, world) => {
    const first = await begin(world);
    for (let count = 0; count < 100; count += 1) {
      await clock.advance(1);
      await begin(world);
    }
    expect((await world.store.values.list('authorisations')).size).toBe(100);
    await expect(world.vault.authorisation(first.id)).rejects.toMatchObject({ name: 'NotFoundError' });
  }));
