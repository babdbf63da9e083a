import { expect, test } from '@jest/globals';
import { readSeed } from '../../../src/sandbox/world/world-file.ts';
import { createWorld, DELIVERIES_KEPT, MESSAGES_KEPT } from '../../../src/sandbox/world/world.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import { worldSchema } from '../../../src/sandbox/world/world-schema.ts';

const open = async (): Promise<World> => createWorld(await readSeed());

const delivery = {
  uuid: 'eacec4d6-fd66-4553-99dd-9b928ac95a18',
  webhook_id: 1,
  event: 'customer_created',
  method: 'POST',
  url: 'http://127.0.0.1/',
  state: 'pending',
  reason: null,
  created_at: '2026-03-01T12:00:00.000Z',
  next_attempt_at: null,
  attempts: [],
  payload: {},
} as const;

test('the newest finished deliveries are kept, and every pending one', async () => {
  const world = await open();
  const waiting = world.addDelivery({ ...delivery, attempts: [] });
  for (let index = 0; index < DELIVERIES_KEPT + 3; index += 1) {
    world.finishDelivery({ ...world.addDelivery({ ...delivery, attempts: [] }), state: 'delivered' });
  }
  expect(world.pendingDeliveries()).toEqual([waiting]);
  expect(
    world
      .deliveries()
      .slice(0, 2)
      .map(({ id }) => id),
  ).toEqual([1, 5]);
  expect(world.deliveries()).toHaveLength(DELIVERIES_KEPT + 1);
});

test('the oldest messages go when there are too many, from their threads as well', async () => {
  const world = await open();
  const first = worldSchema.shape.messages.parse(world.toData().messages)[0]!;
  for (let index = 0; index < MESSAGES_KEPT; index += 1) {
    world.addMessage({ ...first, external_id: String(index), conversation_id: '0b6f1a52-3c1d-4e8a-9f27-5a6b7c8d9e01' });
  }
  expect(world.message(first.external_id)).toBeUndefined();
  expect(world.thread(first.conversation_id)).toEqual([]);
  expect(world.message('0')).toBeDefined();
});

test('a world written as data reads back as the same world', async () => {
  const data = (await open()).toData();
  expect(createWorld(worldSchema.parse(JSON.parse(JSON.stringify(data)))).toData()).toEqual(data);
});
