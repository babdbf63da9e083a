import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import { createStore } from '../../src/store/create-store.ts';
import { migrate } from '../../src/store/sql/migrations.ts';
import { schema1 } from '../../src/store/sql/schema-1.ts';
import { schema2 } from '../../src/store/sql/schema-2.ts';
import { schema3 } from '../../src/store/sql/schema-3.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import { arrival, run, SCENARIO, take } from '../contracts/store-samples.ts';

test('data of the first schema is kept and counted by the present one', async () => {
  const database = await openSqlite({ file: ':memory:' });
  const versions = 'CREATE TABLE schema_versions (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)';
  const first = 'INSERT INTO schema_versions (version, applied_at) VALUES (1, 1)';
  const old = `INSERT INTO runs (id, scenario_id, scenario_version, status, trigger, started_at, ended_at, operations, error)
    VALUES ('run_old', '${SCENARIO}', 1, 'success', '{"type":"manual"}', 100, 200, 1, 'null')`;
  const account = `INSERT INTO connections
      (id, app, connection, name, environment, sealed, status, created_at, updated_at, version)
    VALUES ('con_old', 'sonar', 'sonar', 'Old', '', '{}', 'ok', 1, 1, 1)`;
  await database.batch([versions, first, ...schema1(database.dialect), old, account].map((sql) => ({ sql })));
  const store = await createStore(database, createManualClock(1000));
  expect(await store.runs.get('run_old')).toMatchObject({
    ...run,
    id: 'run_old',
    status: 'success',
    trigger: {},
    endedAt: 200,
    operations: 1,
  });
  expect(await store.connections.get('con_old')).toMatchObject({ name: 'Old', uid: null, expiresAt: null });
  expect(await store.overview.endedRuns([SCENARIO], 0)).toEqual(new Map([[SCENARIO, { success: 1 }]]));
  await migrate(database, 2000);
  const applied = await database.all('SELECT version, applied_at FROM schema_versions ORDER BY version');
  expect(applied).toEqual([
    { version: 1, applied_at: 1 },
    { version: 2, applied_at: 1000 },
    { version: 3, applied_at: 1000 },
    { version: 4, applied_at: 1000 },
    { version: 5, applied_at: 1000 },
    { version: 6, applied_at: 1000 },
    { version: 7, applied_at: 1000 },
  ]);
  await store.close();
});

test('deliveries that a process of the third schema left unsorted are queued by the present one', async () => {
  const database = await openSqlite({ file: ':memory:' });
  const versions = 'CREATE TABLE schema_versions (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)';
  const present = 'INSERT INTO schema_versions (version, applied_at) VALUES (1, 1), (2, 1), (3, 1)';
  const left = `INSERT INTO arrivals
      (id, hook_id, event_id, order_key, scenario_ids, received_at, expires_at, method, query, remote_address, headers, body)
    VALUES ('whd_old', 'hk_one', 'event', NULL, '["${SCENARIO}"]', 1, 2000, 'POST', '', '::1', '{}', x'7b7d')`;
  const route = `INSERT INTO routes (scenario_ids, place, scenario_id) VALUES ('["${SCENARIO}"]', 0, '${SCENARIO}')`;
  const schemas = [schema1, schema2, schema3].flatMap((schema) => schema(database.dialect));
  await database.batch([versions, present, ...schemas, route, left].map((sql) => ({ sql })));
  const store = await createStore(database, createManualClock(1000));
  expect(await store.deliveries.items('whd_old')).toMatchObject([{ scenarioId: SCENARIO, state: 'queued' }]);
  expect(await take(store, arrival('whd_new', { eventId: 'event' }))).toBe('whd_old');
  await store.close();
});

test('counting the runs of a day reads an index and no history', async () => {
  const database = await openSqlite({ file: ':memory:' });
  await migrate(database, 1);
  const plan = await database.all(
    `EXPLAIN QUERY PLAN SELECT scenario_id, status, COUNT(*) FROM runs
      WHERE scenario_id IN ('a', 'b') AND started_at >= 1 AND status <> 'running' GROUP BY scenario_id, status`,
  );
  expect(plan.map((row) => String(row['detail']))[0]).toContain('USING COVERING INDEX runs_ended');
  await database.close();
});
