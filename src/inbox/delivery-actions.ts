import type { Clock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { isCollection } from '../core/json.ts';
import type { App } from '../manifest/app.ts';
import type { DeliveryId, HookId, HookRecord, QueueItem, QueueState, ScenarioId } from '../store/records.ts';
import type { DeliveryFilter, DeliverySummary, Store } from '../store/store.ts';
import { refuseErased } from './erased-delivery.ts';
import type { QueueDepths } from './queue-depths.ts';
import { receiveDelivery } from './reception.ts';
import type { EvaluationBasics } from './reception.ts';
import type { Registrar } from './registrar.ts';

/** Which deliveries an action is for: these, or all that a filter finds, for example by state or time of arrival. */
export type DeliverySelection =
  | { readonly ids: readonly DeliveryId[]; readonly scenarioId?: ScenarioId }
  | { readonly filter: Omit<DeliveryFilter, 'limit' | 'cursor'> };

/** A delivery as a trigger would put it out. */
export interface DeliverySample {
  readonly deliveryId: DeliveryId;
  readonly bundles: readonly unknown[];
}

/** One hook at a glance. */
export interface InboxSummary {
  readonly counts: Readonly<Record<QueueState, number>>;
  /** What waits or runs. */
  readonly depth: number;
  readonly lastReceivedAt: number | null;
}

/** What the actions work with. */
export interface DeliveryActionOptions {
  readonly store: Pick<Store, 'deliveries' | 'hooks'>;
  readonly registrar: Pick<Registrar, 'change'>;
  readonly apps: (name: string) => App | undefined;
  readonly depths: QueueDepths;
  readonly evaluation: EvaluationBasics;
  readonly clock: Clock;
  /** The scenarios whose data is confidential: what is given up for them is erased. */
  readonly confidential?: () => readonly ScenarioId[];
  /** Something may be due again: wakes those who work deliveries off. */
  readonly onQueued: () => void;
}

/** What people do with deliveries that are stored. */
export interface DeliveryActions {
  /**
   * Queues them again with fresh attempts, in their old place; the number of items. Running ones are left alone, and
   * those whose content was erased.
   * @throws ConnectorError `ConflictError` when nothing is left of the ones that are named.
   */
  replay(selection: DeliverySelection): Promise<number>;
  /** Replays what gave up or is held, of one hook. */
  replayDead(hookId: HookId): Promise<number>;
  /**
   * Hands a copy of the delivery to a scenario, for example one that was linked later.
   * @throws ConnectorError `NotFoundError`, `ConflictError` when its content was erased.
   */
  copyTo(id: DeliveryId, scenarioId: ScenarioId): Promise<DeliveryId>;
  /**
   * Gives them up; the number of items. With a filter only deliveries whose open work matches it as a whole: nothing
   * is taken from a scenario that the filter does not mean.
   */
  discard(selection: DeliverySelection): Promise<number>;
  /** Deliveries are kept but not worked off until `resume`. */
  pause(hookId: HookId): Promise<HookRecord>;
  resume(hookId: HookId): Promise<HookRecord>;
  /**
   * The bundles a delivery would start scenarios with.
   * @throws ConnectorError `NotFoundError`, `ConflictError` when it was erased, `DataError` when it cannot be read.
   */
  sample(id: DeliveryId): Promise<DeliverySample>;
  summary(hookId: HookId): Promise<InboxSummary>;
}

const PAGE = 250;
const UNFINISHED: ReadonlySet<QueueState> = new Set(['queued', 'retrying', 'dead', 'held']);

/** The actions on the deliveries of a store. */
export function createDeliveryActions(options: DeliveryActionOptions): DeliveryActions {
  const { store, registrar, apps, depths, evaluation, clock, onQueued } = options;
  const { deliveries } = store;

  const actions: DeliveryActions = {
    async replay(selection) {
      let count = 0;
      for (const { scenarioId, ids } of await workOf(selection)) {
        const filter = { deliveryIds: ids, ...(scenarioId === undefined ? {} : { scenarioId }) };
        count += await deliveries.requeue(filter, clock.now());
      }
      if (count === 0 && 'ids' in selection) await refuseAllErased(selection.ids);
      return changed(count);
    },
    replayDead: (hookId) => actions.replay({ filter: { hookId, states: ['dead', 'held'] } }),
    async copyTo(id, scenarioId) {
      const original = await find(id);
      const now = clock.now();
      const delivery = { ...original, id: newId('whd', now), eventId: null, receivedAt: now };
      await deliveries.accept({ delivery, scenarioIds: [scenarioId], orderKey: null, dedupeMs: 0 });
      await changed(1);
      return delivery.id;
    },
    async discard(selection) {
      const ids = await discardable(selection);
      const count = await deliveries.discard(ids);
      await deliveries.erase({ ids }, options.confidential?.() ?? [], clock.now());
      return changed(count);
    },
    pause: (hookId) => registrar.change(hookId, { paused: true }),
    async resume(hookId) {
      const hook = await registrar.change(hookId, { paused: false });
      onQueued();
      return hook;
    },
    async sample(id) {
      const delivery = await find(id);
      const hook = await store.hooks.get(delivery.hookId);
      const app = hook && apps(hook.app);
      const webhook = hook && app?.webhooks.get(hook.webhook);
      if (app === undefined || webhook === undefined) {
        throw new ConnectorError('NotFoundError', `The webhook of the delivery ${id} is gone, or its app is.`);
      }
      const parameters = isCollection(hook?.parameters) ? hook.parameters : {};
      return { deliveryId: id, bundles: receiveDelivery(evaluation, { app, webhook, parameters }, delivery).items };
    },
    async summary(hookId) {
      const [counts, page] = await Promise.all([deliveries.counts(hookId), deliveries.list({ hookId, limit: 1 })]);
      return { counts, depth: depths.of(hookId), lastReceivedAt: page.items[0]?.delivery.receivedAt ?? null };
    },
  };
  return actions;

  async function find(id: DeliveryId) {
    const delivery = await deliveries.get(id);
    if (delivery === undefined) throw new ConnectorError('NotFoundError', `There is no delivery ${id}.`);
    refuseErased(delivery);
    return delivery;
  }

  /** Of many, those that are left are replayed; when none is, the first says why. */
  async function refuseAllErased(ids: readonly DeliveryId[]): Promise<void> {
    for (const id of ids) {
      const delivery = await deliveries.get(id);
      if (delivery !== undefined) refuseErased(delivery);
    }
  }

  async function changed(count: number): Promise<number> {
    await depths.refresh();
    onQueued();
    return count;
  }

  /** By scenario, so that a filter by state replays nothing that another scenario has done already. */
  async function workOf(
    selection: DeliverySelection,
  ): Promise<readonly { readonly scenarioId?: ScenarioId; readonly ids: readonly DeliveryId[] }[]> {
    if ('ids' in selection) {
      const { ids, scenarioId } = selection;
      return [{ ids, ...(scenarioId === undefined ? {} : { scenarioId }) }];
    }
    const byScenario = new Map<ScenarioId, DeliveryId[]>();
    for await (const { items } of pagesOf(selection.filter)) {
      for (const item of items.filter((item) => isMeant(item, selection.filter))) {
        const ids = byScenario.get(item.scenarioId);
        if (ids === undefined) byScenario.set(item.scenarioId, [item.deliveryId]);
        else ids.push(item.deliveryId);
      }
    }
    return [...byScenario].map(([scenarioId, ids]) => ({ scenarioId, ids }));
  }

  async function discardable(selection: DeliverySelection): Promise<readonly DeliveryId[]> {
    if ('ids' in selection) return selection.ids;
    const ids: DeliveryId[] = [];
    for await (const { delivery, items } of pagesOf(selection.filter)) {
      const open = items.filter(({ state }) => UNFINISHED.has(state));
      if (open.every((item) => isMeant(item, selection.filter))) ids.push(delivery.id);
    }
    return ids;
  }

  async function* pagesOf(filter: Omit<DeliveryFilter, 'limit' | 'cursor'>): AsyncGenerator<DeliverySummary> {
    let cursor: string | null = null;
    do {
      const page = await deliveries.list({ ...filter, limit: PAGE, ...(cursor === null ? {} : { cursor }) });
      yield* page.items;
      ({ cursor } = page);
    } while (cursor !== null);
  }
}

function isMeant(item: QueueItem, { states, scenarioId }: Omit<DeliveryFilter, 'limit' | 'cursor'>): boolean {
  const isState = states === undefined || states.length === 0 || states.includes(item.state);
  return isState && (scenarioId === undefined || item.scenarioId === scenarioId);
}
