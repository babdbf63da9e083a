import { type Clock, systemClock } from '../core/clock.ts';
import { openArrivals } from './arrivals.ts';
import { createConnectionRecords } from './connections.ts';
import { createDataStoreRecords } from './data-stores.ts';
import type { Database } from './database.ts';
import { createDeliveryRecords } from './deliveries.ts';
import { createHookRecords } from './hooks.ts';
import { createIncompleteRecords } from './incompletes.ts';
import { createOverviewRecords } from './overview.ts';
import { createRunRecords } from './runs.ts';
import { createScenarioRecords } from './scenarios.ts';
import { migrate } from './sql/migrations.ts';
import type { Store } from './store.ts';
import { createValueRecords } from './values.ts';

/**
 * The store on a database, its schema brought up to date first, and what had arrived sorted.
 * `onProblem` is told when deliveries that were accepted cannot be queued at the moment; that is tried again.
 * @throws ConnectorError `ConfigurationError` when the data was written by a newer version of this program.
 */
export async function createStore(
  database: Database,
  clock: Clock = systemClock,
  onProblem: (error: unknown) => void = () => undefined,
): Promise<Store> {
  await migrate(database, clock.now());
  const arrivals = await openArrivals(database, { clock, onProblem });
  const values = createValueRecords(database, clock);
  return {
    connections: createConnectionRecords(database, clock),
    hooks: createHookRecords(database, clock),
    deliveries: createDeliveryRecords(database, arrivals),
    scenarios: createScenarioRecords(database, clock),
    runs: createRunRecords(database, clock),
    incompletes: createIncompleteRecords(database, clock),
    dataStores: createDataStoreRecords(database, clock),
    values,
    overview: createOverviewRecords(database, arrivals),
    probe: () => values.set('store', 'probe', clock.now()),
    close: () => {
      arrivals.close();
      return database.close();
    },
  };
}
