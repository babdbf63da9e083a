import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallServices } from '../../src/communication/services.ts';
import type { Clock } from '../../src/core/clock.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Collection } from '../../src/core/json.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { createAxiosClient } from '../../src/http/axios-client.ts';
import type { App } from '../../src/manifest/app.ts';
import { createStore } from '../../src/store/create-store.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import { generateKey } from '../../src/vault/cipher.ts';
import type { Keyring } from '../../src/vault/keyring.ts';
import { createKeyring } from '../../src/vault/keyring.ts';
import type { ConnectionUse } from '../../src/vault/usage.ts';
import type { Vault } from '../../src/vault/vault.ts';
import { createVault } from '../../src/vault/vault.ts';

/** A vault on a store in memory, with real HTTP that resolves only names of this computer. */
export interface VaultWorld {
  readonly vault: Vault;
  readonly store: Store;
  readonly keyring: Keyring;
  close(): Promise<void>;
}

/** A connection as it is stored, but for what is sealed. */
export const CONNECTION = {
  id: 'con_1',
  app: 'sonar',
  connection: 'sonar',
  name: 'My Sonar connection',
  account: null,
  environment: '',
  address: null,
  status: 'unchecked',
  reason: null,
  checkedAt: null,
  uid: null,
  expiresAt: null,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
} as const;

/** Hands a new, empty folder to `use` and removes it afterwards. */
export async function inEmptyFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a store, in a file or in memory. */
export async function openStore(file = ':memory:', clock: Clock = systemClock): Promise<Store> {
  return createStore(await openSqlite({ file }), clock);
}

/** Everything a vault needs, around one app. */
export async function openVault(
  app: App,
  options: {
    readonly environment?: Collection;
    readonly origins?: readonly string[];
    readonly uses?: readonly ConnectionUse[];
    readonly clock?: Clock;
    /** File of the store, to be opened again. */
    readonly file?: string;
    readonly keyring?: Keyring;
  } = {},
): Promise<VaultWorld> {
  const { environment = {}, origins = [], uses = [], clock = systemClock } = options;
  const { file = ':memory:', keyring = createKeyring([generateKey()]) } = options;
  const store = await openStore(file, clock);
  const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock, lookup: nowhere });
  const services: CallServices = {
    http,
    clock,
    random: () => 0.5,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS,
    environment,
    privateOrigins: origins,
  };
  const usage = (): Promise<readonly ConnectionUse[]> => Promise.resolve(uses);
  const vault = createVault({
    store,
    keyring,
    apps: new Map([[app.name, app]]),
    services,
    clock,
    usage,
    publicUrl: () => 'http://127.0.0.1:3000/',
  });
  return {
    vault,
    store,
    keyring,
    async close() {
      http.close();
      await store.close();
    },
  };
}

/** A resolver without a network: tests never reach a real service. */
const nowhere: NonNullable<Parameters<typeof createAxiosClient>[0]['lookup']> = (name, _options, done) => {
  done(Object.assign(new Error(`no network for ${name}`), { code: 'ENOTFOUND' }), '', 4);
};
