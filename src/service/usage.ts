import { isCollection } from '../core/json.ts';
import type { Json } from '../core/json.ts';
import type { ConnectionId } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ConnectionUse } from '../vault/usage.ts';

type UsageStore = Pick<Store, 'scenarios' | 'hooks'>;

/** How many things work with a connection. */
export interface UseCounts {
  readonly scenarios: number;
  readonly webhooks: number;
}

/** What works with a connection: scenarios that name it anywhere in their blueprint, and webhooks registered with it. */
export function usersOf(store: UsageStore): (id: ConnectionId) => Promise<readonly ConnectionUse[]> {
  return async (id) => (await usesIn(store)).get(id) ?? [];
}

/** How much works with each connection that is used at all. */
export function useCounter(store: UsageStore): () => Promise<ReadonlyMap<string, UseCounts>> {
  return async () => {
    const counted = [...(await usesIn(store))].map(([id, uses]): readonly [string, UseCounts] => {
      const scenarios = uses.filter(({ kind }) => kind === 'scenario').length;
      return [id, { scenarios, webhooks: uses.length - scenarios }];
    });
    return new Map(counted);
  };
}

async function usesIn(store: UsageStore): Promise<ReadonlyMap<string, readonly ConnectionUse[]>> {
  const [scenarios, hooks] = await Promise.all([store.scenarios.list(), store.hooks.list()]);
  const uses = new Map<string, ConnectionUse[]>();
  const add = (id: string, use: ConnectionUse): void => {
    uses.set(id, [...(uses.get(id) ?? []), use]);
  };
  for (const { id, name, blueprint } of scenarios) {
    for (const connection of connectionsIn(blueprint)) add(connection, { kind: 'scenario', id, name });
  }
  for (const { id, name, connectionId, deletedAt, state } of hooks) {
    if (connectionId === null || (deletedAt !== null && state === 'detached')) continue;
    add(connectionId, { kind: 'webhook', id, name });
  }
  return uses;
}

/** The connections modules anywhere in the blueprint have. */
function connectionsIn(value: Json | undefined, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) connectionsIn(item, found);
  else if (isCollection(value)) {
    if (typeof value['__IMTCONN__'] === 'string') found.add(value['__IMTCONN__']);
    for (const item of Object.values(value)) connectionsIn(item, found);
  }
  return found;
}
