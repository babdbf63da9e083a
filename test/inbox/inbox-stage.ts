import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createManualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { openHookDirectory } from '../../src/inbox/hook-directory.ts';
import type { HookDirectory } from '../../src/inbox/hook-directory.ts';
import { createIntake } from '../../src/inbox/intake.ts';
import type { IntakeOptions } from '../../src/inbox/intake.ts';
import { openQueueDepths } from '../../src/inbox/queue-depths.ts';
import type { QueueDepths } from '../../src/inbox/queue-depths.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../src/runtime.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { HookRecord, ScenarioId } from '../../src/store/records.ts';
import type { Database } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';

export const START = Date.parse('2026-03-01T12:00:00.000Z');
export const SCENARIO: ScenarioId = 'scn_one';
export const TOKEN = 'abcdefghijklmnopqrstuvwxyz012345';
export const sonar = await loadApp(SONAR_APP_FOLDER);

/** A hook as it is stored, for the trigger "new customer" unless told otherwise. */
export function hookRecord(changes: Partial<HookRecord> = {}): HookRecord {
  return {
    id: 'hk_one',
    token: TOKEN,
    app: 'sonar',
    webhook: 'newCustomer',
    connectionId: null,
    name: 'Customers',
    parameters: {},
    state: 'attached',
    data: {},
    reason: null,
    retryAt: null,
    attempts: 0,
    mode: { type: 'parallel', concurrency: 16, key: null },
    queueLimit: 10_000,
    maxAttempts: 8,
    paused: false,
    checks: {},
    createdAt: START,
    updatedAt: START,
    deletedAt: null,
    version: 1,
    ...changes,
  };
}

/** A store in memory. */
export async function openMemoryStore(clock: ManualClock): Promise<Store> {
  return createStore(await openSqlite({ file: ':memory:' }), clock);
}

/** SQLite refuses to grow beyond so many pages, as on a full disk; never fewer than it has. */
function limitPages(database: Database, pages: number): Promise<unknown> {
  return database.all(`PRAGMA max_page_count = ${pages}`);
}

/** What expressions over deliveries need. */
export function basics(clock: ManualClock) {
  return { clock, random: () => 0.5, timezone: 'UTC', limits: DEFAULT_LIMITS, environment: {} };
}

/** An intake behind a real server, with one hook. */
export interface InboxStage {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly directory: HookDirectory;
  readonly depths: QueueDepths;
  readonly url: string;
  readonly port: number;
  readonly accepted: (readonly ScenarioId[])[];
  /** From now on the store cannot grow. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
  post(body: unknown, headers?: Readonly<Record<string, string>>, path?: string): Promise<Response>;
  /**
   * Writes bytes to a socket, in as many packets as there are texts, and gives everything that comes back until it is
   * closed, or `ms` have gone by.
   */
  raw(text: string | readonly string[], ms?: number): Promise<string>;
  /** Replaces the hook, in the store and in memory. */
  change(changes: Partial<HookRecord>): Promise<HookRecord>;
  close(): Promise<void>;
}

export async function openInbox(
  hook: Partial<HookRecord> = {},
  options: Partial<IntakeOptions> = {},
): Promise<InboxStage> {
  const clock = createManualClock(START);
  const database = await openSqlite({ file: ':memory:' });
  const store = await createStore(database, clock);
  await store.hooks.insert(hookRecord(hook));
  const directory = await openHookDirectory(store);
  const depths = await openQueueDepths(store.deliveries);
  const accepted: (readonly ScenarioId[])[] = [];
  const intake = createIntake({
    directory,
    apps: (name) => (name === 'sonar' ? sonar : undefined),
    deliveries: store.deliveries,
    depths,
    subscribers: () => [SCENARIO],
    onAccepted: (_hookId, scenarioIds) => void accepted.push(scenarioIds),
    open: (recordId, sealed) => openForTests(recordId, sealed),
    evaluation: basics(clock),
    ...options,
  });
  const server = createServer(intake);
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}/hooks/${TOKEN}`;
  return {
    store,
    clock,
    directory,
    depths,
    url,
    port,
    accepted,
    fillDisk: async () => void (await limitPages(database, 1)),
    freeDisk: async () => void (await limitPages(database, 1_000_000)),
    post: (body, headers = {}, path = `/hooks/${TOKEN}`) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body),
      }),
    raw: (text, ms = 5000) => exchange(port, text, ms),
    async change(changes) {
      const current = directory.byId('hk_one') ?? hookRecord();
      const changed = await store.hooks.update('hk_one', current.version, changes);
      directory.put(changed);
      return changed;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await store.close();
    },
  };
}

/** Sealed texts of these tests say for which record they are. */
export function sealForTests(recordId: string, text: string): string {
  return JSON.stringify([recordId, text]);
}

function openForTests(recordId: string, sealed: string): string {
  const [owner, text] = JSON.parse(sealed) as [string, string];
  if (owner !== recordId) throw new Error('sealed for another record');
  return text;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function exchange(port: number, text: string | readonly string[], ms: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const timer = setTimeout(() => socket.destroy(), ms);
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    void writeAll(socket, [text].flat());
  });
}

/** Far enough apart that each text is a packet of its own. */
async function writeAll(socket: Socket, texts: readonly string[]): Promise<void> {
  socket.setNoDelay(true);
  for (const text of texts) {
    await new Promise<void>((resolve) => {
      socket.write(text, 'latin1', () => setTimeout(resolve, 3));
    });
  }
}
