import { ConnectorError } from '../core/errors.ts';
import type { Keyring } from './keyring.ts';
import { isConflict } from './connection-records.ts';
import { KEY_CHECK_VALUE } from './keys.ts';
import {
  KEY_CHECK_ID,
  ofHook,
  resealChecks,
  sealedText,
  type SealedStore,
  sealedValues,
  writeKeyCheck,
} from './sealed-records.ts';

/** What a rotation did. */
export interface Rotation {
  /** Id of the key everything is sealed with now. */
  readonly keyId: string;
  /** Records sealed anew. */
  readonly resealed: number;
  /** Records that could not be opened; they stay as they are. */
  readonly unreadable: readonly string[];
}

/** How often a record may change while it is worked on before the rotation gives up. */
const MOST_CONFLICTS = 1000;

/** Told after every record: how many are done, of how many. */
export type RotationProgress = (done: number, total: number) => void;

/** A record with sealed texts, as it is worked on. */
interface Task {
  readonly id: string;
  /** Seals the record anew as it is now; false when there was nothing to do. @throws ConnectorError `ConflictError`. */
  readonly reseal: () => Promise<boolean>;
}

/**
 * Seals everything in the store with the current key, record by record, while others read and write. Records that
 * appear meanwhile are sealed with it already; one that changes meanwhile is taken again.
 */
export async function resealAll(
  store: SealedStore,
  keyring: Keyring,
  onProgress: RotationProgress = () => undefined,
): Promise<Rotation> {
  const tasks = await tasksOf(store, keyring);
  const unreadable: string[] = [];
  let resealed = 0;
  for (const [index, task] of tasks.entries()) {
    const outcome = await attempt(task);
    if (outcome === 'unreadable') unreadable.push(task.id);
    if (outcome === 'resealed') resealed += 1;
    onProgress(index + 1, tasks.length);
  }
  await writeKeyCheck(store, keyring.seal(KEY_CHECK_ID, KEY_CHECK_VALUE));
  return { keyId: keyring.currentId, resealed, unreadable };
}

async function attempt(task: Task): Promise<'resealed' | 'current' | 'unreadable'> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return (await task.reseal()) ? 'resealed' : 'current';
    } catch (error) {
      if (isConflict(error) && conflicts < MOST_CONFLICTS) continue;
      if (error instanceof ConnectorError && error.name === 'NotFoundError') return 'current';
      if (error instanceof ConnectorError && error.name === 'ConfigurationError') return 'unreadable';
      throw error;
    }
  }
}

async function tasksOf(store: SealedStore, keyring: Keyring): Promise<readonly Task[]> {
  const [connections, hooks, values] = await Promise.all([
    store.connections.list(),
    store.hooks.list(),
    sealedValues(store),
  ]);
  const again = (id: string, sealed: string): string => keyring.seal(id, keyring.open(id, sealed));

  return [
    ...connections.map(({ id }) => ({
      id,
      async reseal() {
        const record = await store.connections.get(id);
        if (record === undefined || keyring.isCurrent(id, record.sealed)) return false;
        await store.connections.update(id, record.version, { sealed: again(id, record.sealed) });
        return true;
      },
    })),
    ...hooks.map(({ id }) => ({
      id,
      async reseal() {
        const record = await store.hooks.get(id);
        if (record === undefined || ofHook(record).every(({ sealed }) => keyring.isCurrent(id, sealed))) return false;
        const checks = resealChecks(record.checks, (sealed) => again(id, sealed));
        await store.hooks.update(id, record.version, { checks });
        return true;
      },
    })),
    ...values.map(({ scope, name, recordId }) => ({
      id: recordId,
      async reseal() {
        const value = await store.values.get(scope, name);
        const sealed = sealedText(value ?? null);
        if (value === undefined || keyring.isCurrent(recordId, sealed)) return false;
        if (await store.values.replace(scope, name, value, again(recordId, sealed))) return true;
        throw new ConnectorError('ConflictError', `${recordId} was changed in the meantime.`);
      },
    })),
  ];
}
