import type { z } from 'zod';
import { outlineOf } from '../../engine/blueprint/outline.ts';
import type { ScenarioRecord } from '../../store/records.ts';
import type { scenarioRow } from '../contract/scenarios.ts';
import type { ServerParts } from '../parts.ts';
import { showScenario } from '../views/scenario.ts';
import { timeOf } from '../views/time.ts';

type Row = z.output<typeof scenarioRow>;

const DAY_MS = 86_400_000;
/** Most modules a row names. */
const MOST_MODULES = 200;

/** How the rows of these scenarios are shown: one look at the store for all of them. */
export async function scenarioRows(
  { store, apps, clock }: Pick<ServerParts, 'store' | 'apps' | 'clock'>,
  records: readonly ScenarioRecord[],
): Promise<(record: ScenarioRecord) => Row> {
  const { overview } = store;
  const ids = records.map(({ id }) => id);
  const [last, ended, incompletes, waiting] = await Promise.all([
    overview.lastRuns(ids),
    overview.endedRuns(ids, clock.now() - DAY_MS),
    overview.openIncompletes(),
    overview.waiting(),
  ]);
  return (record) => {
    const { id, blueprint } = record;
    const { modules, trigger } = outlineOf(blueprint, apps);
    const run = last.get(id);
    const { success = 0, warning = 0, error = 0, 'in-doubt': inDoubt = 0 } = ended.get(id) ?? {};
    return {
      ...showScenario(record),
      modules: modules.slice(0, MOST_MODULES).map((module) => ({ ...module })),
      trigger: trigger === 'data' ? 'none' : trigger,
      lastExecution: run === undefined ? null : { ...run, startedAt: timeOf(run.startedAt) },
      incomplete: incompletes.get(id) ?? 0,
      queue: waiting.get(id) ?? 0,
      runs24h: { success, warning, error: error + inDoubt },
    };
  };
}
