import { type Collection, collectionOf, type Json } from '../../core/json.ts';
import type { ConnectionId, HookId, HookRecord } from '../../store/records.ts';
import { pointerTo } from '../../core/source.ts';
import type { Problem } from '../../core/source.ts';
import { CUSTOM_WEBHOOK, GATEWAY } from '../../manifest/custom-webhook.ts';
import type { Store } from '../../store/store.ts';
import { withTriggerParameter } from './blueprint-links.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';

/** The hooks of instant triggers, as scenarios use them. */
export interface ScenarioHooks {
  /** The hook for this trigger, connection and parameters: the one there is, or a new one that is not registered yet. */
  ensureHook(request: {
    readonly app: string;
    readonly webhook: string;
    readonly connectionId: ConnectionId | null;
    readonly name: string;
    readonly parameters: Collection;
  }): Promise<HookRecord>;
  /** Another hook, which no other scenario has. */
  create(request: HookRequest): Promise<HookRecord>;
  /** Registers it at the provider unless it is. @throws ConnectorError as the provider refused. */
  attach(id: HookId): Promise<HookRecord>;
  /** Removes it at the provider; a refusal is kept with the hook. */
  detach(id: HookId): Promise<HookRecord>;
  /** Gives it other values and tells the provider where it is registered. @throws ConnectorError as the provider refused. */
  reshape(id: HookId, version: number, parameters: Collection): Promise<HookRecord>;
  /** Deletes it. */
  remove(id: HookId): Promise<HookRecord>;
}

/** Where hooks come from. */
export interface TriggerHookParts {
  readonly store: Pick<Store, 'hooks' | 'connections'>;
  readonly hooks: Readonly<Record<'ensureHook' | 'create', (request: HookRequest) => Promise<Pick<HookRecord, 'id'>>>>;
}

/** A blueprint whose instant trigger names its hook. */
export interface LinkedBlueprint {
  readonly blueprint: Json;
  readonly hookId: HookId | null;
}

/**
 * Gives an instant trigger its hook: the one its blueprint names when that is ours and fits, else the one for its
 * connection and parameters. A hook or connection of another installation is not taken over, and there is none while
 * something it has to be told is missing or wrong.
 */
export async function linkHook(
  blueprint: Json,
  { trigger, name }: CompiledScenario,
  parts: TriggerHookParts,
): Promise<LinkedBlueprint> {
  if (trigger.kind !== 'instant') return { blueprint, hookId: null };
  const named = trigger.hook === undefined ? undefined : await parts.store.hooks.get(trigger.hook as HookId);
  const present = usable(named);
  if (trigger.step?.module === CUSTOM_WEBHOOK)
    return present === undefined ? ownHook(blueprint, name, parts) : { blueprint, hookId: present.id };
  const wanted = wantedHook(trigger, name);
  if (wanted === undefined) return { blueprint, hookId: present?.id ?? null };
  return keptHook(blueprint, wanted, present) ?? newHook(blueprint, wanted, parts);
}

/** A custom webhook belongs to one scenario: whoever knows the address of another must not start this one. */
async function ownHook(blueprint: Json, scenario: string, parts: TriggerHookParts): Promise<LinkedBlueprint> {
  const { name: app, webhooks } = GATEWAY;
  const [[webhook, { label }] = ['', { label: '' }]] = webhooks;
  const name = scenario === '' ? label : `${label} (${scenario})`;
  const hook = await parts.hooks.create({ app, webhook, connectionId: null, name, parameters: {} });
  return { blueprint: withTriggerParameter(blueprint, '__IMTHOOK__', hook.id), hookId: hook.id };
}

/** What {@link linkHook} would find for a blueprint that is not saved; nothing is stored. */
export async function draftHook(
  blueprint: Json,
  compiled: CompiledScenario,
  store: TriggerHookParts['store'],
): Promise<{ readonly hookId: HookId | null; readonly problems: readonly Problem[] }> {
  const draft = (): Promise<{ readonly id: HookId }> => Promise.resolve({ id: 'hk_draft' });
  const { hookId } = await linkHook(blueprint, compiled, { store, hooks: { ensureHook: draft, create: draft } });
  const wanted = compiled.trigger.kind === 'instant' ? wantedHook(compiled.trigger, compiled.name) : undefined;
  const problems = hookId === null ? (wanted?.problems ?? []) : [];
  const at = `${compiled.first?.pointer ?? '/flow/0'}/parameters`;
  return { hookId, problems: problems.map((problem) => ({ ...problem, pointer: at + problem.pointer })) };
}

/** The named hook when it is for this trigger and connection. */
function keptHook(blueprint: Json, wanted: WantedHook, named: HookRecord | undefined): LinkedBlueprint | undefined {
  if (named?.app !== wanted.app || named.webhook !== wanted.webhook) return undefined;
  const isSame = wanted.connectionId === null || wanted.connectionId === named.connectionId;
  return isSame ? { blueprint, hookId: named.id } : undefined;
}

async function newHook(
  blueprint: Json,
  { needsConnection, problems, ...request }: WantedHook,
  parts: TriggerHookParts,
): Promise<LinkedBlueprint> {
  if (problems.length > 0 || (needsConnection && !(await exists(request.connectionId, parts)))) {
    return { blueprint: withTriggerParameter(blueprint, '__IMTHOOK__', undefined), hookId: null };
  }
  const connectionId = needsConnection ? request.connectionId : null;
  const hook = await parts.hooks.ensureHook({ ...request, connectionId });
  return { blueprint: withTriggerParameter(blueprint, '__IMTHOOK__', hook.id), hookId: hook.id };
}

type WantedHook = HookRequest & {
  readonly needsConnection: boolean;
  /** What is missing or wrong of what it has to be told. */
  readonly problems: readonly Problem[];
};

type HookRequest = Parameters<ScenarioHooks['ensureHook']>[0];

/** The hook a trigger asks for; undefined for one that is not of an app. */
function wantedHook(
  { app, module, parameters }: CompiledScenario['trigger'],
  scenario: string,
): WantedHook | undefined {
  const webhook = app?.webhooks.get(module?.webhook ?? '');
  if (app === undefined || module === undefined || webhook === undefined) return undefined;
  const given = statedForHook({ app, module, parameters });
  return {
    app: app.name,
    webhook: webhook.name,
    connectionId: connectionOf(parameters),
    name: scenario === '' ? module.label : `${module.label} (${scenario})`,
    parameters: given,
    needsConnection: webhook.connection !== undefined,
    problems: webhook.form.accept(given).problems,
  };
}

/** Values a trigger states for its hook: those that the form of the hook takes, also where only the service knows them. */
export function statedForHook({ app, module, parameters }: StatingTrigger): Collection {
  const webhook = app?.webhooks.get(module?.webhook ?? '');
  if (webhook === undefined) return {};
  const ofHook = new Set(webhook.form.fields.map(({ name }) => name));
  const others = new Set(module?.form.fields.flatMap(({ name }) => (ofHook.has(name) ? [] : name)));
  const own = Object.entries(parameters).filter(([name]) => !others.has(name) && !OF_TRIGGER.test(name));
  const { problems } = webhook.form.accept(collectionOf(own), { strict: true });
  const unknown = new Set(problems.flatMap(({ code, pointer }) => (code === 'UNKNOWN_FIELD' ? pointer : [])));
  return collectionOf(own.filter(([name]) => !unknown.has(pointerTo('', name))));
}

type StatingTrigger = Pick<CompiledScenario['trigger'], 'app' | 'module' | 'parameters'>;

/** Parameters of the trigger itself: what it is linked to, and how much it takes at once. */
const OF_TRIGGER = /^(__IMT.*|hook|maxResults)$/;

async function exists(id: ConnectionId | null, { store }: TriggerHookParts): Promise<boolean> {
  return id !== null && (await store.connections.get(id)) !== undefined;
}

function usable(hook: HookRecord | undefined): HookRecord | undefined {
  return hook?.deletedAt === null ? hook : undefined;
}

function connectionOf(parameters: CompiledScenario['trigger']['parameters']): ConnectionId | null {
  const id = parameters['__IMTCONN__'];
  return typeof id === 'string' && id !== '' ? (id as ConnectionId) : null;
}
