import { expect, test } from '@jest/globals';

import { createRecentDeliveries } from '../../src/store/recent-deliveries.ts';
import { arrival } from '../contracts/store-samples.ts';

const delivery = (number: number, bytes = 10) => arrival(`whd_${number}`, { body: new Uint8Array(bytes) }).delivery;

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

test('keeps none for a while when nobody has read any of many', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number < 5000; number += 1) recent.keep(delivery(number));
  expect([511, 513, 4608, 4609, 4999].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test('lets go of the older ones when they are large, and keeps none that is larger than all may be', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number < 5; number += 1) recent.keep(delivery(number, 1024 * 1024));
  expect([0, 3, 4].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([false, false, true]);
  recent.keep(delivery(6, 5 * 1024 * 1024));
  expect(recent.take('whd_6')).toBeUndefined();
});
