import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/store.ts';
import { generateKey } from '../../src/vault/cipher.ts';
import { createConnectionVault, type ConnectionVault } from '../../src/vault/connection-records.ts';
import { createKeyring } from '../../src/vault/keyring.ts';
import { CONNECTION, openStore } from './vault-world.ts';

const { id: ID } = CONNECTION;
const content = (token: string) => ({ values: { token }, data: {}, scope: [] });

let store: Store;
let records: ConnectionVault;
let reads = 0;
/** Reads that begin now have their answer no sooner. */
let hold = Promise.resolve();

beforeEach(async () => {
  store = await openStore();
  reads = 0;
  const connections: Store['connections'] = {
    ...store.connections,
    async get(id) {
      reads += 1;
      const held = hold;
      const record = await store.connections.get(id);
      await held;
      return record;
    },
  };
  records = createConnectionVault({ connections }, createKeyring([generateKey()]));
  await records.insert(CONNECTION, content('old'));
});

afterEach(() => store.close());

async function tokenNow(): Promise<unknown> {
  return records.open(await records.requireToRead(ID)).values['token'];
}

test('runs that begin at the same time share one read of their connection, later ones read it again', async () => {
  expect(await Promise.all([tokenNow(), tokenNow(), tokenNow()])).toEqual(['old', 'old', 'old']);
  expect(reads).toBe(1);
  await tokenNow();
  expect(reads).toBe(2);
});

test('whoever begins after an edit or a removal knows of it, while an earlier read is still under way', async () => {
  const early = readSlowly();
  await records.update(await records.require(ID), { content: content('new') });
  expect(await tokenNow()).toBe('new');
  expect(await early.end()).toBe('old');

  const last = readSlowly();
  await records.remove(ID);
  await expect(tokenNow()).rejects.toMatchObject({ name: 'NotFoundError' });
  expect(await last.end()).toBe('new');
});

test('a read that fails fails for everybody who shares it, and not for those after them', async () => {
  const { connections } = store;
  let fails = true;
  const get: typeof connections.get = (id) => (fails ? Promise.reject(new Error('disk')) : connections.get(id));
  const shaky = createConnectionVault({ connections: { ...connections, get } }, createKeyring([generateKey()]));
  const failures = await Promise.allSettled([shaky.requireToRead(ID), shaky.requireToRead(ID)]);
  expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await shaky.requireToRead(ID)).toMatchObject({ id: ID });
});

/** A read whose answer was found before, and comes after, what happens until `end`. */
function readSlowly(): { readonly end: () => Promise<unknown> } {
  let release = (): void => undefined;
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const token = tokenNow();
  hold = Promise.resolve();
  return {
    end() {
      release();
      return token;
    },
  };
}
