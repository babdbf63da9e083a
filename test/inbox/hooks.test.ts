import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BASE, connectionRecord, openHookStage, request } from './hook-stage.ts';
import type { HookStage } from './hook-stage.ts';

let stage: HookStage;
let seeded = 0;

beforeAll(async () => {
  stage = await openHookStage();
});
beforeEach(async () => {
  await stage.reset();
  seeded = (await stage.remote()).length;
});
afterAll(() => stage.close());

describe('making a hook', () => {
  test('gives scenarios with the same trigger, connection and parameters the same one', async () => {
    const { hooks } = await stage.begin();
    const made = await Promise.all(Array.from({ length: 10 }, () => hooks.ensureHook(request())));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({ state: 'detached', token: expect.stringMatching(/^[\w-]{32}$/) });
    const others = [
      await hooks.ensureHook(request({ webhook: 'tagAdded' })),
      await hooks.ensureHook(request({ connectionId: null })),
      await hooks.ensureHook(request({ parameters: { webhookName: 'Mine' } })),
    ];
    expect(new Set([made[0]!.id, ...others.map(({ id }) => id)]).size).toBe(4);
    expect(await stage.remote()).toHaveLength(seeded);
  });

  test('refuses a webhook the app does not have', async () => {
    const { hooks } = await stage.begin();
    await expect(hooks.ensureHook(request({ webhook: 'nothing' }))).rejects.toThrow('There is no webhook "nothing"');
  });

  test('gives a new one in place of a deleted one', async () => {
    const { hooks } = await stage.begin();
    const first = await hooks.ensureHook(request());
    await hooks.remove(first.id);
    expect((await hooks.ensureHook(request())).id).not.toBe(first.id);
  });
});

describe('attaching', () => {
  test('registers once, however often and at once it is asked for', async () => {
    const { hooks, directory } = await stage.begin();
    const { id, token } = await hooks.ensureHook(request());
    const results = await Promise.all(Array.from({ length: 20 }, () => hooks.attach(id)));
    expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['attached']));
    const remote = (await stage.remote()).filter(({ url }) => url === `${BASE}${token}`);
    expect(remote).toHaveLength(1);
    expect(results[0]!.data).toEqual({ externalHookId: remote[0]!.id });
    expect(directory.byToken(token)).toMatchObject({ state: 'attached' });
  });

  test('that is refused throws the reason, stores it, and plans another try', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await stage.fault({ match: { method: 'POST', path: '/api/v1/webhooks' }, status: 429, retryAfter: 600 });
    await expect(hooks.attach(id)).rejects.toMatchObject({ name: 'RateLimitError' });
    const failed = await stage.store.hooks.get(id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 1, retryAt: stage.clock.now() + 600_000 });
    expect(failed!.reason).toMatch(/[.] [A-Z].*[.]$/);
    await stage.healed();
    expect(await hooks.attach(id)).toMatchObject({ state: 'attached', reason: null, retryAt: null, attempts: 0 });
    expect(await stage.remote()).toHaveLength(seeded + 1);
  });

  test('whose answer was lost adopts what the provider has made', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await stage.fault({ match: { method: 'POST', path: '/api/v1/webhooks' }, truncate: true, times: 1 });
    await expect(hooks.attach(id)).rejects.toThrow();
    expect(await stage.remote()).toHaveLength(seeded + 1);
    expect(await hooks.attach(id)).toMatchObject({ state: 'attached' });
    expect(await stage.remote()).toHaveLength(seeded + 1);
    expect((await stage.store.hooks.listDrift({})).items).toMatchObject([{ action: 'adopted', hookId: id }]);
  });

  test('refuses a deleted hook', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.remove(id);
    await expect(hooks.attach(id)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  test.each([
    ['http://127.0.0.1:3000', { environment: 'production' }, false],
    ['http://localhost:3000', { environment: '' }, false],
    ['http://127.0.0.1:3000', { environment: 'sandbox', address: 'https://sandbox.sendsonar.com/api' }, false],
    ['http://[::1]:3000', { environment: 'production', address: 'http://127.0.0.1:4000' }, true],
    ['http://127.0.0.1:3000', { environment: 'sandbox' }, true],
    ['https://connect.example.com', { environment: 'production' }, true],
  ])('at %s with a connection to %j is possible: %s', async (publicUrl, connection, possible) => {
    const { hooks } = await stage.begin({ publicUrl });
    await stage.store.connections.insert(connectionRecord({ id: 'con_two', ...connection }));
    const { id } = await hooks.ensureHook(request({ connectionId: 'con_two' }));
    if (possible) {
      expect(await hooks.attach(id)).toMatchObject({ state: 'attached' });
      return;
    }
    await expect(hooks.attach(id)).rejects.toMatchObject({
      name: 'InvalidConfigurationError',
      fix: expect.stringContaining('PUBLIC_URL'),
    });
    expect(await stage.remote()).toHaveLength(seeded);
  });
});

describe('detaching', () => {
  test('removes the hook at the provider, and does nothing the second time', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.attach(id);
    expect(await hooks.detach(id)).toMatchObject({ state: 'detached', data: {} });
    expect(await stage.remote()).toHaveLength(seeded);
    expect(await hooks.detach(id)).toMatchObject({ state: 'detached' });
  });

  test.each([401, 403, 429, 500, 503])(
    'that is refused with %i throws nothing and is planned again',
    async (status) => {
      const { hooks } = await stage.begin();
      const { id } = await hooks.ensureHook(request());
      await hooks.attach(id);
      await stage.fault({ match: { method: 'DELETE', path: '*' }, status });
      const refused = await hooks.detach(id);
      expect(refused).toMatchObject({ state: 'detaching', attempts: 1, retryAt: stage.clock.now() + 60_000 });
      expect(refused.reason).toBeTruthy();
      await stage.healed();
      expect(await hooks.detach(id)).toMatchObject({ state: 'detached', reason: null });
      expect(await stage.remote()).toHaveLength(seeded);
    },
  );

  test('whose connection is cut throws nothing', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.attach(id);
    await stage.fault({ cutConnection: true });
    expect(await hooks.detach(id)).toMatchObject({ state: 'detaching' });
    expect(await hooks.detach(id)).toMatchObject({ state: 'detaching', attempts: 2 });
    await stage.healed();
  });

  test.each([404, 410])('of a hook the provider does not know (%i) is done', async (status) => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.attach(id);
    await stage.fault({ match: { method: 'DELETE', path: '*' }, status, times: 1 });
    expect(await hooks.detach(id)).toMatchObject({ state: 'detached' });
  });

  test('after the connection was deleted is done with what is left', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.attach(id);
    await stage.store.connections.remove('con_one');
    expect(await hooks.detach(id)).toMatchObject({ state: 'detached' });
  });

  test('a hook that is attached again while its removal is refused keeps the one the provider has', async () => {
    const { hooks } = await stage.begin();
    const { id } = await hooks.ensureHook(request());
    await hooks.attach(id);
    await stage.fault({ match: { method: 'DELETE', path: '*' }, status: 500 });
    await hooks.detach(id);
    expect(await hooks.attach(id)).toMatchObject({ state: 'attached', reason: null });
    await stage.healed();
    expect(await stage.remote()).toHaveLength(seeded + 1);
  });
});

describe('deleting and changing', () => {
  test('a deleted hook is marked for ever, also when its removal is refused', async () => {
    const { hooks, directory } = await stage.begin();
    const { id, token } = await hooks.ensureHook(request());
    await hooks.attach(id);
    await stage.fault({ match: { method: 'DELETE', path: '*' }, status: 500, times: 1 });
    expect(await hooks.remove(id)).toMatchObject({ state: 'detaching' });
    expect(directory.byToken(token)?.deletedAt).toBe(stage.clock.now());
    expect(await hooks.remove(id)).toMatchObject({ state: 'detached', deletedAt: stage.clock.now() });
  });

  test('settings are taken over at once, and refused when they are stale', async () => {
    const { hooks, directory } = await stage.begin();
    const { id, version } = await hooks.ensureHook(request());
    const mode = { type: 'per-key', concurrency: 4, key: '{{body.customer.id}}' } as const;
    await hooks.configure(id, version, { paused: true, mode, checks: { cidrs: ['10.0.0.0/8'] } });
    expect(directory.byId(id)).toMatchObject({ paused: true, mode });
    await expect(hooks.configure(id, version, { paused: false })).rejects.toMatchObject({ name: 'ConflictError' });
  });

  test('settings that cannot work are refused with every finding', async () => {
    const { hooks } = await stage.begin();
    const { id, version } = await hooks.ensureHook(request());
    const settings = {
      queueLimit: 0,
      maxAttempts: 1.5,
      mode: { type: 'per-key', concurrency: 0, key: '{{nonsense(' },
      checks: { cidrs: ['10.0.0.0/99'], companyKey: '', header: { name: 'a b', sealedValue: '' } },
    } as const;
    const error = await hooks.configure(id, version, settings).catch((thrown: unknown) => thrown);
    expect((error as { problems: { pointer: string }[] }).problems.map(({ pointer }) => pointer)).toEqual([
      '/mode/concurrency',
      '/mode/key',
      '/queueLimit',
      '/maxAttempts',
      '/checks/cidrs',
      '/checks/header/name',
      '/checks/companyKey',
    ]);
  });
});
