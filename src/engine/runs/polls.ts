import { createHash } from 'node:crypto';

import { readPollingState, type Polling, type PollingState } from '../../communication/polling.ts';
import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Json } from '../../core/json.ts';
import type { JournalEntry, RunId, ScenarioId } from '../../store/records.ts';
import type { KeptValue, Store } from '../../store/store.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { Program } from './programs.ts';

/** One look of a polling trigger for what is new. */
export interface PollTurn {
  readonly polling: Polling;
  /** The journal of everybody who looks from the same place: what one attempt has found and done, the next one takes over. */
  readonly journal: { readonly scope: RunId; readonly known: readonly JournalEntry[] };
  /** What to keep, with the end of the run, so that the next look begins where this one ended. */
  next(state: PollingState): KeptValue;
}

/** Where polling triggers stand. */
export interface Polls {
  /** Does `work` with the next look of a scenario; looks of one scenario follow each other. */
  take<T>(program: Pick<Program, 'id' | 'compiled'>, work: (turn: PollTurn) => Promise<T>): Promise<T>;
  /** Where the trigger of a scenario stands; undefined before its first look. */
  read(program: Pick<Program, 'id' | 'compiled'>): Promise<PollingState | undefined>;
  /** Whether a run that did not end well had found something, which the next look takes over. */
  looksAgain(program: Pick<Program, 'id' | 'compiled'>): Promise<boolean>;
  /** Lets the trigger look from another place on, found while it does not look and knowing where it stands. */
  move(
    program: Pick<Program, 'id' | 'compiled'>,
    find: (before: PollingState | undefined) => PollingState | Promise<PollingState>,
  ): Promise<PollingState>;
  /** Forgets where the triggers of a scenario that was deleted stood. */
  forget(id: ScenarioId): Promise<void>;
}

const SCOPE = 'polling';

/** The places of polling triggers in a store. */
export function createPolls(store: Pick<Store, 'values' | 'runs'>): Polls {
  const queues = new Map<ScenarioId, Promise<unknown>>();

  return {
    take: (program, work) => inTurn(program.id, async () => work(await turnOf(program))),
    read: async (program) => (await placeOf(program)).state,
    async looksAgain(program) {
      const { key, turn } = await placeOf(program);
      return (await store.runs.journal(scopeOf(key, turn, program.compiled))).length > 0;
    },
    move: (program, find) =>
      inTurn(program.id, async () => {
        const { key, turn, state: before } = await placeOf(program);
        const state = await find(before);
        if (state !== before) await store.values.set(SCOPE, key, content(turn + 1, state));
        return state;
      }),
    forget: (id) =>
      inTurn(id, async () => {
        const keys = [...(await store.values.list(SCOPE)).keys()].filter((key) => key.startsWith(`${id} `));
        for (const key of keys) await store.values.remove(SCOPE, key);
      }),
  };

  async function turnOf(program: Pick<Program, 'id' | 'compiled'>): Promise<PollTurn> {
    const { key, turn, state } = await placeOf(program);
    const scope = scopeOf(key, turn, program.compiled);
    return {
      polling: state === undefined ? { mode: 'start' } : { mode: 'new', state },
      journal: { scope, known: await store.runs.journal(scope) },
      next: (after) => ({ scope: SCOPE, key, value: content(turn + 1, after) }),
    };
  }

  async function placeOf({ id, compiled }: Pick<Program, 'id' | 'compiled'>): Promise<Place> {
    const { step } = compiled.trigger;
    if (step === undefined) throw new ConnectorError('UsageError', `"${compiled.name}" has no trigger.`);
    const key = `${id} ${step.id} ${step.module}`;
    const kept = await store.values.get(SCOPE, key);
    const state = readPollingState(ownValue(kept, 'state'));
    return { key, turn: Number(ownValue(kept, 'turn') ?? 0), ...(state !== undefined && { state }) };
  }

  async function inTurn<T>(id: ScenarioId, work: () => Promise<T>): Promise<T> {
    const before = queues.get(id) ?? Promise.resolve();
    const own = before.then(work, work);
    queues.set(id, own);
    try {
      return await own;
    } finally {
      if (queues.get(id) === own) queues.delete(id);
    }
  }
}

interface Place {
  readonly key: string;
  /** Counts looks and moves; a number is never used twice. */
  readonly turn: number;
  readonly state?: PollingState;
}

function content(turn: number, state: PollingState): Json {
  return { turn, state: { ...state } };
}

/** A trigger that was set up otherwise meanwhile looks anew instead of taking over what it would not find any more. */
function scopeOf(key: string, turn: number, { trigger }: CompiledScenario): RunId {
  const parameters = isCollection(trigger.parameters) ? trigger.parameters : {};
  const digest = createHash('sha256')
    .update(JSON.stringify([key, parameters]))
    .digest('hex')
    .slice(0, 24);
  return `run_p${turn}_${digest}`;
}
