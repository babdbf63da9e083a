import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Secret } from '../../src/core/secret.ts';
import type { ConnectionId, HookRecord } from '../../src/store/records.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../src/runtime.ts';
import { openAppConstants } from '../../src/vault/app-constants.ts';
import { createConnectionVault } from '../../src/vault/connection-records.ts';
import { generateKey } from '../../src/vault/cipher.ts';
import { keyText } from '../../src/vault/key-text.ts';
import { sealedTexts } from '../../src/vault/sealed-records.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

const app = await loadApp(SONAR_APP_FOLDER);

const HOOK: HookRecord = {
  id: 'hk_1',
  token: 'token',
  app: 'sonar',
  webhook: 'newCustomer',
  connectionId: null,
  name: 'Hook',
  parameters: {},
  state: 'detached',
  data: {},
  reason: null,
  retryAt: null,
  attempts: 0,
  mode: { type: 'parallel', concurrency: 16, key: null },
  queueLimit: 10,
  maxAttempts: 8,
  paused: false,
  checks: {},
  createdAt: 1,
  updatedAt: 1,
  deletedAt: null,
  version: 1,
};

let world: VaultWorld;

beforeEach(async () => {
  world = await openVault(app);
});

afterEach(() => world.close());

test('everything is sealed with the new key afterwards and opens as before', async () => {
  const { vault, store, keyring } = world;
  const ids = await connections(20);
  const checks = {
    header: { name: 'x-key', sealedValue: vault.sealText('hk_1', 'header') },
    signature: { scheme: 'hmac-sha256', sealedSecret: vault.sealText('hk_1', 'signature') },
  } as const;
  await store.hooks.insert({ ...HOOK, checks });
  const key = generateKey();
  const progress: string[] = [];
  const rotation = await vault.rotate(new Secret(keyText(key)), (done, total) => progress.push(`${done}/${total}`));
  expect(rotation).toEqual({ keyId: key.id, resealed: 21, unreadable: [] });
  expect(progress.at(-1)).toBe('21/21');
  await expectAllCurrent();
  for (const id of ids) expect(await vault.reveal(id)).toEqual({ privateToken: `token of ${id}`, sandbox: true });
  const hook = await store.hooks.get('hk_1');
  expect(vault.openText('hk_1', hook!.checks.header!.sealedValue)).toBe('header');
  expect(vault.openText('hk_1', hook!.checks.signature!.sealedSecret)).toBe('signature');
  expect(hook!.checks.signature!.scheme).toBe('hmac-sha256');
  expect(keyring.currentId).toBe(key.id);
});

test('reading, creating, editing and deleting go on while it works', async () => {
  const { vault, store } = world;
  const ids = await connections(30);
  const seen: string[] = [];
  const done = new AbortController();
  const readers = (async () => {
    while (!done.signal.aborted) {
      for (const id of ids.slice(5)) seen.push(String((await vault.reveal(id))['privateToken']).slice(0, 5));
      await new Promise(setImmediate);
    }
  })();
  const rotation = vault.rotate();
  const renames = ids.slice(5, 20).map(async (id) => {
    const { version } = await vault.get(id);
    return vault.update(id, { version, name: `renamed ${id}` }).then(
      () => 'renamed',
      () => 'stale',
    );
  });
  const removals = ids.slice(0, 5).map((id) => vault.remove(id));
  const created = connections(5);
  const direct = ids.slice(20).map((id) => bump(id, 20));
  const outcomes = await Promise.all(renames);
  await Promise.all([...removals, created, ...direct]);
  const { unreadable } = await rotation;
  done.abort();
  await readers;
  expect(unreadable).toEqual([]);
  expect(new Set(seen)).toEqual(new Set(['token']));
  expect(outcomes).toContain('renamed');
  await expectAllCurrent();
  expect(await store.connections.list()).toHaveLength(30);
  for (const { id, status } of await vault.list()) expect([id, status]).toEqual([id, 'unchecked']);

  async function bump(id: ConnectionId, times: number): Promise<void> {
    for (let done = 0; done < times;) {
      const { version } = (await store.connections.get(id))!;
      const updated = await store.connections.update(id, version, { name: `bump ${done}` }).catch(() => undefined);
      if (updated !== undefined) done += 1;
    }
  }
});

test('an edit that was read before the rotation is not refused for the new seal alone', async () => {
  const { vault, store } = world;
  const [id] = await connections(1);
  const before = (await store.connections.get(id!))!;
  const update = store.connections.update.bind(store.connections);
  let isRotated = false;
  const racing = {
    ...store,
    connections: {
      ...store.connections,
      async update(...change: Parameters<typeof update>) {
        if (!isRotated) {
          isRotated = true;
          await vault.rotate();
        }
        return update(...change);
      },
    },
  };
  const other = createConnectionVault(racing, world.keyring);
  const renamed = await other.update(before, { name: 'renamed' });
  expect([renamed.name, renamed.version]).toEqual(['renamed', before.version + 2]);
  await expect(other.update(before, { name: 'again' })).rejects.toMatchObject({ name: 'ConflictError' });
});

test('constants that are given while it works stay as they were given, sealed with the new key', async () => {
  const { vault, store, keyring } = world;
  const constants = await openAppConstants(store, keyring);
  await constants.give('sonar', { secret: 'first' });
  const replace = store.values.replace.bind(store.values);
  const writes = jest.spyOn(store.values, 'replace').mockImplementationOnce(async (...value) => {
    await constants.give('sonar', { secret: 'second' });
    return replace(...value);
  });
  await vault.rotate();
  writes.mockRestore();
  const again = await openAppConstants(store, keyring);
  expect(again.applyTo(app).common).toMatchObject({ secret: 'second' });
  await expectAllCurrent();
});

test('constants that were sealed before it and are stored after it are sealed anew', async () => {
  const { vault, store, keyring } = world;
  const constants = await openAppConstants(store, keyring);
  const set = store.values.set.bind(store.values);
  const writes = jest.spyOn(store.values, 'set').mockImplementationOnce(async (...value) => {
    await vault.rotate();
    return set(...value);
  });
  await constants.give('sonar', { secret: 'late' });
  writes.mockRestore();
  await expectAllCurrent();
  const again = await openAppConstants(store, keyring);
  expect(again.applyTo(app).common).toMatchObject({ secret: 'late' });
});

test('a record that cannot be opened is named and left as it is', async () => {
  const { vault, store } = world;
  const [first] = await connections(2);
  await store.connections.update(first!, 2, { sealed: 'damaged' });
  expect(await vault.rotate()).toMatchObject({ resealed: 1, unreadable: [first] });
  expect(await store.connections.get(first!)).toMatchObject({ sealed: 'damaged', version: 3 });
});

test('a second rotation is refused while the first works; a new key that is none changes nothing', async () => {
  const { vault, keyring } = world;
  await connections(3);
  const { currentId } = keyring;
  await expect(vault.rotate(new Secret('no key'))).rejects.toMatchObject({ name: 'ConfigurationError' });
  expect(keyring.currentId).toBe(currentId);
  const first = vault.rotate();
  await expect(vault.rotate()).rejects.toMatchObject({ name: 'ConflictError' });
  await first;
  expect(await vault.rotate()).toMatchObject({ resealed: 3 });
});

/** Connections saved unverified, because no service is there. */
async function connections(count: number): Promise<ConnectionId[]> {
  const { vault, store, keyring } = world;
  return Promise.all(
    Array.from({ length: count }, async () => {
      const connection = {
        app: 'sonar',
        connection: 'sonar',
        name: 'x',
        values: { privateToken: 'token', sandbox: true },
      };
      const { id } = await vault.create(connection, { force: true });
      const values = { privateToken: `token of ${id}`, sandbox: true };
      await store.connections.update(id, 1, { sealed: keyring.seal(id, { values, data: {} }) });
      return id;
    }),
  );
}

async function expectAllCurrent(): Promise<void> {
  const { store, keyring } = world;
  const texts = await sealedTexts(store);
  const stale = texts.filter(({ recordId, sealed }) => !keyring.isCurrent(recordId, sealed));
  expect(stale).toEqual([]);
}
