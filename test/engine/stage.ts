import { fileURLToPath } from 'node:url';

import type { CallServices } from '../../src/communication/services.ts';
import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { ConnectorError } from '../../src/core/errors.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import type { Collection, Json } from '../../src/core/json.ts';
import { createDataRecords } from '../../src/engine/data-stores/data-records.ts';
import { createActiveRuns } from '../../src/engine/runs/active-runs.ts';
import { createCounters } from '../../src/engine/runs/counters.ts';
import { createDispatcher, type DispatcherParts } from '../../src/engine/queue/dispatcher.ts';
import { createEventHub, type EngineEvent } from '../../src/engine/events.ts';
import { createSwitchOff } from '../../src/engine/scenarios/switch-off.ts';
import { createAppVersions } from '../../src/engine/runs/app-versions.ts';
import { createPrograms } from '../../src/engine/runs/programs.ts';
import { createRunner } from '../../src/engine/runs/runner.ts';
import { createDeliveryReader } from '../../src/engine/runs/trigger-items.ts';
import type { HttpClient, HttpRequest } from '../../src/http/client.ts';
import type { App } from '../../src/manifest/app.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { DeliveryId, HookId, HookRecord, QueueItem, ScenarioRecord } from '../../src/store/records.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import {
  arrival,
  hook as sampleHook,
  HOOK,
  SCENARIO,
  scenario as sampleScenario,
  take,
} from '../contracts/store-samples.ts';

const app = await loadApp(fileURLToPath(new URL('../..', import.meta.url)));
export const APPS: ReadonlyMap<string, App> = new Map([[app.name, app]]);

/** What the service at the other end does with one request. */
export type Answer = (
  request: HttpRequest,
  number: number,
) => Promise<{ status: number; body?: unknown; headers?: Record<string, string> } | Error>;

/** The service at the other end, by a script. */
export interface Upstream extends HttpClient {
  /** Texts of the messages it has received and answered with success. */
  readonly texts: string[];
  readonly requests: HttpRequest[];
  answer: Answer;
}

export function createUpstream(): Upstream {
  const upstream: Upstream = {
    texts: [],
    requests: [],
    answer: () => Promise.resolve({ status: 200, body: { id: 1 } }),
    async send(request) {
      upstream.requests.push(request);
      const answer = await upstream.answer(request, upstream.requests.length);
      if (answer instanceof Error) throw answer;
      const { status, body = {}, headers = {} } = answer;
      if (status < 400) upstream.texts.push(textOf(request));
      return {
        status,
        statusText: '',
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(JSON.stringify(body)),
        url: request.url,
      };
    },
    close: () => undefined,
  };
  return upstream;
}

/** `Watch New Customer` and a message to whoever it is. */
export function welcome(settings: Record<string, Json> = {}): Json {
  return {
    name: 'Welcome',
    flow: [
      { id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters: { __IMTHOOK__: HOOK }, mapper: {} },
      {
        id: 2,
        module: 'sonar:sendMessage',
        version: 1,
        parameters: { __IMTCONN__: 'con_one' },
        mapper: { phoneNumber: '{{1.customer.phone_number}}', text: '{{1.customer.first_name}}' },
      },
    ],
    metadata: { scenario: settings },
  };
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** A store in memory with one active scenario, a clock that stands still, and a scripted service. */
export async function createStage(
  options: {
    readonly blueprint?: Json;
    readonly hook?: Partial<HookRecord>;
    readonly scenario?: Partial<ScenarioRecord>;
  } = {},
) {
  const clock = createManualClock(Date.UTC(2026, 0, 5, 12));
  const store = await createStore(await openSqlite({ file: ':memory:' }), clock);
  const upstream = createUpstream();
  await store.hooks.insert({ ...sampleHook, data: { externalHookId: 7 }, parameters: {}, ...options.hook });
  await store.scenarios.insert({
    ...sampleScenario,
    blueprint: options.blueprint ?? welcome(),
    ...options.scenario,
  });
  return {
    clock,
    store,
    upstream,
    process: (own: Store = store, more: Partial<DispatcherParts> = {}) =>
      createProcess({ clock, store: own, upstream }, more),
    deliver,
    items,
    scenario,
  };

  /** A new customer called `name`. */
  async function deliver(
    name: string,
    more: { readonly orderKey?: string; readonly body?: Buffer } = {},
  ): Promise<DeliveryId> {
    const id: DeliveryId = `whd_${name}`;
    const body = {
      uuid: name,
      action: 'customer_created',
      customer: { phone_number: '+13105551234', first_name: name, subscribed: true },
    };
    const given = { receivedAt: clock.now(), body: Buffer.from(JSON.stringify(body)), ...more };
    await take(store, arrival(id, given));
    return id;
  }

  async function items(): Promise<readonly QueueItem[]> {
    const { items: deliveries } = await store.deliveries.list({});
    return deliveries.flatMap((delivery) => delivery.items).toSorted((a, b) => a.seq - b.seq);
  }

  async function scenario(): Promise<ScenarioRecord> {
    return (await store.scenarios.get(SCENARIO))!;
  }
}

/** One process on the stage: everything in memory is its own. */
export function createProcess(
  {
    clock,
    store,
    upstream,
    apps = APPS,
    connection = { privateToken: 'token-of-the-test', sandbox: true },
  }: {
    readonly clock: ManualClock;
    readonly store: Store;
    readonly upstream: HttpClient;
    readonly apps?: ReadonlyMap<string, App>;
    /** Values of every connection. */
    readonly connection?: Collection;
  },
  more: Partial<DispatcherParts> = {},
) {
  const services: CallServices = {
    http: upstream,
    clock,
    random: () => 0,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS,
    environment: {},
    privateOrigins: [],
  };
  const seen: EngineEvent[] = [];
  const failures: unknown[] = [];
  const events = createEventHub((error) => failures.push(error));
  events.onAny((event) => seen.push(event));
  const active = createActiveRuns();
  const versions = createAppVersions({ store, clock, apps });
  const programs = createPrograms({ scenarios: store.scenarios, apps, versions });
  const runner = createRunner({
    store,
    services,
    events,
    active,
    counters: createCounters(store.values),
    dataStores: createDataRecords(store.dataStores),
    connectionValues: () => connection,
  });
  const detached: HookId[] = [];
  const leave = (id: HookId): Promise<HookRecord> => {
    detached.push(id);
    return Promise.resolve(sampleHook);
  };
  const switchOff = createSwitchOff({ store, events, hooks: { detach: leave, remove: leave } });
  const dispatcher = createDispatcher({
    switchOff,
    store,
    programs,
    runner,
    active,
    clock,
    events,
    random: () => 0,
    readDelivery: createDeliveryReader(services),
    onFailure: (error) => failures.push(error),
    ...more,
  });
  return { services, seen, failures, events, active, versions, programs, runner, dispatcher, switchOff, detached };
}

/** The text of a message that was sent. */
export function textOf({ body }: HttpRequest): string {
  const parsed: unknown = JSON.parse(String(body));
  return (parsed as { readonly text: string }).text;
}

/** An answer that comes when the test says so. */
export function later(): { readonly answer: Answer; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { answer: () => opened.then(() => ({ status: 200, body: {} })), open: () => open() };
}

/** The connection broke after the request had left. */
export function broken(): ConnectorError {
  return new ConnectorError('ConnectionError', 'The connection was reset.', {
    cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  });
}
