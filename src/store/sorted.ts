import type { DeliveryId, HookId, ScenarioId } from './records.ts';

/** What became of deliveries that came in together at one hook, for the same scenarios. */
export interface Sorted {
  readonly hookId: HookId;
  readonly scenarioIds: readonly ScenarioId[];
  /** How many stand in the queue now. */
  readonly queued: number;
  /** Those that repeat another. */
  readonly duplicates: readonly DeliveryId[];
}

/** Told what became of deliveries; must not throw. */
export type OnSorted = (sorted: Sorted) => void;
