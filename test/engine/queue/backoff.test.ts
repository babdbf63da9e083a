import { expect, test } from '@jest/globals';

import { ATTEMPT_DELAYS, INCOMPLETE_DELAYS, retryDelay } from '../../../src/engine/queue/backoff.ts';
import { createEventHub } from '../../../src/engine/events.ts';

test('delays follow their table, the last one holds beyond its end, and chance only makes them longer', () => {
  const delays = (table: readonly number[], random: () => number): number[] =>
    Array.from({ length: 10 }, (_, index) => retryDelay({ delays: table, failures: index + 1, random }) / 60_000);
  expect(delays(ATTEMPT_DELAYS, () => 0)).toEqual([1, 2, 5, 10, 60, 180, 720, 1440, 1440, 1440]);
  expect(delays(INCOMPLETE_DELAYS, () => 0)).toEqual([1, 10, 10, 30, 30, 30, 180, 180, 180, 180]);
  expect(retryDelay({ delays: ATTEMPT_DELAYS, failures: 1, random: () => 0.999 })).toBeGreaterThan(60_000);
  expect(retryDelay({ delays: ATTEMPT_DELAYS, failures: 1, random: () => 0, retryAfterMs: 5000 })).toBe(5000);
});

test('a listener that throws is told of and disturbs nobody; one that has left hears nothing', () => {
  const failures: unknown[] = [];
  const heard: string[] = [];
  const hub = createEventHub((error) => failures.push(error));
  hub.on('hook.changed', () => {
    throw new Error('broken');
  });
  const leave = hub.on('hook.changed', ({ hookId }) => heard.push(hookId));
  hub.onAny(({ type }) => heard.push(type));
  hub.emit({ type: 'hook.changed', hookId: 'hk_one' });
  leave();
  hub.emit({ type: 'hook.changed', hookId: 'hk_two' });
  expect(heard).toEqual(['hk_one', 'hook.changed', 'hook.changed']);
  expect(failures).toHaveLength(2);
});
