import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { createRunner } from '../../../src/engine/runs/runner.ts';
import { createCounters } from '../../../src/engine/runs/counters.ts';
import { createStage, textOf, welcome } from '../stage.ts';

/** A stage where one incomplete execution may wait and the messages to these people are refused. */
async function fullStage(settings: Record<string, Json>, refused: ReadonlySet<string>) {
  const stage = await createStage({ blueprint: welcome({ dlq: true, ...settings }) });
  stage.upstream.answer = (request) => Promise.resolve({ status: refused.has(textOf(request)) ? 400 : 200 });
  const { services, events, active } = stage.process();
  const runner = createRunner({
    store: stage.store,
    services,
    events,
    active,
    counters: createCounters(stage.store.values),
    connectionValues: () => ({ privateToken: 'token-of-the-test', sandbox: true }),
    incompleteLimit: 1,
  });
  const { dispatcher } = stage.process(stage.store, { runner });
  await dispatcher.start({ exclusive: true });
  for (const name of ['First', 'Second', 'Third']) {
    await stage.deliver(name);
    dispatcher.wake(['scn_one']);
    await dispatcher.idle();
  }
  await dispatcher.stop();
  return stage;
}

test('without room for another incomplete execution the run fails and its delivery becomes a dead letter', async () => {
  const refused = new Set(['First', 'Second']);
  const stage = await fullStage({}, refused);
  expect((await stage.store.incompletes.list({})).items).toHaveLength(1);
  expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'dead', 'done']);
  expect((await stage.items())[1]?.reason).toContain('the most that are kept of one scenario');
  const { items } = await stage.store.runs.list({ status: 'error' });
  expect(items).toMatchObject([{ error: { name: 'OutOfSpaceError', fix: expect.stringContaining('data loss') } }]);
  expect(stage.upstream.texts).toEqual(['Third']);
});

test('a scenario that allows data loss drops what there is no room for and goes on', async () => {
  const stage = await fullStage({ dataloss: true }, new Set(['First', 'Second']));
  expect((await stage.store.incompletes.list({})).items).toHaveLength(1);
  expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  const { items } = await stage.store.runs.list({});
  expect(items.map(({ status }) => status).toSorted()).toEqual(['success', 'warning', 'warning']);
});
