import type { z } from 'zod';
import type { RunRecord } from '../../store/records.ts';
import type { executionRow } from '../contract/executions.ts';
import type { ServerParts } from '../parts.ts';
import { showExecution } from '../views/execution.ts';

/** How the rows of these executions are shown: one look at the store for all of them. */
export async function executionRows(
  { store }: Pick<ServerParts, 'store'>,
  records: readonly RunRecord[],
): Promise<(record: RunRecord) => z.output<typeof executionRow>> {
  const names = await store.overview.scenarioNames([...new Set(records.map(({ scenarioId }) => scenarioId))]);
  return (record) => ({ ...showExecution(record), scenarioName: names.get(record.scenarioId) ?? null });
}
