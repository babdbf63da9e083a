import { fileURLToPath } from 'node:url';
import type { CallServices } from '../../src/communication/services.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Collection } from '../../src/core/json.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { compileScenario } from '../../src/engine/blueprint/blueprint.ts';
import type { Journal, JournalState } from '../../src/engine/flow/journal.ts';
import type { RunOutcome } from '../../src/engine/flow/outcome.ts';
import type { RunContext } from '../../src/engine/flow/run-context.ts';
import { executeScenario } from '../../src/engine/flow/run.ts';
import { createAxiosClient } from '../../src/http/axios-client.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../src/http/client.ts';
import type { App } from '../../src/manifest/app.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import type { OperationRecord } from '../../src/store/records.ts';

/** A module of a blueprint, as short as it can be written. */
export type ModuleText = Collection & { readonly id: number; readonly module: string };

/** A run and everything it told on its way. */
export interface ObservedRun {
  readonly outcome: RunOutcome;
  readonly operations: readonly OperationRecord[];
}

/** A blueprint of these modules. */
export function blueprint(flow: readonly ModuleText[], scenario: Collection = {}): Collection {
  return { name: 'Test', flow, metadata: { scenario } };
}

/** A trigger with these bundles written into it. */
export function trigger(...bundles: readonly Collection[]): ModuleText {
  const values = bundles.map((bundle) => ({ spec: Object.entries(bundle).map(([name, value]) => ({ name, value })) }));
  return { id: 1, module: 'util:BasicTrigger', parameters: { values } };
}

/** A module whose output is whatever is mapped into it. */
export function note(id: number, value: unknown, more: Collection = {}): ModuleText {
  return { id, module: 'util:SetVariable2', mapper: { name: 'note', value }, ...more };
}

/** A module that fails with a DataError. */
export function broken(id: number, more: Collection = {}): ModuleText {
  return { id, module: 'json:ParseJSON', mapper: { json: 'not JSON' }, ...more };
}

/** Services without a network; every request is answered by `answer`. */
export function servicesWith(answer: (request: HttpRequest) => Promise<HttpResponse> | HttpResponse): CallServices {
  const http: HttpClient = { send: async (request) => answer(request), close: () => undefined };
  return {
    http,
    clock: systemClock,
    random: () => 0.5,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS,
    environment: {},
    privateOrigins: [],
  };
}

const offline = servicesWith(() => {
  throw new Error('no network here');
});

/** Runs a blueprint and listens. */
export async function observe(
  source: unknown,
  context: Partial<RunContext> = {},
  apps: ReadonlyMap<string, App> = new Map(),
): Promise<ObservedRun> {
  const operations: OperationRecord[] = [];
  const outcome = await executeScenario(compileScenario(source, apps), {
    services: offline,
    executionId: 'run_test',
    scenario: { id: 'scn_test', name: 'Test' },
    connectionValues: () => ({}),
    onOperation: (record) => operations.push(record),
    ...context,
  });
  return { outcome, operations };
}

/** The notes a run made, in order. */
export function notesOf({ operations }: ObservedRun): unknown[] {
  return operations.filter(isNote).flatMap(({ outputs }) => outputs.map((output) => (output as Collection)['note']));
}

function isNote({ module, status }: OperationRecord): boolean {
  return module === 'util:SetVariable2' && status !== 'skipped';
}

/** A journal in memory that shows what it was told. */
export interface MemoryJournal extends Journal {
  readonly entries: Map<string, JournalState>;
  /** Calls in order, for example `intend 3:1`. */
  readonly calls: string[];
}

/** A journal that already knows `entries`. */
export function memoryJournal(entries: Iterable<readonly [string, JournalState]> = []): MemoryJournal {
  const known = new Map(entries);
  const calls: string[] = [];
  return {
    entries: known,
    calls,
    recall: (key) => known.get(key),
    intend(key, request) {
      calls.push(`intend ${key}`);
      known.set(key, { state: 'sent', request: { ...request, headers: {} } });
      return Promise.resolve();
    },
    complete(key, outputs) {
      calls.push(`complete ${key}`);
      known.set(key, { state: 'done', outputs });
    },
  };
}

/** The Sonar app and a sandbox for it. */
export interface SonarBench {
  readonly sandbox: Sandbox;
  readonly apps: ReadonlyMap<string, App>;
  /** What a run needs to reach the sandbox. */
  readonly context: Pick<RunContext, 'services' | 'connectionValues'>;
  /** A call of the sandbox's API. */
  api(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  /** A call of the sandbox's control routes. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a sandbox and loads the app. */
export async function openSonar(): Promise<SonarBench> {
  const sandbox = await createSandbox({ port: 0 });
  const app = await loadApp(fileURLToPath(new URL('../..', import.meta.url)));
  const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock: systemClock });
  const services: CallServices = {
    ...offline,
    http,
    environment: { sonarSandboxUrl: sandbox.apiBase },
    privateOrigins: [new URL(sandbox.url).origin],
  };
  return {
    sandbox,
    apps: new Map([[app.name, app]]),
    context: { services, connectionValues: () => ({ sandbox: true, privateToken: sandbox.token }) },
    async api(method, path, body) {
      const response = await fetch(`${sandbox.apiBase}${path}`, {
        method,
        headers: { 'x-token': sandbox.token, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    async control(method, path, body) {
      const response = await fetch(`${sandbox.url}/__sandbox${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    async close() {
      http.close();
      await sandbox.close();
    },
  };
}
