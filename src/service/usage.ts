import { isCollection } from '../core/json.ts';
import type { Json } from '../core/json.ts';
import type { ConnectionId } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ConnectionUse } from '../vault/usage.ts';

/** What works with a connection: scenarios that name it anywhere in their blueprint, and webhooks registered with it. */
export function usersOf(
  store: Pick<Store, 'scenarios' | 'hooks'>,
): (id: ConnectionId) => Promise<readonly ConnectionUse[]> {
  return async (id) => {
    const [scenarios, hooks] = await Promise.all([store.scenarios.list(), store.hooks.list()]);
    return [
      ...scenarios
        .filter(({ blueprint }) => names(blueprint, id))
        .map((scenario) => ({ kind: 'scenario' as const, id: scenario.id, name: scenario.name })),
      ...hooks
        .filter((hook) => hook.connectionId === id && (hook.deletedAt === null || hook.state !== 'detached'))
        .map((hook) => ({ kind: 'webhook' as const, id: hook.id, name: hook.name })),
    ];
  };
}

/** Whether a module anywhere in the blueprint has the connection. */
function names(value: Json | undefined, id: ConnectionId): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => names(item, id));
  if (!isCollection(value)) return false;
  return value['__IMTCONN__'] === id || Object.values(value).some((item) => names(item, id));
}
