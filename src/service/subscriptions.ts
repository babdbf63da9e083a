import { readSettings } from '../engine/blueprint/settings.ts';
import type { EventHub } from '../engine/events.ts';
import type { Programs } from '../engine/runs/programs.ts';
import type { HookId, ScenarioId, ScenarioRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** Which scenarios listen to which hook, kept in memory so that taking a delivery in asks nobody. */
export interface Subscriptions {
  /** Scenarios linked to the hook, switched off ones included. */
  of(hookId: HookId): readonly ScenarioId[];
  /** The hook a scenario is linked to. */
  hookOf(scenarioId: ScenarioId): HookId | undefined;
  /** Whether an active scenario needs the hook, or a run by hand waits at it. */
  wanted(hookId: HookId): boolean;
  /** Whether an active scenario answers the caller of the hook itself. */
  answers(hookId: HookId): boolean;
  /** Scenarios linked to a hook whose data is confidential. */
  confidential(): readonly ScenarioId[];
  /** Keeps the hook wanted until the returned function is called. */
  hold(hookId: HookId): () => void;
  close(): void;
}

/** One scenario as far as it matters here. */
interface Subscriber {
  readonly hookId: HookId;
  readonly active: boolean;
  readonly answers: boolean;
  readonly confidential: boolean;
}

/** What taking a delivery in asks of a hook. */
interface HookView {
  readonly ids: readonly ScenarioId[];
  readonly active: boolean;
  readonly answers: boolean;
}

/** The subscriptions of a store; changes of scenarios are learnt from events. */
export async function openSubscriptions(
  scenarios: Store['scenarios'],
  programs: Programs,
  events: EventHub,
): Promise<Subscriptions> {
  const subscribers = new Map<ScenarioId, Subscriber>();
  /** Made when they are asked for, forgotten when any scenario changes. */
  const views = new Map<HookId, HookView>();
  const held = new Map<HookId, number>();
  const close = events.on('scenario.changed', ({ scenarioId }) => void refresh(scenarioId));
  for (const scenario of await scenarios.list()) put(scenario);

  return {
    of: (hookId) => viewOf(hookId).ids,
    hookOf: (scenarioId) => subscribers.get(scenarioId)?.hookId,
    wanted: (hookId) => held.has(hookId) || viewOf(hookId).active,
    answers: (hookId) => viewOf(hookId).answers,
    confidential: () => [...subscribers].filter(([, { confidential }]) => confidential).map(([id]) => id),
    hold(hookId) {
      held.set(hookId, (held.get(hookId) ?? 0) + 1);
      return () => {
        const left = (held.get(hookId) ?? 1) - 1;
        if (left > 0) held.set(hookId, left);
        else held.delete(hookId);
      };
    },
    close,
  };

  function viewOf(hookId: HookId): HookView {
    const known = views.get(hookId);
    if (known !== undefined) return known;
    const linked = [...subscribers].filter(([, one]) => one.hookId === hookId);
    const view = {
      ids: linked.map(([id]) => id),
      active: linked.some(([, one]) => one.active),
      answers: linked.some(([, one]) => one.active && one.answers),
    };
    views.set(hookId, view);
    return view;
  }

  async function refresh(id: ScenarioId): Promise<void> {
    const scenario = await scenarios.get(id);
    views.clear();
    if (scenario === undefined) subscribers.delete(id);
    else put(scenario);
  }

  function put(scenario: ScenarioRecord): void {
    const { id, hookId, active, blueprint } = scenario;
    if (hookId === null) subscribers.delete(id);
    else {
      const { confidential } = readSettings(blueprint);
      subscribers.set(id, { hookId, active, answers: active && hasResponder(scenario), confidential });
    }
  }

  function hasResponder(scenario: ScenarioRecord): boolean {
    return programs.of(scenario).compiled.steps.some(({ role }) => role.type === 'operation' && role.answers === true);
  }
}
