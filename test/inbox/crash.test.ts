import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HookId } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { BASE, openHookStage, request } from './hook-stage.ts';
import type { HookStage, Life, LifeParts } from './hook-stage.ts';

let stage: HookStage;

beforeAll(async () => {
  stage = await openHookStage();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

/** The death of the process, at one of its awaits. */
class Crash extends Error {}

/** Where the process dies: before the effect of its nth await, or after it, with the result lost. */
interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Store and network of a process that dies; from then on nothing it does has any effect. */
function mortal(death: Death): LifeParts & { readonly died: () => boolean } {
  let count = 0;
  let dead = false;
  const dying = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    count += 1;
    if (dead || (death.when === 'before' && count === death.at)) {
      dead = true;
      throw new Crash();
    }
    const result = await act();
    if (count >= death.at && death.when === 'after') {
      dead = true;
      throw new Crash();
    }
    return result;
  };
  const wrap = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get: (_target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => dying(() => Reflect.apply(member, target, args) as Promise<unknown>);
      },
    });
  const store: Store = { ...stage.store, hooks: wrap(stage.store.hooks), connections: wrap(stage.store.connections) };
  return { store, services: { ...stage.services, http: wrap(stage.services.http) }, died: () => dead };
}

/** What stands at the provider for each of our hooks that is wanted, and what should not be there. */
async function expectExact(): Promise<void> {
  const { reconciler, directory } = await stage.begin();
  await reconciler.reconcile();
  const ours = (await stage.remote()).map(({ url }) => url).filter((url) => url.startsWith(BASE));
  const hooks = directory.list().filter(({ id }) => stage.wanted.has(id));
  expect(ours.sort()).toEqual(hooks.map(({ token }) => `${BASE}${token}`).sort());
  for (const hook of directory.list()) expect(hook.state).toBe(stage.wanted.has(hook.id) ? 'attached' : 'detached');
  expect(await reconciler.reconcile()).toEqual({ actions: [], unreachable: [] });
}

type Act = (life: Life, id: HookId) => Promise<unknown>;

const OPERATIONS: Readonly<Record<string, { readonly prepare: Act; readonly act: Act }>> = {
  'switching on': {
    prepare: () => Promise.resolve(),
    act(life, id) {
      stage.wanted.add(id);
      return life.hooks.attach(id);
    },
  },
  'switching on again after a lost answer': {
    async prepare(life, id) {
      await stage.fault({ match: { method: 'POST', path: '/api/v1/webhooks' }, truncate: true, times: 1 });
      await life.hooks.attach(id).catch(() => undefined);
    },
    act(life, id) {
      stage.wanted.add(id);
      return life.hooks.attach(id);
    },
  },
  'switching off': {
    prepare: (life, id) => life.hooks.attach(id),
    act(life, id) {
      stage.wanted.delete(id);
      return life.hooks.detach(id);
    },
  },
  'switching off after a refusal': {
    async prepare(life, id) {
      await life.hooks.attach(id);
      await stage.fault({ match: { method: 'DELETE', path: '*' }, status: 500, times: 1 });
      await life.hooks.detach(id);
    },
    act: (life, id) => life.hooks.detach(id),
  },
  deleting: {
    prepare: (life, id) => life.hooks.attach(id),
    act: (life, id) => life.hooks.remove(id),
  },
  'repairing what is missing, doubled and forgotten': {
    async prepare(life, id) {
      stage.wanted.add(id);
      const { token } = await life.hooks.attach(id);
      for (const { id: remote, url } of await stage.remote()) {
        if (url.startsWith(BASE)) await stage.api('DELETE', `/v1/webhooks/${remote}`);
      }
      await stage.register(`${BASE}${token}`, 'customer_created', false);
      await stage.register(`${BASE}${token}`, 'tag_added_to_message');
      await stage.register(`${BASE}${'z'.repeat(32)}`);
    },
    act: (life) => life.reconciler.reconcile(),
  },
};

describe.each(Object.entries(OPERATIONS))('dying while %s', (_name, { prepare, act }) => {
  test.each(['before', 'after'] as const)(
    '%s any await leaves nothing that a restart does not repair',
    async (when) => {
      let points = 0;
      for (let at = 1; ; at += 1) {
        await stage.reset();
        const healthy = await stage.begin();
        const { id } = await healthy.hooks.ensureHook(request());
        await prepare(healthy, id);
        await stage.clock.advance(3_600_000);
        const parts = mortal({ at, when });
        // A new life with the same memory: it starts with what is stored, and dies at its nth await.
        await stage
          .begin({ ...parts, store: parts.store! })
          .then((life) => act(life, id))
          .catch(() => undefined);
        await stage.healed();
        if (!parts.died()) break;
        points += 1;
        await stage.clock.advance(3_600_000);
        await expectExact();
      }
      expect(points).toBeGreaterThan(4);
    },
  );
});

test('random deaths while scenarios are switched on and off leave one hook for each that is on', async () => {
  const step = fc.record({
    hook: fc.integer({ min: 0, max: 2 }),
    on: fc.boolean(),
    at: fc.integer({ min: 2, max: 14 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      await stage.reset();
      const { hooks } = await stage.begin();
      const webhooks = ['newCustomer', 'tagAdded', 'newOutboundMessage'];
      const ids = await Promise.all(webhooks.map(async (webhook) => (await hooks.ensureHook(request({ webhook }))).id));
      for (const { hook, on, at, when } of steps) {
        const id = ids[hook]!;
        const life = await stage.begin(mortal({ at, when })).catch(() => undefined);
        if (on) stage.wanted.add(id);
        else stage.wanted.delete(id);
        await (on ? life?.hooks.attach(id) : life?.hooks.detach(id))?.catch(() => undefined);
      }
      await stage.clock.advance(3_600_000);
      await expectExact();
    }),
    { numRuns: 8 },
  );
});
