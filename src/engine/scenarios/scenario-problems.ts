import type { Problem } from '../../core/source.ts';
import type { DataStoreId } from '../../store/data-store.ts';
import type { ConnectionId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { connectionLinks, dataStoreLinks, type BlueprintLink } from './blueprint-links.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import { scheduleProblem } from '../schedule/schedule.ts';

/**
 * What is wrong with a scenario beside its modules: connections and data stores that are gone, no trigger, a schedule
 * that cannot be.
 */
export async function linkProblems(
  scenario: Pick<ScenarioRecord, 'blueprint' | 'scheduling' | 'timezone' | 'hookId'>,
  compiled: CompiledScenario,
  { connections, dataStores }: Pick<Store, 'connections' | 'dataStores'>,
): Promise<readonly Problem[]> {
  const connection = {
    noun: 'connection',
    links: connectionLinks(scenario.blueprint),
    isKnown: async (id: string) => (await connections.get(id as ConnectionId)) !== undefined,
  };
  const dataStore = {
    noun: 'data store',
    links: dataStoreLinks(scenario.blueprint),
    isKnown: async (id: string) => (await dataStores.get(id as DataStoreId)) !== undefined,
  };
  return [
    ...(await unknownLinks(connection, compiled)),
    ...(await unknownLinks(dataStore, compiled)),
    ...startProblems(scenario, compiled),
  ];
}

/** What modules name, and how to find out whether it is there. */
interface Links {
  readonly noun: string;
  readonly links: readonly BlueprintLink[];
  readonly isKnown: (id: string) => Promise<boolean>;
}

async function unknownLinks(
  { noun, links: all, isKnown }: Links,
  { steps }: CompiledScenario,
): Promise<readonly Problem[]> {
  const disabled = new Set(steps.filter(({ role }) => role.type === 'disabled').map(({ id }) => id));
  const links = all.filter(({ moduleId }) => !disabled.has(moduleId));
  const known = new Map<string, boolean>();
  for (const { id } of links) {
    if (!known.has(id)) known.set(id, await isKnown(id));
  }
  return links
    .filter(({ id }) => known.get(id) !== true)
    .map(({ id, pointer, moduleId }) => ({
      pointer,
      severity: 'error',
      code: `UNKNOWN_${noun.toUpperCase().replace(' ', '_')}`,
      message: `Module ${moduleId} uses the ${noun} ${id}, which does not exist here.`,
      fix: `Choose one of your ${noun}s for the module.`,
    }));
}

function startProblems(
  { scheduling, timezone, hookId }: Pick<ScenarioRecord, 'scheduling' | 'timezone' | 'hookId'>,
  { trigger, first }: CompiledScenario,
): readonly Problem[] {
  const problem = (pointer: string, code: string, message: string, fix: string): Problem => ({
    pointer,
    severity: 'error',
    code,
    message,
    fix,
  });
  if (first === undefined) {
    return [
      problem('/flow', 'EMPTY_SCENARIO', 'The scenario has no modules.', 'Add a trigger and at least one module.'),
    ];
  }
  if (trigger.kind === 'instant') {
    if (hookId !== null) return [];
    const at = '/flow/0/parameters/__IMTHOOK__';
    const fix = 'Choose a connection for the trigger, add a webhook where it asks for more, and save.';
    return [problem(at, 'NO_HOOK', 'The trigger has no webhook.', fix)];
  }
  if (scheduling.type === 'immediately') {
    const fix = 'Choose an interval, times, or "on demand".';
    return [
      problem('/scheduling', 'NO_INSTANT_TRIGGER', 'Only an instant trigger can start a scenario immediately.', fix),
    ];
  }
  const wrong = scheduleProblem(scheduling, timezone);
  return wrong === undefined ? [] : [problem('/scheduling', 'BAD_SCHEDULE', wrong, 'Correct the schedule.')];
}
