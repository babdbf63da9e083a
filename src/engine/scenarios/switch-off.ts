import type { ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { EventHub } from '../events.ts';
import { leaveHook, type LeaveHookParts } from './leave-hook.ts';

/** Why the engine switches a scenario off. */
export interface SwitchOffCause {
  readonly reason: string;
  /** Consecutive runs that ended in error. */
  readonly errors: number;
}

/**
 * Switches a scenario off that must not go on, and detaches its hook as when a person does it. Resolves when the
 * provider has answered; what it refuses is tried again later.
 */
export type SwitchOff = (id: ScenarioId, cause: SwitchOffCause) => Promise<void>;

/** What switching off needs. */
export interface SwitchOffParts extends LeaveHookParts {
  readonly store: { readonly scenarios: Pick<Store['scenarios'], 'list' | 'get' | 'setState'> };
  readonly events: EventHub;
}

/** Switches scenarios of a store off. */
export function createSwitchOff(parts: SwitchOffParts): SwitchOff {
  const { store, events } = parts;
  return async (id, { reason, errors }) => {
    await store.scenarios.setState(id, { active: false, reason, errors, nextRunAt: null });
    events.emit({ type: 'scenario.changed', scenarioId: id, change: 'deactivated', reason });
    const scenario = await store.scenarios.get(id);
    if (scenario?.hookId != null) await leaveHook(scenario.hookId, parts);
  };
}
