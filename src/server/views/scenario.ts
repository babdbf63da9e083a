import type { z } from 'zod';
import { isCollection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { ScenarioRecord } from '../../store/records.ts';
import type { finding } from '../contract/primitives.ts';
import type { scenario, scenarioDetail } from '../contract/scenarios.ts';
import { optionalTime, timeOf } from './time.ts';

/** A scenario in a list. */
export function showScenario(record: ScenarioRecord): z.output<typeof scenario> {
  const { id, name, active, scheduling, timezone, hookId, errors, reason, version } = record;
  return {
    id,
    name,
    active,
    scheduling: scheduling as z.output<typeof scenario>['scheduling'],
    timezone,
    hookId,
    errors,
    reason,
    nextRunAt: optionalTime(record.nextRunAt),
    createdAt: timeOf(record.createdAt),
    updatedAt: timeOf(record.updatedAt),
    version,
  };
}

/** A scenario with its blueprint. */
export function showScenarioDetail(record: ScenarioRecord): z.output<typeof scenarioDetail> {
  return { ...showScenario(record), blueprint: isCollection(record.blueprint) ? record.blueprint : {} };
}

/** One finding in a blueprint. */
export function showFinding({ pointer, severity, code, message, fix }: Problem): z.output<typeof finding> {
  return { pointer, severity, code, message, ...(fix !== undefined && { fix }) };
}
