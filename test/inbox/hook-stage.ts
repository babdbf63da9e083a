import { systemClock } from '../../src/core/clock.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Collection } from '../../src/core/json.ts';
import { openHookDirectory } from '../../src/inbox/hook-directory.ts';
import type { HookDirectory } from '../../src/inbox/hook-directory.ts';
import { createHookService } from '../../src/inbox/hooks.ts';
import type { HookRequest, HookService } from '../../src/inbox/hooks.ts';
import { createReconciler } from '../../src/inbox/reconciler.ts';
import type { Reconciler } from '../../src/inbox/reconciler.ts';
import { createRegistrar } from '../../src/inbox/registrar.ts';
import type { App } from '../../src/manifest/app.ts';
import type { CallServices } from '../../src/communication/services.ts';
import { createRuntime } from '../../src/runtime.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { ConnectionRecord, HookId } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { openMemoryStore, sonar, START } from './inbox-stage.ts';
import { createManualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';

export const BASE = 'https://connect.example.com/hooks/';

/** A hook as the sandbox has it. */
export interface SandboxHook {
  readonly id: number;
  readonly url: string;
  readonly active: boolean;
}

/** One life of the program: everything that a crash takes with it. */
export interface Life {
  readonly directory: HookDirectory;
  readonly hooks: HookService;
  readonly reconciler: Reconciler;
  /** Resolves when the reconciler has made this many rounds on its timer. */
  rounds(count: number): Promise<void>;
}

/** What a life is made with besides the stage. */
export interface LifeParts {
  readonly store?: Store;
  readonly services?: CallServices;
  readonly app?: App;
  readonly publicUrl?: string;
}

/** A sandbox, a store with one connection to it, and lives of the program on both. */
export interface HookStage {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly services: CallServices;
  /** Hooks that an active scenario uses. */
  readonly wanted: Set<HookId>;
  begin(parts?: LifeParts): Promise<Life>;
  /** What the provider has. */
  remote(): Promise<readonly SandboxHook[]>;
  /** Registers a hook at the provider behind our back. */
  register(url: string, event?: string, active?: boolean): Promise<void>;
  fault(fault: Collection): Promise<void>;
  healed(): Promise<void>;
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export function request(changes: Partial<HookRequest> = {}): HookRequest {
  return {
    app: 'sonar',
    webhook: 'newCustomer',
    connectionId: 'con_one',
    name: 'Customers',
    parameters: {},
    ...changes,
  };
}

export async function openHookStage(): Promise<HookStage> {
  const sandbox = await createSandbox({ port: 0 });
  const environment = { sonarSandboxUrl: sandbox.apiBase };
  const runtime = createRuntime({ app: sonar, environment, privateOrigins: [sandbox.url], deadlineMs: 3000 });
  const wanted = new Set<HookId>();
  const clock = createManualClock(START);
  let store = await openMemoryStore(clock);
  await store.connections.insert(connectionRecord());
  const services = { ...runtime.services, random: () => 0, clock: steppedBy(clock) };

  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { 'x-token': sandbox.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  const stage: HookStage = {
    get store() {
      return store;
    },
    clock,
    services,
    wanted,
    async begin(parts = {}) {
      const used = parts.store ?? store;
      const apps = (name: string): App | undefined => (name === 'sonar' ? (parts.app ?? sonar) : undefined);
      const directory = await openHookDirectory(used);
      const registrar = createRegistrar({
        store: used,
        directory,
        apps,
        services: parts.services ?? services,
        connectionValues: () => Promise.resolve({ privateToken: sandbox.token, sandbox: true }),
        publicUrl: () => parts.publicUrl ?? 'https://connect.example.com/',
      });
      let made = 0;
      const common = { store: used, registrar, directory, apps, clock };
      return {
        directory,
        hooks: createHookService(common),
        reconciler: createReconciler({ ...common, wanted: (id) => wanted.has(id), onRound: () => (made += 1) }),
        async rounds(count) {
          const isDone = (): boolean => made >= count;
          while (!isDone()) await systemClock.sleep(2);
        },
      };
    },
    remote: async () => (await call('GET', '/api/v1/webhooks')) as readonly SandboxHook[],
    async register(url, event = 'customer_created', active = true) {
      const settings = { [event]: 'true' };
      await call('POST', '/api/v1/webhooks', { webhook: { name: 'x', active, settings, url, http_method: 'POST' } });
    },
    fault: async (fault) => void (await call('POST', '/__sandbox/faults', fault)),
    healed: async () => void (await call('DELETE', '/__sandbox/faults')),
    api: (method, path, body) => call(method, `/api${path}`, body),
    async reset() {
      await call('POST', '/__sandbox/reset');
      await store.close();
      wanted.clear();
      store = await openMemoryStore(clock);
      await store.connections.insert(connectionRecord());
    },
    async close() {
      runtime.close();
      await store.close();
      await sandbox.close();
    },
  };
  return stage;
}

/** Time of the tests, but sleeping as the system does: the HTTP client's deadlines are real. */
function steppedBy(clock: ManualClock): Clock {
  return { ...systemClock, now: () => clock.now() };
}

export function connectionRecord(changes: Partial<ConnectionRecord> = {}): ConnectionRecord {
  return {
    id: 'con_one',
    app: 'sonar',
    connection: 'sonar',
    name: 'Sandbox',
    account: null,
    environment: 'sandbox',
    address: null,
    sealed: '',
    status: 'ok',
    reason: null,
    checkedAt: null,
    uid: null,
    expiresAt: null,
    createdAt: START,
    updatedAt: START,
    version: 1,
    ...changes,
  };
}
