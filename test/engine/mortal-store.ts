import type { Store } from '../../src/store/store.ts';

/** A store as seen by a process that dies at its `dieAt`th call: before the call takes effect, or right after it. */
export function mortalStore(store: Store, dieAt: number, when: 'before' | 'after') {
  let calls = 0;
  let dead = false;
  const never = new Promise<never>(() => undefined);
  const wrap = <Records extends object>(records: Records): Records =>
    new Proxy(records, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...values: readonly unknown[]): Promise<unknown> => {
          calls += 1;
          if (dead) return never;
          if (calls === dieAt) {
            dead = true;
            if (when === 'before') return never;
            await (value as (...values: readonly unknown[]) => Promise<unknown>).apply(target, [...values]);
            return never;
          }
          const result = await (value as (...values: readonly unknown[]) => Promise<unknown>).apply(target, [
            ...values,
          ]);
          return dead ? never : result;
        };
      },
    });
  return {
    store: {
      ...store,
      deliveries: wrap(store.deliveries),
      runs: wrap(store.runs),
      scenarios: wrap(store.scenarios),
      hooks: wrap(store.hooks),
      incompletes: wrap(store.incompletes),
      dataStores: wrap(store.dataStores),
      values: wrap(store.values),
    } satisfies Store,
    isDead: () => dead,
    kill: () => {
      dead = true;
    },
    calls: () => calls,
  };
}

/** Lets everything that is ready run. */
export async function settle(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
