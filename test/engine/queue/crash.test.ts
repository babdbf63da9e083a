import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { HOOK } from '../../contracts/store-samples.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { broken, createStage, later, textOf } from '../stage.ts';

/** Three messages per customer, so that a run dies between them too. */
const THREE: Json = {
  name: 'Three',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    ...[2, 3, 4].map((id) => ({
      id,
      module: 'sonar:sendMessage',
      parameters: { __IMTCONN__: 'con_one' },
      mapper: { phoneNumber: '{{1.customer.phone_number}}', text: `{{1.customer.first_name}}${id}` },
    })),
  ],
};

const NAMES = ['Ada', 'Bea', 'Cid'];

test.each(['before', 'after'] as const)(
  'loses nothing and repeats nothing when the process dies right %s any call of the store',
  async (when) => {
    let last = 0;
    for (let dieAt = 1; dieAt < 200; dieAt += 1) {
      const stage = await createStage({ blueprint: THREE });
      for (const name of NAMES) await stage.deliver(name);
      const mortal = mortalStore(stage.store, dieAt, when);
      const first = stage.process(mortal.store);
      void first.dispatcher.start({ exclusive: true });
      await settle();
      mortal.kill();
      last = dieAt;
      const second = stage.process();
      await second.dispatcher.start({ exclusive: true });
      await second.dispatcher.idle();
      const { texts } = stage.upstream;
      expect(new Set(texts).size).toBe(texts.length);
      for (const item of await stage.items()) {
        const name = item.deliveryId.slice('whd_'.length);
        const own = texts.filter((text) => text.startsWith(name));
        // What was announced just before the death waits for a person; everything else has run to its end.
        if (item.state === 'held') expect(item.reason).toMatch(/may or may not have been carried out: POST https/);
        else expect([item.state, own]).toEqual(['done', [`${name}2`, `${name}3`, `${name}4`]]);
      }
      expect((await stage.store.runs.running()).length).toBe(0);
      await second.dispatcher.stop();
      await stage.store.close();
      if (mortal.calls() < dieAt) break;
    }
    expect(last).toBeGreaterThan(20);
  },
);

test('does not repeat a request that was under way when the process died, and shows it', async () => {
  const stage = await createStage();
  await stage.deliver('Ada');
  const mortal = mortalStore(stage.store, Number.POSITIVE_INFINITY, 'before');
  stage.upstream.answer = () => new Promise(() => undefined);
  void stage.process(mortal.store).dispatcher.start({ exclusive: true });
  await settle();
  expect(stage.upstream.requests.map(textOf)).toEqual(['Ada']);
  mortal.kill();
  const second = stage.process();
  await second.dispatcher.start({ exclusive: true });
  await second.dispatcher.idle();
  expect(stage.upstream.requests).toHaveLength(1);
  const [item] = await stage.items();
  expect(item).toMatchObject({ state: 'held', reason: expect.stringContaining('POST https://sandbox.sendsonar.com') });
  expect(await stage.store.runs.get(item!.runId!)).toMatchObject({ status: 'in-doubt' });
});

test('parks a write whose connection broke after it was sent, without trying again', async () => {
  const stage = await createStage();
  await stage.deliver('Ada');
  stage.upstream.answer = () => Promise.resolve(broken());
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await stage.clock.advance(48 * 3_600_000);
  await dispatcher.idle();
  expect(stage.upstream.requests).toHaveLength(1);
  expect((await stage.items())[0]).toMatchObject({ state: 'held' });
  await dispatcher.stop();
});

test('holds a delivery whose worker died three times', async () => {
  const stage = await createStage();
  await stage.deliver('Ada');
  stage.upstream.answer = () => new Promise(() => undefined);
  for (let crash = 0; crash < 3; crash += 1) {
    const mortal = mortalStore(stage.store, Number.POSITIVE_INFINITY, 'before');
    const { dispatcher } = stage.process({
      ...mortal.store,
      deliveries: { ...mortal.store.deliveries, ofItem: () => new Promise(() => undefined) },
    });
    await dispatcher.start({ exclusive: true });
    await settle();
    mortal.kill();
  }
  const last = stage.process();
  await last.dispatcher.start({ exclusive: true });
  await last.dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({
    state: 'held',
    crashes: 3,
    reason: expect.stringContaining('died'),
  });
  expect(stage.upstream.requests).toHaveLength(0);
});

test('a worker that wakes up after its lease was taken over sends and writes nothing', async () => {
  const stage = await createStage({ blueprint: THREE });
  await stage.deliver('Ada');
  const slow = later();

  stage.upstream.answer = (_request, number) =>
    number === 1 ? slow.answer(_request, number) : Promise.resolve({ status: 200 });
  const zombie = stage.process({
    ...stage.store,
    deliveries: { ...stage.store.deliveries, extend: () => new Promise(() => undefined) },
  });
  await zombie.dispatcher.start({ exclusive: true });
  await settle();
  expect(stage.upstream.requests).toHaveLength(1);
  await stage.clock.advance(31_000);
  const live = stage.process();
  await live.dispatcher.start({ exclusive: false });
  await live.dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'held' });
  const before = await stage.store.runs.list({});
  slow.open();
  await settle();
  expect(stage.upstream.requests).toHaveLength(1);
  expect((await stage.items())[0]).toMatchObject({ state: 'held', fence: 3 });
  expect((await stage.store.runs.list({})).items.map(({ id, status }) => [id, status])).toEqual(
    before.items.map(({ id, status }) => [id, status]),
  );
});
