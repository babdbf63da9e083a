import { expect, test } from '@jest/globals';

import { createStage } from './stage.ts';

test('runs a delivery once, keeps the run with its operations, and marks the delivery done', async () => {
  const stage = await createStage();
  const { dispatcher, failures, seen } = stage.process();
  await stage.deliver('Ada');
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(failures).toEqual([]);
  expect(stage.upstream.texts).toEqual(['Ada']);
  const [item] = await stage.items();
  expect(item).toMatchObject({ state: 'done', runId: expect.stringMatching(/^run_/) });
  const run = await stage.store.runs.get(item!.runId!);
  expect(run).toMatchObject({ status: 'success', operations: 2, trigger: { type: 'delivery', deliveryId: 'whd_Ada' } });
  expect((await stage.store.runs.log(run!.id)).map(({ module, status }) => [module, status])).toEqual([
    ['sonar:watchNewCustomer', 'success'],
    ['sonar:sendMessage', 'success'],
  ]);
  expect(seen.map(({ type }) => type)).toEqual([
    'run.started',
    'operation.finished',
    'operation.finished',
    'run.finished',
    'delivery.settled',
  ]);
  await dispatcher.stop();
});
