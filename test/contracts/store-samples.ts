import type {
  ConnectionRecord,
  DeliveryId,
  HookId,
  HookRecord,
  IncompleteRecord,
  QueueItem,
  RunRecord,
  ScenarioId,
  ScenarioRecord,
} from '../../src/store/records.ts';
import type { Sorted } from '../../src/store/sorted.ts';
import type { Arrival, Store } from '../../src/store/store.ts';

export const HOOK: HookId = 'hk_one';
export const SCENARIO: ScenarioId = 'scn_one';

/** An arrival at `HOOK` for `SCENARIO`, without an event id. */
export function arrival(
  id: DeliveryId,
  changes: Partial<Arrival['delivery']> & {
    readonly orderKey?: string;
    readonly scenarioIds?: readonly ScenarioId[];
  } = {},
): Arrival {
  const { orderKey = null, scenarioIds = [SCENARIO], ...delivery } = changes;
  return {
    delivery: {
      id,
      hookId: HOOK,
      eventId: null,
      receivedAt: 1000,
      method: 'POST',
      query: '',
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode('{}'),
      remoteAddress: '127.0.0.1',
      ...delivery,
    },
    scenarioIds,
    orderKey,
    dedupeMs: 10_000,
  };
}

/** Accepts a delivery and waits until it has its place in the queue; the delivery it repeats, if any. */
export async function take({ deliveries }: Pick<Store, 'deliveries'>, given: Arrival): Promise<DeliveryId | null> {
  const { id } = given.delivery;
  const { queued, duplicates } = await new Promise<Sorted>((resolve, reject) => {
    deliveries.accept(given, resolve).catch(reject);
  });
  if (queued === 1) return null;
  const stored = await deliveries.get(id);
  if (stored === undefined || duplicates[0] !== id) throw new Error(`${id} was told of as ${String(duplicates)}`);
  return stored.duplicateOf;
}

/** The item of the delivery `whd_1`, accepted and leased just now. */
export async function claimItem(store: Pick<Store, 'deliveries'>): Promise<QueueItem> {
  await take(store, arrival('whd_1'));
  const request = { scenarioId: SCENARIO, mode: 'parallel', limit: 1, now: 1000, leaseMs: 100 } as const;
  return (await store.deliveries.claim(request))[0]!;
}

export const connection: ConnectionRecord = {
  id: 'con_one',
  app: 'sonar',
  connection: 'sonar',
  name: 'Shop',
  account: null,
  environment: 'sandbox',
  address: 'https://example.test/v1',
  sealed: '{"key":"k1"}',
  status: 'ok',
  reason: null,
  checkedAt: 5,
  uid: 'account-1',
  expiresAt: 9,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
};

export const hook: HookRecord = {
  id: HOOK,
  token: 'token-one',
  app: 'sonar',
  webhook: 'newCustomer',
  connectionId: 'con_one',
  name: 'New customer',
  parameters: { list: [1, 2] },
  state: 'attached',
  data: null,
  reason: null,
  retryAt: null,
  attempts: 0,
  mode: { type: 'parallel', concurrency: 16, key: null },
  queueLimit: 10_000,
  maxAttempts: 8,
  paused: false,
  checks: { cidrs: ['10.0.0.0/8'] },
  createdAt: 1,
  updatedAt: 1,
  deletedAt: null,
  version: 1,
};

export const scenario: ScenarioRecord = {
  id: SCENARIO,
  name: 'Welcome',
  blueprint: { flow: [], unknown: { kept: true } },
  scheduling: { type: 'immediately' },
  timezone: 'UTC',
  active: true,
  hookId: HOOK,
  errors: 0,
  reason: null,
  nextRunAt: null,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
};

export const run: RunRecord = {
  id: 'run_one',
  scenarioId: SCENARIO,
  scenarioVersion: 1,
  status: 'running',
  trigger: { type: 'delivery', deliveryId: 'whd_1' },
  startedAt: 100,
  endedAt: null,
  operations: 0,
  error: null,
};

export const incomplete: IncompleteRecord = {
  id: 'inc_one',
  scenarioId: SCENARIO,
  scenarioVersion: 1,
  runId: 'run_one',
  status: 'scheduled',
  moduleId: 3,
  error: { name: 'RateLimitError', message: 'slow down' },
  attempts: 1,
  retriesLeft: 2,
  nextAt: 500,
  state: { '1': [{ a: 1 }] },
  createdAt: 100,
  updatedAt: 100,
};
