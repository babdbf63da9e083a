import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BASE, connectionRecord, openHookStage, request } from './hook-stage.ts';
import type { HookStage, Life } from './hook-stage.ts';
import { sonar } from './inbox-stage.ts';

let stage: HookStage;
let life: Life;

beforeAll(async () => {
  stage = await openHookStage();
});
beforeEach(async () => {
  await stage.reset();
  life = await stage.begin();
});
afterAll(() => stage.close());

async function ours(): Promise<readonly string[]> {
  return (await stage.remote()).map(({ url }) => url).filter((url) => url.startsWith(BASE));
}

async function deleteAtProvider(url: string): Promise<void> {
  for (const hook of await stage.remote()) {
    if (hook.url === url) await stage.api('DELETE', `/v1/webhooks/${hook.id}`);
  }
}

async function wantedHook(attached = true) {
  const hook = await life.hooks.ensureHook(request());
  stage.wanted.add(hook.id);
  if (attached) await life.hooks.attach(hook.id);
  return { ...hook, url: life.hooks.urlOf(hook) };
}

async function actionsOfRound(dryRun = false): Promise<readonly string[]> {
  const { actions } = await life.reconciler.reconcile({ dryRun });
  return actions.map(({ action }) => action);
}

describe('a round', () => {
  test('finds nothing to do when everything is as it should be, and leaves hooks of others alone', async () => {
    await stage.register('https://other.example.com/hooks/abc');
    await wantedHook();
    const before = await stage.remote();
    expect(await life.reconciler.reconcile()).toEqual({ actions: [], unreachable: [] });
    expect(await stage.remote()).toEqual(before);
  });

  test('registers what is wanted and was never registered', async () => {
    const { id, url } = await wantedHook(false);
    expect(await actionsOfRound()).toEqual(['attached']);
    expect(await ours()).toEqual([url]);
    expect(await stage.store.hooks.get(id)).toMatchObject({ state: 'attached' });
  });

  test('creates again what was deleted at the provider', async () => {
    const { id, url } = await wantedHook();
    await deleteAtProvider(url);
    expect(await actionsOfRound()).toEqual(['recreated']);
    expect(await ours()).toEqual([url]);
    const remote = (await stage.remote()).find((hook) => hook.url === url);
    expect((await stage.store.hooks.get(id))!.data).toEqual({ externalHookId: remote!.id });
  });

  test('adopts a matching hook instead of creating one', async () => {
    const { id, url } = await wantedHook(false);
    await stage.register(url);
    expect(await actionsOfRound()).toEqual(['adopted']);
    expect(await ours()).toEqual([url]);
    expect(await life.hooks.detach(id)).toMatchObject({ state: 'detached' });
    expect(await ours()).toEqual([]);
  });

  test('removes duplicates and keeps the one it knows', async () => {
    const { url } = await wantedHook();
    const known = (await stage.remote()).find((hook) => hook.url === url);
    await stage.register(url);
    await stage.register(url);
    expect(await actionsOfRound()).toEqual(['removed-duplicate', 'removed-duplicate']);
    expect((await stage.remote()).filter((hook) => hook.url === url)).toEqual([known]);
  });

  test.each([
    ['inactive', { active: 'false' }],
    ['for another event', { settings: { tag_added_to_message: 'true' } }],
    ['for another address', { url: 'https://elsewhere.example.com/x' }],
  ])('replaces a hook that is %s', async (_name, changes) => {
    const { url } = await wantedHook();
    const known = (await stage.remote()).find((hook) => hook.url === url);
    await stage.api('PATCH', `/v1/webhooks/${known!.id}`, { webhook: changes });
    expect(await actionsOfRound()).toEqual(['removed-duplicate', 'recreated']);
    const after = await stage.remote();
    expect(after.filter((hook) => hook.url === url)).toMatchObject([{ active: true }]);
    expect(after.map(({ id }) => id)).not.toContain(known!.id);
  });

  test('removes hooks to addresses of ours that nobody knows or that were deleted', async () => {
    const { id, url } = await wantedHook();
    await life.hooks.remove(id);
    await stage.register(url);
    await stage.register(`${BASE}${'q'.repeat(32)}`);
    await stage.register(`${BASE}short`);
    expect(await actionsOfRound()).toEqual(['removed-orphan', 'removed-orphan', 'removed-orphan']);
    expect(await ours()).toEqual([]);
  });

  test('leaves the hook of another connection to the same account alone', async () => {
    await stage.store.connections.insert(connectionRecord({ id: 'con_two' }));
    await wantedHook();
    const other = await life.hooks.ensureHook(request({ connectionId: 'con_two' }));
    stage.wanted.add(other.id);
    await life.hooks.attach(other.id);
    expect(await actionsOfRound()).toEqual([]);
    expect(await ours()).toHaveLength(2);
  });

  test('removes what is not wanted any more', async () => {
    const { id } = await wantedHook();
    stage.wanted.clear();
    expect(await actionsOfRound()).toEqual(['detached']);
    expect(await stage.store.hooks.get(id)).toMatchObject({ state: 'detached' });
    expect(await ours()).toEqual([]);
  });

  test('tries a refused removal again when its time has come, not before', async () => {
    const { id } = await wantedHook();
    stage.wanted.clear();
    await stage.fault({ match: { method: 'DELETE', path: '*' }, status: 500 });
    await life.hooks.detach(id);
    expect(await actionsOfRound()).toEqual([]);
    await stage.clock.advance(60_000);
    expect(await actionsOfRound()).toEqual(['refused']);
    expect(await stage.store.hooks.get(id)).toMatchObject({ state: 'detaching', attempts: 2 });
    await stage.healed();
    await stage.clock.advance(60_000);
    expect(await actionsOfRound()).toEqual([]);
    await stage.clock.advance(60_000);
    expect(await actionsOfRound()).toEqual(['detached']);
    expect(await ours()).toEqual([]);
  });

  test('changes nothing while the provider is down, and says so', async () => {
    const { id, url } = await wantedHook();
    await deleteAtProvider(url);
    await stage.fault({ status: 503 });
    const { actions, unreachable } = await life.reconciler.reconcile();
    expect(actions).toEqual([]);
    expect(unreachable).toMatchObject([{ app: 'sonar', connectionId: 'con_one' }]);
    expect(await stage.store.hooks.get(id)).toMatchObject({ state: 'attached' });
    await stage.healed();
    expect(await actionsOfRound()).toEqual(['recreated']);
  });

  test('writes every action to the log', async () => {
    const { id, url } = await wantedHook();
    await stage.register(url);
    await stage.register(`${BASE}gone`);
    await life.reconciler.reconcile();
    const { items } = await stage.store.hooks.listDrift({});
    expect(items.map(({ action, hookId, dryRun }) => ({ action, hookId, dryRun }))).toEqual(
      expect.arrayContaining([
        { action: 'removed-duplicate', hookId: id, dryRun: false },
        { action: 'removed-orphan', hookId: null, dryRun: false },
      ]),
    );
    expect(items).toHaveLength(2);
  });
});

describe('a dry run', () => {
  test('says what it would do and changes nothing, here and at the provider', async () => {
    const { url, id } = await wantedHook();
    await deleteAtProvider(url);
    await stage.register(`${BASE}gone`);
    const [remote, record] = [await stage.remote(), await stage.store.hooks.get(id)];
    expect(await actionsOfRound(true)).toEqual(['recreated', 'removed-orphan']);
    expect(await stage.remote()).toEqual(remote);
    expect(await stage.store.hooks.get(id)).toEqual(record);
    const { items } = await stage.store.hooks.listDrift({});
    expect(items.map(({ dryRun }) => dryRun)).toEqual([true, true]);
  });
});

describe('an app that cannot list its hooks', () => {
  const { list: _list, ...webhook } = sonar.webhooks.get('newCustomer')!;
  const app = { ...sonar, webhooks: new Map([['newCustomer', webhook]]) };

  test('has its pending states tried again and nothing else', async () => {
    life = await stage.begin({ app });
    const { id, url } = await wantedHook(false);
    await stage.fault({ match: { method: 'POST', path: '/api/v1/webhooks' }, status: 500, times: 1 });
    await expect(life.hooks.attach(id)).rejects.toThrow();
    await stage.register(`${BASE}gone`);
    await stage.clock.advance(60_000);
    expect(await actionsOfRound()).toEqual(['attached']);
    expect(await ours()).toEqual([`${BASE}gone`, url]);
    stage.wanted.clear();
    expect(await actionsOfRound()).toEqual(['detached']);
    expect(await ours()).toEqual([`${BASE}gone`]);
  });
});

describe('on its own', () => {
  test('it makes a round at the start and one every minute, until it is stopped', async () => {
    const { url } = await wantedHook();
    life.reconciler.start();
    await life.rounds(1);
    await deleteAtProvider(url);
    await stage.clock.advance(59_000);
    expect(await ours()).toEqual([]);
    await stage.clock.advance(1000);
    await life.rounds(2);
    expect(await ours()).toEqual([url]);
    await life.reconciler.stop();
    await deleteAtProvider(url);
    await stage.clock.advance(60_000);
    expect(await ours()).toEqual([]);
  });
});
