import { expect, test } from '@jest/globals';

import { createRetention } from '../../../src/engine/runs/retention.ts';
import { settle } from '../mortal-store.ts';
import { createStage } from '../stage.ts';

const DAY = 86_400_000;

test('forgets runs and deliveries after their days, every hour, but never a delivery that waits', async () => {
  const stage = await createStage();
  await stage.deliver('Ada');
  const { dispatcher, versions } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  await stage.deliver('Waiting');
  const { store, clock } = stage;
  const retention = createRetention({ store, versions, clock, runDays: 2, deliveryDays: 3 });
  expect(await retention.purge()).toEqual({ runs: 0, deliveries: 0, values: 0, versions: 0 });
  await clock.advance(2 * DAY + 1);
  expect(await retention.purge()).toMatchObject({ runs: 1, deliveries: 0 });
  retention.start();
  await settle();
  for (let hour = 0; hour < 25; hour += 1) {
    await clock.advance(3_600_000);
    await settle(20);
  }
  await retention.stop();
  expect((await stage.items()).map(({ deliveryId }) => deliveryId)).toEqual(['whd_Waiting']);
});
