import type { QueueItem } from '../../store/records.ts';
import type { Settlement, Store } from '../../store/store.ts';
import type { SwitchOff } from '../scenarios/switch-off.ts';
import { enterLane, type Lane } from './lane.ts';
import type { Lanes } from './lanes.ts';
import type { Lease, Leases } from './leases.ts';
import type { RetryLimit } from './retry-limit.ts';
import { settle, type WorkParts, type WorkResult, workOff } from './work-item.ts';

/** What working off claimed items needs. */
export interface ItemWorkerParts extends WorkParts {
  readonly store: WorkParts['store'] & Pick<Store, 'scenarios'>;
  readonly lanes: Lanes;
  readonly leases: Leases;
  readonly retries: RetryLimit;
  readonly switchOff: SwitchOff;
  /** Aborted when the program ends. */
  readonly over: AbortSignal;
  readonly onFailure: (error: unknown) => void;
}

/** How long to wait before the store is tried again, in milliseconds. */
export const STORE_RETRY_MS = 1000;

/** Works on one claimed item until it is settled, whatever happens. */
export async function workOn(item: QueueItem, lane: Lane, parts: ItemWorkerParts): Promise<void> {
  const { leases, retries, clock, over } = parts;
  const lease = leases.hold(item);
  const leave = retries.enter(item, lane.program.compiled.connectionIds);
  const endTurn = await enterLane(lane, item.seq);
  try {
    const result =
      leave === undefined || over.aborted
        ? await settle(postponed(item, leave === undefined, parts), lease, parts)
        : await workOff(lease, lane, { ...parts, onExecuted: endTurn });
    if (result !== undefined) await followUp(result, lane, parts);
  } catch (error) {
    parts.onFailure(error);
    lane.due = Math.min(lane.due, clock.now() + STORE_RETRY_MS);
    await giveBack(lease, parts);
  } finally {
    leave?.();
    endTurn();
    leases.release(lease);
  }
}

/** An item whose turn it is not: the program ends, or too many retries are under way. */
function postponed(item: QueueItem, isCrowded: boolean, { clock, random }: ItemWorkerParts): Settlement {
  if (!isCrowded) return { state: 'queued' };
  const runAt = clock.now() + STORE_RETRY_MS * (1 + Math.floor(4 * random()));
  return { state: 'retrying', runAt, ...(item.reason !== null && { reason: item.reason }) };
}

/** The store failed in the middle: the item goes back as soon as the store answers, or its lease runs out. */
async function giveBack(lease: Lease, parts: ItemWorkerParts): Promise<void> {
  const { clock, over } = parts;
  try {
    for (;;) {
      lease.guard();
      const runAt = clock.now() + STORE_RETRY_MS;
      const isSettled = await settle({ state: 'queued', runAt }, lease, parts).then(
        () => true,
        () => false,
      );
      if (isSettled) return;
      await clock.sleep(STORE_RETRY_MS, over);
    }
  } catch {
    // The lease ran out or the program ends: whoever comes next takes the item over.
  }
}

/** Counts errors, plans the next look, and switches the scenario off when it is time. */
async function followUp(
  { settlement, errors, switchOff }: NonNullable<WorkResult>,
  lane: Lane,
  { store, clock, lanes, switchOff: switchScenarioOff }: ItemWorkerParts,
): Promise<void> {
  const { id } = lane.program;
  if (settlement.state === 'retrying') lane.due = Math.min(lane.due, settlement.runAt ?? clock.now());
  if (errors === 'keep' || (errors === 'reset' && lane.errors === 0)) return;
  lane.errors = errors === 'reset' ? 0 : lane.errors + 1;
  const reason = switchOff ?? tooManyErrors(lane, settlement);
  if (reason === undefined || lanes.get(id) !== lane) return store.scenarios.setState(id, { errors: lane.errors });
  lanes.remove(id);
  await switchScenarioOff(id, { reason, errors: lane.errors });
}

function tooManyErrors({ errors, program }: Lane, { reason = '' }: Settlement): string | undefined {
  if (errors === 0 || errors < program.compiled.settings.maxErrors) return undefined;
  return `${errors} ${errors === 1 ? 'run' : 'runs in a row'} ended in error. ${reason}`.trim();
}
