import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planHook } from '../../src/inbox/drift.ts';
import type { DriftStep } from '../../src/inbox/drift.ts';
import { remoteIdOf } from '../../src/inbox/registration.ts';
import type { RemoteHook } from '../../src/inbox/registration.ts';

const URL_OF_OURS = 'https://connect.example.com/hooks/ours';

const remote = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5'),
  url: fc.constantFrom(URL_OF_OURS, 'https://other.example.com'),
  active: fc.boolean(),
  matches: fc.boolean(),
});
const remotes = fc.uniqueArray(remote, { selector: ({ id }) => id, maxLength: 5 });
const hook = fc.record({
  state: fc.constantFrom(
    'attaching' as const,
    'attached' as const,
    'detaching' as const,
    'detached' as const,
    'failed' as const,
  ),
  data: fc.constantFrom({}, { externalHookId: '1' }, { externalHookId: 2 }, { externalHookId: '9' }),
});

/** What the provider and our record are after the steps. */
function after(steps: readonly DriftStep[], before: readonly RemoteHook[], data: unknown) {
  let [left, known] = [[...before], remoteIdOf(data)];
  for (const step of steps) {
    if (step.type === 'remove') left = left.filter(({ id }) => id !== step.remote.id);
    if (step.type === 'detach') left = left.filter(({ id }) => id !== known);
    if (step.type === 'adopt') known = step.remote.id;
    if (step.type === 'attach') {
      known = 'new';
      left.push({ id: 'new', url: URL_OF_OURS, active: true, matches: true });
    }
  }
  return { left, known };
}

test('whatever the provider has, a wanted hook is there exactly once afterwards, and known', () => {
  fc.assert(
    fc.property(hook, remotes, (hook, remotes) => {
      const { steps } = planHook(hook, { wanted: true, url: URL_OF_OURS, remotes });
      const { left, known } = after(steps, remotes, hook.data);
      const ours = left.filter(({ url }) => url === URL_OF_OURS);
      expect(ours).toMatchObject([{ id: known, active: true, matches: true }]);
      // A second look finds nothing to do.
      const settled = { state: 'attached', data: { externalHookId: known ?? null } } as const;
      expect(planHook(settled, { wanted: true, url: URL_OF_OURS, remotes: left }).steps).toEqual([]);
    }),
  );
});

test('whatever the provider has, a hook that is not wanted is not there afterwards', () => {
  fc.assert(
    fc.property(hook, remotes, (hook, remotes) => {
      const { steps } = planHook(hook, { wanted: false, url: URL_OF_OURS, remotes });
      const { left } = after(steps, remotes, hook.data);
      expect(left.filter(({ url }) => url === URL_OF_OURS)).toEqual([]);
      expect(
        planHook({ state: 'detached', data: {} }, { wanted: false, url: URL_OF_OURS, remotes: left }).steps,
      ).toEqual([]);
    }),
  );
});

test('hooks of others are never touched, unless they are the one we registered', () => {
  fc.assert(
    fc.property(hook, remotes, fc.boolean(), (hook, remotes, wanted) => {
      const { steps } = planHook(hook, { wanted, url: URL_OF_OURS, remotes });
      const touched = steps.flatMap((step) => ('remote' in step ? [step.remote] : []));
      for (const { id, url } of touched) expect(url === URL_OF_OURS || id === remoteIdOf(hook.data)).toBe(true);
    }),
  );
});
