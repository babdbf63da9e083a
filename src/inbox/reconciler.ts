import type { Clock } from '../core/clock.ts';
import { toConnectorError } from '../core/errors.ts';
import type { App } from '../manifest/app.ts';
import type { ConnectionId, HookId, HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { driftRecord, noteOf, takeSteps } from './converge.ts';
import type { DriftNote } from './converge.ts';
import { findOrphans, planHook } from './drift.ts';
import type { HookDirectory } from './hook-directory.ts';
import type { HookPlace, Registrar } from './registrar.ts';
import type { RemoteHook } from './registration.ts';

/** What the reconciler works with. */
export interface ReconcilerOptions {
  readonly store: Pick<Store, 'hooks' | 'connections'>;
  readonly registrar: Registrar;
  readonly directory: HookDirectory;
  readonly apps: (name: string) => App | undefined;
  /** Whether at least one active scenario uses the hook. */
  readonly wanted: (id: HookId) => boolean;
  readonly clock: Clock;
  /** Told of every round on the timer; of what throws, too. */
  readonly onRound?: (round: ReconcileReport | { readonly error: unknown }) => void;
  /** Milliseconds between rounds. @default 60000 */
  readonly intervalMs?: number;
}

/** A connection whose provider could not be asked: nothing was changed there. */
export interface UnreachableProvider {
  readonly app: string;
  readonly connectionId: ConnectionId | null;
  readonly reason: string;
}

/** What one round did, or would do. */
export interface ReconcileReport {
  readonly actions: readonly DriftNote[];
  readonly unreachable: readonly UnreachableProvider[];
}

/** Compares our hooks with those of the providers and repairs what differs. */
export interface Reconciler {
  /** One round. A dry run writes to the drift log what it would do, and does nothing else. */
  reconcile(options?: { readonly dryRun?: boolean }): Promise<ReconcileReport>;
  /** A round now and then one after every interval. */
  start(): void;
  /** Ends the rounds; resolves when the one that is under way is done. */
  stop(): Promise<void>;
}

/** All hooks of one connection: what the provider lists is compared with these. */
type Group = Pick<HookRecord, 'app' | 'connectionId'>;

/** What the provider says about one of our hooks, or about the account as a whole. */
interface Listing {
  readonly place: HookPlace;
  readonly remotes: readonly RemoteHook[];
}

/** The reconciler of a store. */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, registrar, directory, apps, wanted, clock, onRound, intervalMs = 60_000 } = options;
  const ending = new AbortController();
  let rounds: Promise<void> | undefined;

  return {
    reconcile,
    start() {
      rounds ??= repeat();
    },
    async stop() {
      ending.abort();
      await rounds;
    },
  };

  async function repeat(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        onRound?.((await reconcile()) satisfies ReconcileReport);
      } catch (error) {
        onRound?.({ error });
      }
      await clock.sleep(intervalMs, ending.signal).catch(() => undefined);
    }
  }

  async function reconcile({ dryRun = false } = {}): Promise<ReconcileReport> {
    const actions: DriftNote[] = [];
    const unreachable: UnreachableProvider[] = [];
    const note = async (action: DriftNote): Promise<void> => {
      actions.push(action);
      await store.hooks.logDrift(driftRecord(action, clock.now(), dryRun));
    };
    for (const group of await groups()) {
      const reason = await registrar.locked(group, () => compareGroup(group, note, dryRun));
      if (reason !== undefined) unreachable.push({ ...group, reason });
    }
    return { actions, unreachable };
  }

  /** Every connection, because a provider may have hooks of ours that we forgot; and hooks without a connection. */
  async function groups(): Promise<readonly Group[]> {
    const connections = await store.connections.list();
    const places = [
      ...connections.map(({ id, app }) => ({ app, connectionId: id })),
      ...(await store.hooks.list()).filter(isAlive).map(({ app, connectionId }) => ({ app, connectionId })),
    ];
    return [...new Map(places.map((place) => [`${place.app} ${place.connectionId ?? ''}`, place])).values()];
  }

  /** Gives the reason when the provider cannot be asked. */
  async function compareGroup(
    group: Group,
    note: (action: DriftNote) => Promise<void>,
    dryRun: boolean,
  ): Promise<string | undefined> {
    const hooks = await hooksOf(group);
    const place = hooks.length === 0 ? await placeWithoutHook(group) : undefined;
    let listings: readonly (Listing | undefined)[];
    try {
      listings = await listAll(place === undefined ? hooks : [place]);
    } catch (thrown) {
      return toConnectorError(thrown).message;
    }
    for (const [index, hook] of hooks.entries()) {
      if (hook.retryAt !== null && hook.retryAt > clock.now()) continue;
      const isWanted = hook.deletedAt === null && wanted(hook.id);
      const facts = { wanted: isWanted, url: registrar.urlOf(hook), remotes: listings[index]?.remotes };
      const plan = planHook(hook, facts);
      if (!dryRun) await takeSteps(registrar, hook, plan, note);
      else for (const step of plan.steps) await note(noteOf(hook, step));
    }
    await removeOrphans(listings, note, dryRun);
    return undefined;
  }

  async function hooksOf(group: Group): Promise<readonly HookRecord[]> {
    const hooks = await store.hooks.list();
    return hooks
      .filter(isAlive)
      .filter(({ app, connectionId }) => app === group.app && connectionId === group.connectionId)
      .filter(({ app, webhook }) => apps(app)?.webhooks.has(webhook) === true);
  }

  /** Any webhook of the connection's app that can list will do to find orphans. */
  async function placeWithoutHook({ app, connectionId }: Group): Promise<HookPlace | undefined> {
    const connection = connectionId === null ? undefined : await store.connections.get(connectionId);
    const webhooks = [...(apps(app)?.webhooks.values() ?? [])];
    const lister = webhooks.find(({ list, connection: name }) => list !== undefined && name === connection?.connection);
    return lister && { app, connectionId, webhook: lister.name, parameters: {} };
  }

  /** One listing for each place, in order; a hook that is asked for in the same words shares the answer. */
  async function listAll(places: readonly HookPlace[]): Promise<readonly (Listing | undefined)[]> {
    const answers = new Map<string, Listing | undefined>();
    const listings: (Listing | undefined)[] = [];
    for (const place of places) {
      const key = JSON.stringify([place.webhook, place.parameters]);
      if (!answers.has(key)) answers.set(key, await list(place));
      listings.push(answers.get(key));
    }
    return listings;
  }

  async function list(place: HookPlace): Promise<Listing | undefined> {
    // With its connection gone, only our own record is left to go by.
    const { connectionId } = place;
    if (connectionId !== null && (await store.connections.get(connectionId)) === undefined) return undefined;
    const remotes = await registrar.list(place);
    return remotes && { place, remotes };
  }

  async function removeOrphans(
    listings: readonly (Listing | undefined)[],
    note: (action: DriftNote) => Promise<void>,
    dryRun: boolean,
  ): Promise<void> {
    const seen = new Map<string, { readonly place: HookPlace; readonly remote: RemoteHook }>();
    for (const { place, remotes } of listings.filter((listing) => listing !== undefined)) {
      for (const remote of findOrphans(remotes, registrar.base(), isCaredFor)) seen.set(remote.id, { place, remote });
    }
    for (const { place, remote } of seen.values()) {
      const action = await removal(place, remote, dryRun);
      await note({ hookId: null, ...action });
    }
  }

  async function removal(
    place: HookPlace,
    remote: RemoteHook,
    dryRun: boolean,
  ): Promise<Pick<DriftNote, 'action' | 'detail'>> {
    const subject = `The hook ${remote.id} of the service delivers to an address of ours that is not in use`;
    try {
      if (!dryRun) await registrar.removeRemote(place, remote);
      return { action: 'removed-orphan', detail: `${subject}.` };
    } catch (thrown) {
      return { action: 'refused', detail: `${subject}: ${toConnectorError(thrown).message}` };
    }
  }

  /** Hooks of other connections are theirs to judge: two connections may reach the same account. */
  function isCaredFor(token: string): boolean {
    const hook = directory.byToken(token);
    return (hook !== undefined && isAlive(hook)) || registrar.isShared(token);
  }
}

/** A hook that is deleted and gone at the provider needs nothing any more. */
function isAlive({ deletedAt, state }: HookRecord): boolean {
  return deletedAt === null || state !== 'detached';
}
