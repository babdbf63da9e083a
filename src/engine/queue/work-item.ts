import { toConnectorError } from '../../core/errors.ts';
import type { DeliveryId, ScenarioId } from '../../store/records.ts';
import type { Settlement, Store } from '../../store/store.ts';
import type { ActiveRun } from '../runs/active-runs.ts';
import { type AttemptParts, openSharedJournal } from '../runs/attempts.ts';
import type { EventHub } from '../events.ts';
import type { Lane } from './lane.ts';
import type { Lease } from './leases.ts';
import type { Program } from '../runs/programs.ts';
import type { Runner, RunTask } from '../runs/runner.ts';
import { judge, type Verdict } from './settlement.ts';
import type { ReadDelivery } from '../runs/trigger-items.ts';
import type { WebhookReply } from '../flow/webhook-reply.ts';

/** What working off one item needs. */
export interface WorkParts extends Pick<AttemptParts, 'active' | 'clock'> {
  readonly store: Pick<Store, 'deliveries' | 'runs'>;
  readonly runner: Runner;
  readonly readDelivery: ReadDelivery;
  readonly random: () => number;
  readonly events: EventHub;
  /** Modules that are not called, for a run by hand. */
  readonly pins?: RunTask['pins'];
  /** The scenarios whose data is confidential. @default only the one at work, if it is */
  readonly confidential?: () => readonly ScenarioId[];
  /** Told of the run as soon as it has started. */
  readonly onStart?: (run: ActiveRun) => void;
  /** Called when nothing more is executed: what is left is to keep the result. */
  readonly onExecuted?: () => void;
  /** Told of the answer a scenario gives to whoever delivered. */
  readonly onReply?: (deliveryId: DeliveryId, reply: WebhookReply) => void;
}

/** How an item ended; undefined when another worker has taken it over. */
export type WorkResult = (Omit<Verdict, 'switchOff'> & { readonly switchOff?: string }) | undefined;

/**
 * Runs the scenario for one leased delivery and settles the item together with the run.
 * @throws whatever the store raises: then the item is still leased.
 */
export async function workOff(lease: Lease, lane: Lane, parts: WorkParts): Promise<WorkResult> {
  const { item } = lease;
  const { store, clock } = parts;
  // A lane that is read again meanwhile changes nothing for this run.
  const { program, hook } = lane;
  const delivery = await store.deliveries.ofItem(item);
  if (delivery === undefined) return settle({ state: 'discarded', reason: 'The delivery is gone.' }, lease, parts);
  const input = attemptTo(() => parts.readDelivery(delivery, hook, program.compiled));
  if ('items' in input && input.items.length === 0) {
    const nothing = { state: 'done', reason: 'Nothing in it is for this scenario.' } as const;
    return settle(erasing(nothing, program, parts), lease, parts);
  }
  const journal = await openSharedJournal(item, { ...parts, runs: store.runs });
  let verdict: Verdict | undefined;
  const { kept } = await parts.runner.run({
    program,
    trigger: {
      type: 'delivery',
      deliveryId: item.deliveryId,
      scope: journal.scope,
    },
    input,
    ...(parts.pins !== undefined && { pins: parts.pins }),
    guard: () => {
      lease.guard();
    },
    lease: {
      seq: item.seq,
      fence: item.fence,
      holds: () => lease.extend(),
      settle(outcome, runId, stopped) {
        const { maxAttempts } = hook;
        const { random } = parts;
        const judged = judge(outcome, { item, runId, maxAttempts, stopped, now: clock.now(), random });
        verdict = { ...judged, settlement: erasing(judged.settlement, program, parts) };
        return verdict.settlement;
      },
    },
    onStart: (run) => {
      lease.onLost = () => {
        parts.active.stop(run.id, 'program');
      };
      parts.onStart?.(run);
    },
    onExecuted: () => parts.onExecuted?.(),
    onReply: (reply) => parts.onReply?.(item.deliveryId, reply),
    journal,
  });
  if (!kept || verdict === undefined) return undefined;
  announce(verdict.settlement, lease, parts);
  return verdict;
}

/** Ends a lease without a run. @throws whatever the store raises. */
export async function settle(settlement: Settlement, { item }: Lease, parts: WorkParts): Promise<WorkResult> {
  const isOurs = await parts.store.deliveries.settle(item.seq, item.fence, settlement, parts.clock.now());
  if (!isOurs) return undefined;
  announce(settlement, { item }, parts);
  return { settlement, errors: 'keep' };
}

/** What a confidential scenario has worked off is erased together with the end of its work. */
function erasing(settlement: Settlement, { id, compiled }: Program, { confidential }: WorkParts): Settlement {
  if (!compiled.settings.confidential || settlement.state !== 'done') return settlement;
  return { ...settlement, confidential: [...new Set([id, ...(confidential?.() ?? [])])] };
}

function announce(settlement: Settlement, { item }: Pick<Lease, 'item'>, { events }: WorkParts): void {
  events.emit({
    type: 'delivery.settled',
    deliveryId: item.deliveryId,
    scenarioId: item.scenarioId,
    state: settlement.state,
    runId: settlement.runId ?? null,
    reason: settlement.reason ?? null,
  });
}

/** A value, or the error that came instead. */
function attemptTo<Result>(action: () => Result): Result | ReturnType<typeof toConnectorError> {
  try {
    return action();
  } catch (error) {
    return toConnectorError(error);
  }
}
