import { ConnectorError } from '../../core/errors.ts';
import type { Database, Dialect } from '../database.ts';
import { schema1 } from './schema-1.ts';
import { schema2 } from './schema-2.ts';
import { schema3 } from './schema-3.ts';
import { schema4 } from './schema-4.ts';
import { schema5 } from './schema-5.ts';
import { schema6 } from './schema-6.ts';
import { schema7 } from './schema-7.ts';

/** Every step from an empty database to the present schema; a step that was released is never changed. */
const MIGRATIONS: readonly ((dialect: Dialect) => readonly string[])[] = [
  schema1,
  schema2,
  schema3,
  schema4,
  schema5,
  schema6,
  schema7,
];

/**
 * Brings the schema up to date, each step in one transaction; several processes may start at the same time.
 * @throws ConnectorError `ConfigurationError` when the data was written by a newer version of this program.
 */
export async function migrate(database: Database, now: number): Promise<void> {
  await database.batch([
    {
      sql: 'CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)',
    },
  ]);
  const present = await presentVersion(database);
  if (present > MIGRATIONS.length) throw tooNew(present);
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index >= present) await apply(database, { version: index + 1, now, steps: migration(database.dialect) });
  }
}

async function presentVersion(database: Database): Promise<number> {
  const [row] = await database.all('SELECT MAX(version) AS version FROM schema_versions');
  return Number(row?.['version'] ?? 0);
}

async function apply(
  database: Database,
  { version, now, steps }: { readonly version: number; readonly now: number; readonly steps: readonly string[] },
): Promise<void> {
  try {
    await database.batch([
      // First, so that of two processes only one goes on to create anything.
      { sql: 'INSERT INTO schema_versions (version, applied_at) VALUES (?, ?)', values: [version, now] },
      ...steps.map((sql) => ({ sql })),
    ]);
  } catch (error) {
    const isTaken = error instanceof ConnectorError && error.name === 'ConflictError';
    if (!isTaken || (await presentVersion(database)) < version) throw error;
  }
}

function tooNew(present: number): ConnectorError {
  return new ConnectorError(
    'ConfigurationError',
    `The data has schema ${present}, this program knows schemas up to ${MIGRATIONS.length}.`,
    { fix: 'Start the newer version of this program that wrote the data, or restore a backup made before it.' },
  );
}
