import { ConnectorError } from '../../core/errors.ts';
import type { Store } from '../../store/store.ts';
import type { RunOutcome } from '../flow/outcome.ts';
import type { Program } from './programs.ts';

/** Incomplete executions of one scenario that may wait at once, unless told otherwise. */
const MOST_WAITING = 10_000;

/** Where incomplete executions wait. */
export interface IncompleteRoom {
  readonly incompletes: Pick<Store['incompletes'], 'countWaiting'>;
  /** @default 10000 */
  readonly limit?: number | undefined;
}

/**
 * What a run ends with when there may be no room for the bundles it put aside. A scenario that allows data loss drops
 * them; any other one fails, so that the delivery keeps them and nothing that was done is repeated.
 */
export async function fitIncompletes(
  outcome: RunOutcome,
  { id, name, compiled }: Program,
  { incompletes, limit = MOST_WAITING }: IncompleteRoom,
): Promise<RunOutcome> {
  const { length } = outcome.incomplete;
  if (length === 0) return outcome;
  const room = Math.max(0, limit - (await incompletes.countWaiting(id)));
  if (length <= room) return outcome;
  if (compiled.settings.dataloss) return { ...outcome, incomplete: outcome.incomplete.slice(0, room) };
  const cause = new ConnectorError(
    'OutOfSpaceError',
    `"${name}" has ${limit} incomplete executions, the most that are kept of one scenario.`,
    { fix: 'Resolve or delete some of them, or allow data loss in the settings of the scenario.' },
  );
  const { message, fix } = cause;
  return { ...outcome, status: 'error', cause, error: { name: cause.name, message, fix }, incomplete: [] };
}
