import { expect, test } from '@jest/globals';

import { createRecentDeliveries } from '../../src/store/recent-deliveries.ts';
import { arrival } from '../contracts/store-samples.ts';

const delivery = (number: number, bytes = 10) => ({
  ...arrival(`whd_${number}`, { body: new Uint8Array(bytes) }).delivery,
  duplicateOf: null,
  erasedAt: null,
});

test('gives each delivery once', () => {
  const recent = createRecentDeliveries();
  recent.keep(delivery(1));
  expect(recent.take('whd_1')).toEqual(delivery(1));
  expect(recent.take('whd_1')).toBeUndefined();
});

test('lets go of the oldest when there are many', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number < 3000; number += 1) recent.keep(delivery(number));
  expect(recent.take('whd_0')).toBeUndefined();
  expect(recent.take('whd_2999')).toBeDefined();
});

test('lets go of the oldest when they are large, and keeps none that is larger than all may be', () => {
  const recent = createRecentDeliveries();
  for (let number = 0; number < 5; number += 1) recent.keep(delivery(number, 1024 * 1024));
  expect([0, 1, 4].map((number) => recent.take(`whd_${number}`) !== undefined)).toEqual([false, true, true]);
  recent.keep(delivery(6, 5 * 1024 * 1024));
  expect(recent.take('whd_6')).toBeUndefined();
});
