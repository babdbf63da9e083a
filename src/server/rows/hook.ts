import type { z } from 'zod';
import type { HookRecord } from '../../store/records.ts';
import type { hookRow } from '../contract/hooks.ts';
import type { ServerParts } from '../parts.ts';
import { showHook } from '../views/hook.ts';
import { optionalTime } from '../views/time.ts';

/** How the rows of these webhooks are shown: one look at the store for all of them. */
export async function hookRows(
  { store, hooks }: Pick<ServerParts, 'store' | 'hooks'>,
  records: readonly HookRecord[],
): Promise<(record: HookRecord) => z.output<typeof hookRow>> {
  const { overview } = store;
  const ids = records.map(({ id }) => id);
  const [counts, last, scenarios] = await Promise.all([
    overview.queueCounts(ids),
    overview.lastDeliveries(ids),
    overview.scenariosOf(ids),
  ]);
  return (record) => ({
    ...showHook(record, hooks.urlOf(record)),
    queue: { ...counts.get(record.id) } as z.output<typeof hookRow>['queue'],
    lastDeliveryAt: optionalTime(last.get(record.id) ?? null),
    scenarioIds: [...(scenarios.get(record.id) ?? [])],
  });
}
