import type { ConnectionId, HookId, ScenarioId, ScenarioRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { connectionLinks } from './blueprint-links.ts';
import type { EventHub } from './events.ts';

/** What of a scenario is asked for all the time, without a look into the store. */
interface Entry {
  readonly id: ScenarioId;
  readonly name: string;
  readonly active: boolean;
  readonly hookId: HookId | null;
  readonly connectionIds: ReadonlySet<string>;
}

/** All scenarios in memory, as far as hooks and connections ask for them. */
export interface ScenarioDirectory {
  /** Scenarios linked to a hook, switched off ones included. */
  subscribers(hookId: HookId): readonly ScenarioId[];
  /** Whether the provider has to have the hook: an active scenario uses it, or somebody waits at it. */
  isWanted(hookId: HookId): boolean;
  /** Makes a hook wanted until the result is called. */
  want(hookId: HookId): () => void;
  /** Scenarios whose modules use a connection. */
  usesOf(
    connectionId: ConnectionId,
  ): readonly { readonly kind: 'scenario'; readonly id: string; readonly name: string }[];
  /** Takes a scenario over as it is stored now; done by itself after each `scenario.changed`. */
  refresh(id: ScenarioId): Promise<void>;
  close(): void;
}

/** A directory of the scenarios that are stored; it follows their changes. */
export async function openScenarioDirectory(
  scenarios: Store['scenarios'],
  events: EventHub,
): Promise<ScenarioDirectory> {
  const entries = new Map<ScenarioId, Entry>();
  /** Filled as it is asked for, because every delivery asks. */
  const byHook = new Map<HookId, readonly Entry[]>();
  const waiting = new Map<HookId, number>();
  const close = events.on('scenario.changed', ({ scenarioId }) => {
    refresh(scenarioId).catch(() => undefined);
  });
  for (const scenario of await scenarios.list()) entries.set(scenario.id, entryOf(scenario));

  return {
    subscribers: (hookId) => usersOf(hookId).map(({ id }) => id),
    isWanted: (hookId) => (waiting.get(hookId) ?? 0) > 0 || usersOf(hookId).some(({ active }) => active),
    want(hookId) {
      const count = (change: number): void => {
        waiting.set(hookId, (waiting.get(hookId) ?? 0) + change);
      };
      count(1);
      return () => {
        count(-1);
      };
    },
    usesOf: (connectionId) =>
      [...entries.values()]
        .filter(({ connectionIds }) => connectionIds.has(connectionId))
        .map(({ id, name }) => ({ kind: 'scenario', id, name })),
    refresh,
    close,
  };

  function usersOf(hookId: HookId): readonly Entry[] {
    const known = byHook.get(hookId);
    if (known !== undefined) return known;
    const users = [...entries.values()].filter((entry) => entry.hookId === hookId);
    byHook.set(hookId, users);
    return users;
  }

  async function refresh(id: ScenarioId): Promise<void> {
    const scenario = await scenarios.get(id);
    byHook.clear();
    if (scenario === undefined) entries.delete(id);
    else entries.set(id, entryOf(scenario));
  }
}

function entryOf({ id, name, active, hookId, blueprint }: ScenarioRecord): Entry {
  return { id, name, active, hookId, connectionIds: new Set(connectionLinks(blueprint).map((link) => link.id)) };
}
