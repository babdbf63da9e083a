import type { Keyring } from './keyring.ts';
import { type SealedScope, sealedText, type SealedStore } from './sealed-records.ts';

/** Small values of one kind, each sealed as a whole. */
export interface SealedValues {
  /** By name, in the order of names. @throws ConnectorError `ConfigurationError` for one that cannot be opened. */
  list(): Promise<ReadonlyMap<string, unknown>>;
  get(name: string): Promise<unknown>;
  /** @param expiresAt Milliseconds since 1970 when it counts as absent. */
  set(name: string, value: unknown, expiresAt?: number): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The small values of a kind in a store. */
export function createSealedValues(
  store: Pick<SealedStore, 'values'>,
  keyring: Keyring,
  { scope, recordId }: SealedScope,
): SealedValues {
  return {
    async list() {
      const all = await store.values.list(scope);
      return new Map([...all].map(([name, sealed]) => [name, keyring.open(recordId(name), sealedText(sealed))]));
    },
    async get(name) {
      const sealed = await store.values.get(scope, name);
      return sealed === undefined ? undefined : keyring.open(recordId(name), sealedText(sealed));
    },
    async set(name, value, expiresAt) {
      for (;;) {
        const sealed = keyring.seal(recordId(name), value);
        await store.values.set(scope, name, sealed, expiresAt);
        // A rotation may have looked before it was stored: nothing may be left behind with an earlier key.
        if (keyring.isCurrent(recordId(name), sealed)) return;
      }
    },
    remove: (name) => store.values.remove(scope, name),
  };
}
