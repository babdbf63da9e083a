import type { HookId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { ScenarioHooks } from './trigger-hook.ts';

/** What leaving a hook needs. */
export interface LeaveHookParts {
  readonly store: { readonly scenarios: Pick<Store['scenarios'], 'list'> };
  readonly hooks: Pick<ScenarioHooks, 'detach' | 'remove'>;
}

/** Removes a hook nobody links to any more, and detaches one that no active scenario needs. */
export async function leaveHook(hookId: HookId, { store, hooks }: LeaveHookParts): Promise<void> {
  const users = (await store.scenarios.list()).filter((scenario) => scenario.hookId === hookId);
  if (users.some(({ active }) => active)) return;
  const leave = users.length === 0 ? hooks.remove(hookId) : hooks.detach(hookId);
  // The hook itself keeps what the provider refused, and is tried again.
  await leave.catch(() => undefined);
}
