import { timeOf, type PollingState } from '../../communication/polling.ts';
import type { CallServices } from '../../communication/services.ts';
import { ConnectorError } from '../../core/errors.ts';
import { ownValue, type Collection } from '../../core/json.ts';
import { textOf } from '../../iml/coerce.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import type { ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { Step } from '../blueprint/step.ts';
import { listStarts, runModule, type ModuleRequest } from '../module/run-module.ts';
import type { Polls } from './polls.ts';
import type { Program, Programs } from './programs.ts';

/** Where a polling trigger is to start. */
export type StartChoice =
  | { readonly from: 'now' }
  | { readonly from: 'all' }
  | { readonly from: 'date'; readonly date: number }
  | { readonly from: 'item'; readonly item: Pick<StartItem, 'id' | 'date'> };

/** An item people may start behind. */
export interface StartItem {
  readonly id: string | number;
  /** Milliseconds since 1970. */
  readonly date?: number;
  readonly label: string;
}

/** Where a polling trigger stands, and what may be chosen. */
export interface TriggerStart {
  /** What it tells items by; a date can only be chosen for `date`. */
  readonly type: 'date' | 'id';
  /** Whether the app says how items to start behind are listed. */
  readonly choices: boolean;
  /** Undefined before the first run: that one starts from now on. */
  readonly state: PollingState | undefined;
  /** Whether the next run takes again what a run that failed had found, unless it is to start elsewhere. */
  readonly looksAgain: boolean;
}

/** The starting points of polling triggers. */
export interface TriggerStarts {
  /** @throws ConnectorError `NotFoundError`, `UsageError` when the scenario does not begin with a polling trigger. */
  get(id: ScenarioId): Promise<TriggerStart>;
  /** Asks the service. @throws ConnectorError as `get`, and as the service refuses. */
  items(id: ScenarioId, signal?: AbortSignal): Promise<readonly StartItem[]>;
  /** The next run takes what comes after the place that was chosen. @throws ConnectorError as `items`. */
  set(id: ScenarioId, choice: StartChoice, signal?: AbortSignal): Promise<TriggerStart>;
  /** A scenario was switched on: unless a starting point is known, it is now, and not the time of the first run. */
  begin(id: ScenarioId): Promise<void>;
}

/** What finding and keeping starting points needs. */
export interface TriggerStartParts {
  readonly store: Pick<Store, 'scenarios'>;
  readonly programs: Programs;
  readonly polls: Polls;
  readonly services: CallServices;
  readonly connectionValues: (connectionId: string) => Collection | Promise<Collection>;
}

/** The starting points of the scenarios of a store. */
export function createTriggerStarts(parts: TriggerStartParts): TriggerStarts {
  const { store, programs, polls, services } = parts;

  return {
    async get(id) {
      const trigger = await triggerOf(id);
      return shown(trigger, await polls.read(trigger.program), await polls.looksAgain(trigger.program));
    },
    async items(id, signal) {
      const trigger = await triggerOf(id);
      const { bundles } = await listStarts(services, trigger.app, await requestOf(trigger, signal));
      return bundles.map(itemOf);
    },
    async set(id, choice, signal) {
      const trigger = await triggerOf(id);
      if (choice.from === 'date' && trigger.type === 'id') throw withoutDates(trigger);
      const state = await polls.move(trigger.program, () => stateFor(choice, trigger, signal));
      return shown(trigger, state, false);
    },
    async begin(id) {
      const scenario = await store.scenarios.get(id);
      if (scenario === undefined) return;
      if (programs.of(scenario).compiled.trigger.module?.call?.polls === undefined) return;
      const trigger = await triggerOf(id);
      await polls.move(trigger.program, (before) => before ?? stateFor({ from: 'now' }, trigger));
    },
  };

  async function stateFor(choice: StartChoice, trigger: Trigger, signal?: AbortSignal): Promise<PollingState> {
    if (choice.from === 'all') return { seen: [] };
    if (choice.from === 'date') return { lastDate: choice.date, seen: [] };
    if (choice.from === 'item') return behind(choice.item);
    const request = await requestOf(trigger, signal);
    const { polled } = await runModule(services, trigger.app, { ...request, polling: { mode: 'start' } });
    return polled ?? { seen: [] };
  }

  async function triggerOf(id: ScenarioId): Promise<Trigger> {
    const scenario = await store.scenarios.get(id);
    if (scenario === undefined) throw new ConnectorError('NotFoundError', `There is no scenario ${id}.`);
    const program = programs.of(scenario);
    const { step, app, module } = program.compiled.trigger;
    const type = module?.call?.polls;
    if (step !== undefined && app !== undefined && module !== undefined && type !== undefined) {
      return { program, step, app, module, type };
    }
    throw new ConnectorError(
      'UsageError',
      `"${scenario.name}" does not start with a module that looks for what is new.`,
      {
        fix: 'Only scenarios whose first module is a polling trigger have a starting point.',
      },
    );
  }

  async function requestOf({ program, step, module }: Trigger, signal?: AbortSignal): Promise<ModuleRequest> {
    const { clock, random, timezone, limits } = services;
    const scenario = { id: program.id, name: program.name };
    const variables = { executionId: '', scenario, var: {} };
    const input = step.mapping.evaluate({ variables, clock, random, timezone, limits: limits.expression });
    const connection = step.connectionId === undefined ? undefined : await parts.connectionValues(step.connectionId);
    return {
      module: module.name,
      input,
      ...(connection !== undefined && { connection }),
      ...(signal !== undefined && { signal }),
    };
  }
}

/** The polling trigger of a scenario. */
interface Trigger {
  readonly program: Program;
  readonly step: Step;
  readonly app: App;
  readonly module: AppModule;
  readonly type: 'date' | 'id';
}

function shown({ type, module }: Trigger, state: PollingState | undefined, looksAgain: boolean): TriggerStart {
  return { type, choices: module.epoch !== undefined, state, looksAgain };
}

function behind({ id, date }: Pick<StartItem, 'id' | 'date'>): PollingState {
  return { ...(date !== undefined && { lastDate: date }), lastId: id, seen: [String(id)] };
}

function itemOf(bundle: Collection): StartItem {
  const id = ownValue(bundle, 'id');
  const date = timeOf(ownValue(bundle, 'date'));
  const name = typeof id === 'number' ? id : textOf(id);
  const label = textOf(ownValue(bundle, 'label'));
  return { id: name, ...(date !== undefined && { date }), label: label === '' ? String(name) : label };
}

function withoutDates({ module }: Trigger): ConnectorError {
  return new ConnectorError('UsageError', `"${module.label}" tells what is new by ids, so no date can be chosen.`, {
    fix: 'Choose an item to start behind, everything, or from now on.',
  });
}
