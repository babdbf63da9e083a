import { expect, test } from '@jest/globals';
import { createManualClock, systemClock } from '../../src/core/clock.ts';

test('sleepers of a manual clock wake in the order of their times, also those that sleep again', async () => {
  const clock = createManualClock(1000);
  const woken: string[] = [];
  void clock.sleep(20).then(() => woken.push(`late at ${clock.now()}`));
  void clock.sleep(10).then(async () => {
    woken.push(`early at ${clock.now()}`);
    await clock.sleep(5);
    woken.push(`again at ${clock.now()}`);
  });
  await clock.advance(30);
  expect(woken).toEqual(['early at 1010', 'again at 1015', 'late at 1020']);
});

test.each([
  ['manual', createManualClock(0)],
  ['system', systemClock],
])('an aborted sleep on the %s clock rejects with the reason', async (_name, clock) => {
  const stop = new AbortController();
  const sleep = clock.sleep(60_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
});
