import { createManualClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import type { Evaluation } from '../../src/iml/evaluation.ts';

/** 2024-02-29, 12:00 UTC. */
export const NOW = Date.UTC(2024, 1, 29, 12);

/** An evaluation with these variables at a fixed time in UTC, where `random` is always a half. */
export function evaluationOf(variables: Record<string, unknown>, over: Partial<Evaluation> = {}): Evaluation {
  return {
    variables,
    clock: createManualClock(NOW),
    random: () => 0.5,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS.expression,
    ...over,
  };
}
