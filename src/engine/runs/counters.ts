import { isCollection } from '../../core/json.ts';
import type { ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';

/** Counters of scenarios that outlive a run, by module id. */
export interface Counters {
  read(id: ScenarioId): Promise<Readonly<Record<string, number>>>;
  /** Keeps what a run counted; nothing is written when nothing has changed. */
  keep(id: ScenarioId, counters: Readonly<Record<string, number>>): Promise<void>;
}

const SCOPE = 'scenario-counters';

/** Counters in the store, read once per scenario. */
export function createCounters(values: Store['values']): Counters {
  const known = new Map<ScenarioId, Readonly<Record<string, number>>>();
  return {
    read,
    async keep(id, counters) {
      const before = await read(id);
      const changed = Object.entries(counters).some(([module, count]) => before[module] !== count);
      if (!changed) return;
      const after = { ...before, ...counters };
      known.set(id, after);
      await values.set(SCOPE, id, after);
    },
  };

  async function read(id: ScenarioId): Promise<Readonly<Record<string, number>>> {
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const stored = await values.get(SCOPE, id);
    const counters = Object.fromEntries(
      Object.entries(isCollection(stored) ? stored : {}).map(([module, count]) => [module, Number(count)]),
    );
    known.set(id, counters);
    return counters;
  }
}
