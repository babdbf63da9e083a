import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openQueueDepths } from '../../src/inbox/queue-depths.ts';
import type { HookId } from '../../src/store/records.ts';

const HOOK: HookId = 'hk_one';

test('starts with what is stored', async () => {
  const depths = await openQueueDepths({ depths: () => Promise.resolve(new Map([[HOOK, 7]])) });
  expect([depths.of(HOOK), depths.of('hk_two')]).toEqual([7, 0]);
});

test('counting anew neither loses nor doubles what is on its way', async () => {
  let stored = 2;
  const depths = await openQueueDepths({ depths: () => Promise.resolve(new Map([[HOOK, stored]])) });
  depths.reserve(HOOK, 3);
  await depths.refresh();
  expect(depths.of(HOOK)).toBe(5);
  stored = 5;
  depths.stored(HOOK, 3);
  expect(depths.of(HOOK)).toBe(5);
  await depths.refresh();
  expect(depths.of(HOOK)).toBe(5);
});

test('counts again when something changed while it counted', async () => {
  let stored = 4;
  let meanwhile = (): void => undefined;
  const depths = await openQueueDepths({
    depths: async () => {
      const counted = new Map([[HOOK, stored]]);
      meanwhile();
      return Promise.resolve(counted);
    },
  });
  meanwhile = () => {
    meanwhile = () => undefined;
    stored -= 1;
    depths.settled(HOOK);
  };
  await depths.refresh();
  expect(depths.of(HOOK)).toBe(3);
});

test('agrees with the store after any sequence of arrivals, refusals and ends', async () => {
  const act = fc.constantFrom('arrive', 'refused', 'end', 'refresh');
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      let stored = 0;
      const depths = await openQueueDepths({ depths: () => Promise.resolve(new Map([[HOOK, stored]])) });
      for (const act of acts) {
        if (act === 'refresh') await depths.refresh();
        if (act === 'arrive' || act === 'refused') depths.reserve(HOOK, 2);
        if (act === 'refused') depths.released(HOOK, 2);
        if (act === 'arrive') {
          stored += 2;
          depths.stored(HOOK, 2);
        }
        if (act === 'end' && stored > 0) {
          stored -= 1;
          depths.settled(HOOK);
        }
        expect(depths.of(HOOK)).toBe(stored);
      }
    }),
  );
});
