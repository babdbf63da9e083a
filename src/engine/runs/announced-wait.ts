import { toConnectorError } from '../../core/errors.ts';
import type { RunId } from '../../store/records.ts';
import type { EventHub, EventOf } from '../events.ts';
import type { Wait } from './next-delivery.ts';

/** What waiting is announced with. */
export interface AnnouncedWait extends Wait {
  /** When it is given up, milliseconds since 1970. */
  readonly until: number;
}

/** Tells whoever watches that a scenario waits for a delivery while `work` does, and how the wait ended. */
export async function announceWait(
  { scenarioId, hookId, until }: AnnouncedWait,
  events: EventHub,
  work: (started: (run: { readonly id: RunId }) => void) => Promise<RunId>,
): Promise<RunId> {
  let isOver = false;
  events.emit({ type: 'run.waiting', scenarioId, hookId, until });
  try {
    const runId = await work(({ id }) => end('started', id));
    end('started', runId);
    return runId;
  } catch (error) {
    end(ENDINGS[toConnectorError(error).name] ?? 'failed', null);
    throw error;
  }

  function end(outcome: EventOf<'run.wait-ended'>['outcome'], runId: RunId | null): void {
    if (isOver) return;
    isOver = true;
    events.emit({ type: 'run.wait-ended', scenarioId, outcome, runId });
  }
}

const ENDINGS: Readonly<Record<string, EventOf<'run.wait-ended'>['outcome'] | undefined>> = {
  ModuleTimeoutError: 'timeout',
  ExecutionInterruptedError: 'cancelled',
};
