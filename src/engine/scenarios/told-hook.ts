import { type Collection, collectionOf } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { HookRecord, ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import { withTriggerParameter } from './blueprint-links.ts';
import { statedForHook, type LinkedBlueprint, type ScenarioHooks } from './trigger-hook.ts';

/** What hooks are told with. */
export interface ToldHookParts {
  readonly store: Pick<Store, 'scenarios' | 'hooks'>;
  readonly hooks: Pick<ScenarioHooks, 'ensureHook' | 'reshape'>;
}

/** A scenario before it is saved again, and after. */
export interface HookEdit {
  readonly id: ScenarioId;
  readonly before: CompiledScenario;
  readonly after: CompiledScenario;
}

/** A blueprint with the hook it has from now on. */
export interface ToldHook extends LinkedBlueprint {
  readonly problems: readonly Problem[];
  /** Gives the hook the values the trigger states, and the provider where it is registered; absent when nothing changes. */
  readonly tell?: () => Promise<unknown>;
}

/**
 * What becomes of the hook of a trigger whose own values for it were changed. A hook that this scenario alone uses is
 * given the new values; one that starts others as well stays as it is, and this scenario gets one of its own. Values the
 * edit leaves as they were say nothing: since then the hook may have been given others.
 */
export async function toldHook(link: LinkedBlueprint, edit: HookEdit, parts: ToldHookParts): Promise<ToldHook> {
  const { hookId } = link;
  const stated = statedForHook(edit.after.trigger);
  const isSame = sameValues(stated, statedForHook(edit.before.trigger));
  const hook = hookId === null || isSame ? undefined : await parts.store.hooks.get(hookId);
  if (hook === undefined) return { ...link, problems: [] };
  const parameters = { ...collectionOf(Object.entries(Object(hook.parameters))), ...stated };
  if (sameValues(parameters, Object(hook.parameters) as Collection)) return { ...link, problems: [] };
  if (await isShared(hook, edit.id, parts)) return split(link, { hook, parameters, edit }, parts);
  return { ...link, problems: [], tell: () => parts.hooks.reshape(hook.id, hook.version, parameters) };
}

async function isShared({ id }: HookRecord, own: ScenarioId, { store }: ToldHookParts): Promise<boolean> {
  return (await store.scenarios.list()).some((scenario) => scenario.hookId === id && scenario.id !== own);
}

interface Split {
  readonly hook: HookRecord;
  readonly parameters: Collection;
  readonly edit: HookEdit;
}

async function split(
  { blueprint }: LinkedBlueprint,
  { hook, parameters, edit }: Split,
  { hooks }: ToldHookParts,
): Promise<ToldHook> {
  const { app, webhook, connectionId } = hook;
  const name = edit.after.name === '' ? hook.name : `${hook.name} (${edit.after.name})`;
  const own = await hooks.ensureHook({ app, webhook, connectionId, name, parameters });
  const warning: Problem = {
    pointer: `${edit.after.first?.pointer ?? '/flow/0'}/parameters`,
    severity: 'warning',
    code: 'HOOK_SPLIT',
    message: `The webhook "${hook.name}" starts other scenarios too and stays as it was; this scenario now has "${own.name}".`,
    fix: 'Where the service was given the address by hand, give it the new one.',
  };
  return { blueprint: withTriggerParameter(blueprint, '__IMTHOOK__', own.id), hookId: own.id, problems: [warning] };
}

function sameValues(one: Collection, other: Collection): boolean {
  return sorted(one) === sorted(other);
}

/** Values as text, whatever the order of the keys. */
function sorted(values: Collection): string {
  return JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
