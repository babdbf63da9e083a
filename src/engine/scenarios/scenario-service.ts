import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { App } from '../../manifest/app.ts';
import type { DataStoreId } from '../../store/data-store.ts';
import type { ConnectionId, ScenarioId, ScenarioRecord, Scheduling } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { compileScenario } from '../blueprint/blueprint.ts';
import { readSettings } from '../blueprint/settings.ts';
import { mapConnections, mapDataStores, unwrapBlueprint } from './blueprint-links.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import { leaveHook } from './leave-hook.ts';
import type { EventHub } from '../events.ts';
import { linkProblems } from './scenario-problems.ts';
import { nextStart } from '../schedule/schedule.ts';
import { toldHook, type ToldHook } from './told-hook.ts';
import { draftHook, linkHook, type ScenarioHooks } from './trigger-hook.ts';

/** What the service works with. */
export interface ScenarioServiceParts {
  readonly store: Pick<Store, 'scenarios' | 'connections' | 'dataStores' | 'hooks' | 'deliveries'>;
  /** The scenarios whose data is confidential. */
  readonly confidential?: () => readonly ScenarioId[];
  readonly hooks: ScenarioHooks;
  readonly apps: ReadonlyMap<string, App>;
  readonly events: EventHub;
  readonly clock: Clock;
  /** Zone of new scenarios. */
  readonly timezone: string;
}

/** A scenario to be made. */
export interface NewScenario {
  readonly name?: string;
  readonly blueprint: Json;
  /** @default immediately with an instant trigger, else on demand */
  readonly scheduling?: Scheduling;
  readonly timezone?: string;
}

/** An edit; what is left out stays. */
export type ScenarioEdit = Partial<NewScenario>;

/** A blueprint from elsewhere. */
export interface BlueprintImport extends Omit<NewScenario, 'blueprint'> {
  /** Make's file, or what its API wraps around it. */
  readonly file: Json;
  /** Our connection for each id in the file. */
  readonly connections?: Readonly<Record<string, ConnectionId>>;
  /** Our data store for each id in the file. */
  readonly dataStores?: Readonly<Record<string, DataStoreId>>;
}

/** A scenario as it was saved, with everything wrong or doubtful about it. */
export interface SavedScenario {
  readonly scenario: ScenarioRecord;
  readonly problems: readonly Problem[];
}

/** Scenarios as people work with them. */
export interface ScenarioService {
  /** @throws ConnectorError `DataError` when it is no blueprint, `BundleValidationError` for the parameters of its hook. */
  create(scenario: NewScenario): Promise<SavedScenario>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: ScenarioId): Promise<ScenarioRecord>;
  list(): Promise<readonly ScenarioRecord[]>;
  /**
   * Saves another version. An active scenario stays active: it has to be without problems, and its hook registered.
   * Values the trigger states anew for its hook are given to the hook, or to one of its own where others use it too.
   * @throws ConnectorError `ConflictError` on a stale version, `InvalidConfigurationError`, like {@link create}.
   */
  update(id: ScenarioId, version: number, edit: ScenarioEdit): Promise<SavedScenario>;
  /** Deletes it with what waits for it; the last user of a hook takes the hook along. */
  remove(id: ScenarioId): Promise<void>;
  /**
   * Switches it on, once its hook is registered at the provider.
   * @throws ConnectorError `InvalidConfigurationError` with every problem, or as the provider refused; nothing has changed then.
   */
  activate(id: ScenarioId): Promise<ScenarioRecord>;
  /** Switches it off, whatever the provider says. */
  deactivate(id: ScenarioId, reason?: string): Promise<ScenarioRecord>;
  problemsOf(scenario: ScenarioRecord): Promise<readonly Problem[]>;
  /** What would be wrong with a scenario if it were saved; nothing is stored. @throws ConnectorError `DataError` when it is no blueprint. */
  check(draft: NewScenario): Promise<readonly Problem[]>;
  /** The blueprint as it was saved, unknown keys included. */
  exportBlueprint(id: ScenarioId): Promise<Json>;
  /** Saves a blueprint from elsewhere; unknown modules are kept and reported. @throws ConnectorError `DataError`. */
  importBlueprint(source: BlueprintImport): Promise<SavedScenario>;
}

/** The scenarios of a store. */
export function createScenarioService(parts: ScenarioServiceParts): ScenarioService {
  const { store, hooks, apps, events, clock } = parts;
  const { scenarios } = store;
  const service: ScenarioService = {
    create,
    get,
    list: () => scenarios.list(),
    update,
    remove,
    activate,
    deactivate,
    problemsOf: (scenario) => problemsOf(scenario, compileScenario(scenario.blueprint, apps)),
    check,
    exportBlueprint: async (id) => (await get(id)).blueprint,
    importBlueprint: ({ file, connections = {}, dataStores = {}, ...rest }) =>
      create({ ...rest, blueprint: mapDataStores(mapConnections(unwrapBlueprint(file), connections), dataStores) }),
  };
  return service;

  async function get(id: ScenarioId): Promise<ScenarioRecord> {
    const scenario = await scenarios.get(id);
    if (scenario === undefined) throw new ConnectorError('NotFoundError', `There is no scenario ${id}.`);
    return scenario;
  }

  async function create(given: NewScenario): Promise<SavedScenario> {
    const unlinked = unwrapBlueprint(given.blueprint);
    const { blueprint, hookId } = await linkHook(unlinked, compileScenario(unlinked, apps), parts);
    const compiled = compileScenario(blueprint, apps);
    const now = clock.now();
    const scenario: ScenarioRecord = {
      id: newId('scn', now),
      name: given.name ?? (compiled.name || 'Scenario'),
      blueprint,
      scheduling: given.scheduling ?? defaultSchedule(compiled),
      timezone: given.timezone ?? parts.timezone,
      active: false,
      hookId,
      errors: 0,
      reason: null,
      nextRunAt: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await scenarios.insert(scenario);
    events.emit({ type: 'scenario.changed', scenarioId: scenario.id, change: 'created' });
    return { scenario, problems: await problemsOf(scenario, compiled) };
  }

  async function update(id: ScenarioId, version: number, edit: ScenarioEdit): Promise<SavedScenario> {
    const before = await get(id);
    const { blueprint, hookId, problems: ofHook, tell } = await linkEdit(before, edit);
    const compiled = compileScenario(blueprint, apps);
    const { name = before.name, scheduling = before.scheduling, timezone = before.timezone } = edit;
    const after = { name, blueprint, scheduling, timezone, hookId };
    const problems = [...(await problemsOf({ ...before, ...after }, compiled)), ...ofHook];
    if (before.active) refuseProblems(before.name, problems);
    // An edit of another version is refused below, and must not have told anybody anything.
    if (before.version === version) await tell?.();
    if (before.active && hookId !== null) await hooks.attach(hookId);
    const scenario = await scenarios.update(id, version, {
      ...after,
      nextRunAt: before.active ? nextStart(scheduling, { timezone, after: clock.now() }) : null,
    });
    if (before.hookId !== null && before.hookId !== hookId) await leaveHook(before.hookId, parts);
    events.emit({ type: 'scenario.changed', scenarioId: id, change: 'updated' });
    return { scenario, problems };
  }

  /** The blueprint of an edit with its hook, and what the hook has to be told. */
  async function linkEdit(before: ScenarioRecord, edit: ScenarioEdit): Promise<ToldHook> {
    const unlinked = edit.blueprint === undefined ? before.blueprint : unwrapBlueprint(edit.blueprint);
    const after = compileScenario(unlinked, apps);
    const link = await linkHook(unlinked, after, parts);
    return toldHook(link, { id: before.id, before: compileScenario(before.blueprint, apps), after }, parts);
  }

  async function remove(id: ScenarioId): Promise<void> {
    const { hookId, blueprint } = await get(id);
    await scenarios.remove(id);
    if (readSettings(blueprint).confidential) {
      await store.deliveries.erase({ scenarioId: id }, [id, ...(parts.confidential?.() ?? [])], clock.now());
    }
    events.emit({ type: 'scenario.changed', scenarioId: id, change: 'removed' });
    if (hookId !== null) await leaveHook(hookId, parts);
  }

  async function activate(id: ScenarioId): Promise<ScenarioRecord> {
    const scenario = await get(id);
    const { hookId, scheduling, timezone } = scenario;
    refuseProblems(scenario.name, await problemsOf(scenario, compileScenario(scenario.blueprint, apps)));
    const nextRunAt = nextStart(scheduling, { timezone, after: clock.now() });
    const isOver = hookId === null && scheduling.type === 'once' && nextRunAt === null;
    if (isOver) refuseProblems(scenario.name, [pastDate(scheduling.date)]);
    if (hookId !== null) await hooks.attach(hookId);
    await scenarios.setState(id, { active: true, errors: 0, reason: null, nextRunAt });
    // Again, because a repair that ran in between saw a hook nobody used; it does nothing when all is well.
    if (hookId !== null) await hooks.attach(hookId).catch(() => undefined);
    events.emit({ type: 'scenario.changed', scenarioId: id, change: 'activated' });
    return get(id);
  }

  async function deactivate(id: ScenarioId, reason?: string): Promise<ScenarioRecord> {
    const { hookId } = await get(id);
    await scenarios.setState(id, { active: false, reason: reason ?? null, nextRunAt: null });
    events.emit({
      type: 'scenario.changed',
      scenarioId: id,
      change: 'deactivated',
      ...(reason !== undefined && { reason }),
    });
    if (hookId !== null) await leaveHook(hookId, parts);
    return get(id);
  }

  async function check({
    blueprint: file,
    scheduling,
    timezone = parts.timezone,
  }: NewScenario): Promise<readonly Problem[]> {
    const blueprint = unwrapBlueprint(file);
    const compiled = compileScenario(blueprint, apps);
    const { hookId, problems } = await draftHook(blueprint, compiled, store);
    const draft = { blueprint, hookId, scheduling: scheduling ?? defaultSchedule(compiled), timezone };
    return [...problems, ...(await problemsOf(draft, compiled))];
  }

  async function problemsOf(
    scenario: Pick<ScenarioRecord, 'blueprint' | 'scheduling' | 'timezone' | 'hookId'>,
    compiled: CompiledScenario,
  ): Promise<readonly Problem[]> {
    return [...compiled.problems, ...(await linkProblems(scenario, compiled, store))];
  }
}

function defaultSchedule({ trigger }: CompiledScenario): Scheduling {
  if (trigger.kind === 'polling') return { type: 'indefinitely', interval: POLLING_INTERVAL };
  return { type: trigger.kind === 'instant' ? 'immediately' : 'on-demand' };
}

/** Seconds between two looks of a trigger, unless people say otherwise. */
const POLLING_INTERVAL = 900;

function pastDate(date: string): Problem {
  const message = `The scenario is to run once, at ${date}, and that is over.`;
  return { pointer: '/scheduling', severity: 'error', code: 'BAD_SCHEDULE', message, fix: 'Choose a later date.' };
}

/** Warnings do not keep a scenario off. */
function refuseProblems(name: string, problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const count = errors.length === 1 ? 'one problem' : `${errors.length} problems`;
  throw new ConnectorError('InvalidConfigurationError', `"${name}" cannot be active: it has ${count}.`, {
    fix: 'Correct every problem listed, then switch it on.',
    problems: errors,
  });
}
