import { ConnectorError } from '../core/errors.ts';
import { newId, newUrlToken } from '../core/ids.ts';
import type { Collection, Json } from '../core/json.ts';
import type { App, AppWebhook } from '../manifest/app.ts';
import type { ConnectionId, HookId, HookRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../core/clock.ts';
import { driftRecord, takeSteps } from './converge.ts';
import type { Convergence } from './converge.ts';
import { planHook } from './drift.ts';
import type { HookDirectory } from './hook-directory.ts';
import { checkHookSettings } from './hook-settings.ts';
import type { HookSettings } from './hook-settings.ts';
import { createLocks } from '../core/locks.ts';
import { NOTHING_PENDING } from './registrar.ts';
import type { HookAddress, Registrar } from './registrar.ts';

/** What a hook has to be for. */
export interface HookRequest {
  readonly app: string;
  readonly webhook: string;
  readonly connectionId: ConnectionId | null;
  /** What people call it. */
  readonly name: string;
  /** Values of the webhook's own form. */
  readonly parameters: Collection;
}

/** What the service works with. */
export interface HookServiceOptions {
  readonly store: Pick<Store, 'hooks'>;
  readonly registrar: Registrar;
  readonly directory: HookDirectory;
  readonly apps: (name: string) => App | undefined;
  readonly clock: Clock;
  /** Deliveries that may wait at a new hook. @default 10000 */
  readonly queueLimit?: number;
}

/** Hooks as scenarios use them: made once, registered while they are needed, removed with the last. */
export interface HookService {
  /**
   * A hook for this trigger, connection and parameters: the one there is, or a new one that is not registered yet.
   * @throws ConnectorError `NotFoundError`, `BundleValidationError` for the parameters.
   */
  ensureHook(request: HookRequest): Promise<HookRecord>;
  /**
   * Another hook, with an address and a queue of its own; not registered until an active scenario needs it.
   * @throws ConnectorError `NotFoundError`, `BundleValidationError` for the parameters.
   */
  create(request: HookRequest): Promise<HookRecord>;
  /**
   * Registers the hook at the provider unless it is; to be called when the scenario is stored as active.
   * @throws ConnectorError as the provider refused; the hook is `failed` then and is tried again on a timer.
   */
  attach(id: HookId): Promise<HookRecord>;
  /** Removes the hook at the provider. A refusal throws nothing: the hook stays `detaching` with the reason, to be tried again. */
  detach(id: HookId): Promise<HookRecord>;
  /**
   * Gives the hook other values of its form; where it is registered, the provider is told.
   * @throws ConnectorError `ConflictError` on a stale version, `BundleValidationError` for the values, or as the
   *   provider refused.
   */
  reshape(id: HookId, version: number, parameters: Collection): Promise<HookRecord>;
  /** Deletes the hook: from now on its address answers 410. */
  remove(id: HookId): Promise<HookRecord>;
  /**
   * Changes how deliveries are taken in and worked off.
   * @throws ConnectorError `ConflictError` on a stale version, `BundleValidationError` with every finding.
   */
  configure(id: HookId, version: number, settings: HookSettings): Promise<HookRecord>;
  /** The address the provider calls. */
  urlOf(hook: HookAddress): string;
}

/** The hook service of a store. */
export function createHookService(options: HookServiceOptions): HookService {
  const { store, registrar, directory, apps, clock, queueLimit = 10_000 } = options;
  const creation = createLocks();

  return {
    async ensureHook(request) {
      const webhook = webhookOf(apps, request);
      const parameters = acceptParameters(webhook, request.parameters);
      return creation.run(sharedBy({ ...request, parameters }), async () => {
        const known = directory
          .list()
          .find((hook) => hook.deletedAt === null && sharedBy(hook) === sharedBy({ ...request, parameters }));
        return known ?? insert({ ...request, parameters });
      });
    },
    create: async (request) =>
      insert({ ...request, parameters: acceptParameters(webhookOf(apps, request), request.parameters) }),
    attach: (id) => withHook(id, attach),
    detach: (id) => withHook(id, detach),
    reshape: (id, version, given) =>
      withHook(id, async (hook) => {
        const parameters = acceptParameters(webhookOf(apps, hook), given);
        if (JSON.stringify(sorted(parameters)) === JSON.stringify(sorted(hook.parameters))) return hook;
        const known = await configured(id, version, {});
        return known.state === 'attached'
          ? registrar.update(known, parameters)
          : registrar.change(id, { parameters: parameters as Json });
      }),
    remove: (id) =>
      withHook(id, async (hook) =>
        detach(hook.deletedAt === null ? await registrar.change(id, { deletedAt: clock.now() }) : hook),
      ),
    async configure(id, version, settings) {
      checkHookSettings(settings);
      return configured(id, version, settings);
    },
    urlOf: (hook) => registrar.urlOf(hook),
  };

  async function configured(id: HookId, version: number, settings: HookSettings): Promise<HookRecord> {
    const changed = await store.hooks.update(id, version, settings);
    directory.put(changed);
    return changed;
  }

  async function insert(request: HookRequest): Promise<HookRecord> {
    const hook = newHook(request, clock.now(), queueLimit);
    await store.hooks.insert(hook);
    directory.put(hook);
    return hook;
  }

  async function withHook(id: HookId, work: (hook: HookRecord) => Promise<HookRecord>): Promise<HookRecord> {
    return registrar.locked(await registrar.read(id), async () => work(await registrar.read(id)));
  }

  async function attach(hook: HookRecord): Promise<HookRecord> {
    if (hook.deletedAt !== null) throw new ConnectorError('NotFoundError', `The webhook "${hook.name}" was deleted.`);
    if (hook.state === 'attached') return hook;
    if (hook.state === 'detached') return registrar.attach(hook);
    const { hook: result, refusal } = await converge(hook, true).catch(async (thrown: unknown) => ({
      hook: await registrar.postpone(hook, 'failed', thrown),
      refusal: thrown,
    }));
    if (result.state !== 'attached') throw refusal;
    return result;
  }

  async function detach(hook: HookRecord): Promise<HookRecord> {
    if (hook.state === 'detached') return hook;
    if (hook.state === 'attached') return registrar.detach(hook).catch(() => registrar.read(hook.id));
    const { hook: result } = await converge(hook, false).catch(async (thrown: unknown) => ({
      hook: await registrar.postpone(hook, 'detaching', thrown),
    }));
    return result;
  }

  /** After a crash or a refusal nobody knows what the provider has: it is asked first. */
  async function converge(hook: HookRecord, wanted: boolean): Promise<Convergence> {
    const remotes = await registrar.list(hook);
    const plan = planHook(hook, { wanted, url: registrar.urlOf(hook), remotes });
    return takeSteps(registrar, hook, plan, (note) => store.hooks.logDrift(driftRecord(note, clock.now(), false)));
  }
}

function webhookOf(
  apps: HookServiceOptions['apps'],
  { app, webhook }: Pick<HookRequest, 'app' | 'webhook'>,
): AppWebhook {
  const found = apps(app)?.webhooks.get(webhook);
  if (found !== undefined) return found;
  throw new ConnectorError('NotFoundError', `There is no webhook "${webhook}" in the app "${app}".`);
}

function acceptParameters(webhook: AppWebhook, given: Collection): Collection {
  const { values, problems } = webhook.form.accept(given);
  if (problems.length === 0) return values;
  throw new ConnectorError('BundleValidationError', `The webhook "${webhook.label}" is not complete.`, { problems });
}

/** Scenarios with the same text share one hook. */
function sharedBy({
  app,
  webhook,
  connectionId,
  parameters,
}: Omit<HookRequest, 'name' | 'parameters'> & { readonly parameters: unknown }): string {
  return JSON.stringify([app, webhook, connectionId, sorted(parameters)]);
}

/** Collections as sorted entries, so that the order of their keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}

function newHook(request: HookRequest, now: number, queueLimit: number): HookRecord {
  return {
    ...request,
    id: newId('hk', now),
    token: newUrlToken(),
    parameters: request.parameters as Json,
    state: 'detached',
    data: {},
    ...NOTHING_PENDING,
    mode: { type: 'parallel', concurrency: 64, key: null },
    queueLimit,
    maxAttempts: 8,
    paused: false,
    checks: {},
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    version: 1,
  };
}
