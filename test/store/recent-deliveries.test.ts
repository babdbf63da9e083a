import { expect, test } from '@jest/globals';

import { createRecentDeliveries } from '../../src/store/recent-deliveries.ts';
import { arrival } from '../contracts/store-samples.ts';

const START = 1_800_000_000_000;
const delivery = (number: number, { bytes = 10, at = START } = {}) =>
  arrival(`whd_${number}`, { body: new Uint8Array(bytes), receivedAt: at }).delivery;

test('gives each delivery once', () => {
  const recent = createRecentDeliveries();
  recent.keep(delivery(1));
  expect(recent.take('whd_1')).toEqual({ ...delivery(1), duplicateOf: null, erasedAt: null });
  expect(recent.take('whd_1')).toBeUndefined();
});

test('lets go of the older ones when there are many', () => {
  const recent = createRecentDeliveries();
  recent.keep(delivery(0));
  recent.take('whd_0');
  for (let number = 1; number < 600; number += 1) recent.keep(delivery(number));
  expect([1, 512, 513, 599].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('keeps none for a second when nobody has read any of many', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number <= 512; number += 1) recent.keep(delivery(number));
  recent.keep(delivery(1000, { at: START + 999 }));
  recent.keep(delivery(1001, { at: START + 1000 }));
  expect([0, 511, 1000, 1001].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('lets go of the older ones when they are large, and keeps none that is larger than all may be', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number < 5; number += 1) recent.keep(delivery(number, { bytes: 1024 * 1024 }));
  expect([0, 3, 4].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([false, false, true]);
  recent.keep(delivery(6, { bytes: 5 * 1024 * 1024 }));
  expect(recent.take('whd_6')).toBeUndefined();
});
