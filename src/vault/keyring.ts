import { ConnectorError } from '../core/errors.ts';
import type { EncryptionKey } from './cipher.ts';
import { generateKey, keyIdOf, openWith, sealWith } from './cipher.ts';

/**
 * Keeps keys where they survive a restart, before anything is sealed with them: given the keys so far and the wanted
 * one (or none), it gives the keys from now on, the current one first.
 */
export type Custody = (
  keys: readonly EncryptionKey[],
  wanted: EncryptionKey | undefined,
) => Promise<readonly EncryptionKey[]>;

/** Seals values with the current key and opens those of earlier ones. */
export interface Keyring {
  /** Id of the key that seals. */
  readonly currentId: string;
  /** Ids of all keys, the current one first. */
  readonly ids: readonly string[];
  /** Any JSON value as sealed text, bound to a record. */
  seal(recordId: string, value: unknown): string;
  /** @throws ConnectorError `ConfigurationError` when the key is missing, or the text was changed or moved. */
  open(recordId: string, sealed: string): unknown;
  /** @throws ConnectorError `ConfigurationError` when it is no sealed text. */
  isCurrent(recordId: string, sealed: string): boolean;
  /**
   * From now on seals with `wanted`, or with a key of the custody's choice; earlier keys still open.
   * @throws ConnectorError `ConfigurationError` when the key cannot be kept.
   */
  renew(wanted?: EncryptionKey): Promise<void>;
}

/** A keyring of at least one key; the first is the current one. */
export function createKeyring(
  [first, ...rest]: readonly [EncryptionKey, ...EncryptionKey[]],
  custody: Custody = keepInMemory,
): Keyring {
  let current = first;
  let keys: ReadonlyMap<string, EncryptionKey> = byId([first, ...rest]);

  return {
    get currentId() {
      return current.id;
    },
    get ids() {
      return [...keys.keys()];
    },
    seal: (recordId, value) => sealWith(current, recordId, JSON.stringify(value ?? null)),
    open(recordId, sealed) {
      const keyId = keyIdOf(recordId, sealed);
      const key = keys.get(keyId);
      if (key === undefined) throw missingKey(recordId, keyId);
      return JSON.parse(openWith(key, recordId, sealed)) as unknown;
    },
    isCurrent: (recordId, sealed) => keyIdOf(recordId, sealed) === current.id,
    async renew(wanted) {
      const kept = await custody([...keys.values()], wanted);
      current = kept[0] ?? current;
      keys = byId([...kept, ...keys.values()]);
    },
  };
}

/** The error for sealed data whose key was not given. */
export function missingKey(recordId: string, keyId: string): ConnectorError {
  return new ConnectorError('ConfigurationError', `The secret stored for ${recordId} needs the key ${keyId}.`, {
    fix: 'Bring that key back: put it behind the current one in SONAR_CONNECT_ENCRYPTION_KEY, separated by a comma, or restore the key file.',
  });
}

function byId(keys: readonly EncryptionKey[]): ReadonlyMap<string, EncryptionKey> {
  const map = new Map<string, EncryptionKey>();
  for (const key of keys) if (!map.has(key.id)) map.set(key.id, key);
  return map;
}

const keepInMemory: Custody = (keys, wanted) => Promise.resolve([wanted ?? generateKey(), ...keys]);
