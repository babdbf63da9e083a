import type { HookRecord } from '../store/records.ts';
import { remoteIdOf } from './registration.ts';
import type { RemoteHook } from './registration.ts';

/** One thing to do so that the provider has what is wanted. */
export type DriftStep =
  /** Takes a hook of the provider for ours. */
  | { readonly type: 'adopt'; readonly remote: RemoteHook }
  /** Removes one of several, or one that does not do its work. */
  | { readonly type: 'remove'; readonly remote: RemoteHook; readonly why: string }
  /** Registers; `again` when it was registered before. */
  | { readonly type: 'attach'; readonly again: boolean }
  /** Removes the registration by what attach stored. */
  | { readonly type: 'detach' }
  /** There is nothing to remove: only our record says otherwise. */
  | { readonly type: 'forget' };

/** What one hook is compared with. */
export interface DriftFacts {
  readonly wanted: boolean;
  /** Our address of the hook. */
  readonly url: string;
  /** What the provider has; undefined when the app cannot list it. */
  readonly remotes: readonly RemoteHook[] | undefined;
}

/** What to do for a hook. */
export interface DriftPlan {
  /** None when the provider agrees with what is wanted. */
  readonly steps: readonly DriftStep[];
  /** What the hook is when a removal is refused; undefined: what it was. */
  readonly refused?: 'failed' | 'detaching';
}

/** The steps that make the provider agree with what is wanted for a hook. */
export function planHook(hook: Pick<HookRecord, 'state' | 'data'>, facts: DriftFacts): DriftPlan {
  if (facts.remotes === undefined) return { steps: planBlindly(hook, facts.wanted) };
  const known = remoteIdOf(hook.data);
  const own = facts.remotes.filter(({ id, url }) => url === facts.url || (id === known && hook.state !== 'detached'));
  return facts.wanted ? planPresent(hook, own, facts.url) : planAbsent(hook, own);
}

/** Hooks of the provider that lie below our addresses and belong to no hook we still care for. */
export function findOrphans(
  remotes: readonly RemoteHook[],
  base: string,
  isCaredFor: (token: string) => boolean,
): readonly RemoteHook[] {
  return remotes.filter(({ url }) => url.startsWith(base) && !isCaredFor(url.slice(base.length)));
}

/** Without a list only our own record counts. */
function planBlindly({ state }: Pick<HookRecord, 'state'>, wanted: boolean): readonly DriftStep[] {
  if (wanted) return state === 'attached' ? [] : [{ type: 'attach', again: false }];
  return state === 'detached' ? [] : [{ type: 'detach' }];
}

function planPresent(
  { state, data }: Pick<HookRecord, 'state' | 'data'>,
  own: readonly RemoteHook[],
  url: string,
): DriftPlan {
  const known = remoteIdOf(data);
  const good = own.filter((remote) => remote.url === url && remote.active && remote.matches);
  const kept = good.find(({ id }) => id === known) ?? good[0];
  const removals = own
    .filter((remote) => remote !== kept)
    .map((remote): DriftStep => ({ type: 'remove', remote, why: faultOf(remote, url) }));
  if (kept === undefined) {
    return { steps: [...removals, { type: 'attach', again: state === 'attached' }], refused: 'failed' };
  }
  const isKnown = state === 'attached' && kept.id === known;
  return { steps: isKnown ? removals : [{ type: 'adopt', remote: kept }, ...removals] };
}

/** A known id is always removed by the app's own detach, listed or not: lists may come in pages. */
function planAbsent({ state, data }: Pick<HookRecord, 'state' | 'data'>, own: readonly RemoteHook[]): DriftPlan {
  const known = state === 'detached' ? undefined : remoteIdOf(data);
  const removals = own
    .filter(({ id }) => id !== known)
    .map((remote): DriftStep => ({ type: 'remove', remote, why: 'is not wanted any more' }));
  const last: DriftStep = known === undefined ? { type: 'forget' } : { type: 'detach' };
  return { steps: state === 'detached' ? removals : [...removals, last], refused: 'detaching' };
}

function faultOf({ url, active, matches }: RemoteHook, expected: string): string {
  if (url !== expected) return 'has another address';
  if (!active) return 'is inactive';
  return matches ? 'is one too many' : 'watches another event';
}
