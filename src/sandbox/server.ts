import type { RequestListener } from 'node:http';
import express from 'express';
import type { Express } from 'express';
import { systemClock } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import { writeAnswer } from './http/answer.ts';
import { createApi } from './http/api.ts';
import { createControl } from './control/control.ts';
import type { ControlParts } from './control/control-route.ts';
import { createImportJobs } from './csv/import-jobs.ts';
import { createFaults } from './control/faults.ts';
import { foreignRefusal } from './http/guard.ts';
import { newUuid } from './service/identifiers.ts';
import { createMovableClock } from './world/movable-clock.ts';
import { createOutboundApi } from './outbound/outbound-api.ts';
import { createProfileRouter } from './pages/profile-router.ts';
import { createPoster } from './webhooks/post.ts';
import { openListener } from './http/listener.ts';
import type { Listener } from './http/listener.ts';
import { refusal } from './http/reply.ts';
import { createRequestLog } from './http/request-log.ts';
import { openSession } from './world/session.ts';
import type { Session } from './world/session.ts';
import { lockWorld } from './world/world-lock.ts';
import type { WorldLock } from './world/world-lock.ts';
import { createMemoryFile, createWorldFile, readSeed } from './world/world-file.ts';

/** The port the sandbox listens on unless told otherwise. */
export const SANDBOX_PORT = 3100;

/** How to start a sandbox. */
export interface SandboxOptions {
  /** 0 takes a free one. @default 3100 */
  readonly port?: number;
  /** Always this computer. */
  readonly host?: '127.0.0.1';
  /** JSON file the world is kept in; without it the world is forgotten at the end. */
  readonly file?: string;
  /** Begins from the seed even when the file holds a world. */
  readonly reset?: boolean;
  /** Lives for one command only: others see it in the overview and wait for their turn. @default false */
  readonly temporary?: boolean;
  /** Time for timestamps, retries and planned messages. Network timeouts run on real time. */
  readonly clock?: Clock;
  /** Hears of what goes wrong in the background, as plain sentences. */
  readonly log?: (message: string) => void;
}

/** A running sandbox. */
export interface Sandbox {
  /** For example `http://127.0.0.1:3100`. */
  readonly url: string;
  /** What paths such as `/v1/customers` are relative to: the address with `/api`. */
  readonly apiBase: string;
  /** The private token of its company. */
  readonly token: string;
  readonly publishableKey: string;
  /** Answers requests that came in elsewhere, for a server that stands in front of it. */
  readonly handler: RequestListener;
  /** Stops listening and delivering, and writes the world to its file. */
  close(): Promise<void>;
}

/**
 * Starts the embedded Sonar: a stateful stand-in for the real service on this computer, with its API below /api/v1 and
 * control routes below /__sandbox. It reads its file only once it has the port, so that the program before it has written
 * everything. Throws ConflictError when the port is taken or another sandbox has the file, ConfigurationError when the
 * file is no world.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const listener = await openListener(options.port ?? SANDBOX_PORT, options.host ?? '127.0.0.1');
  let lock = NO_LOCK;
  try {
    if (options.file !== undefined) lock = await lockWorld(options.file, options.temporary === true);
    const sandbox = await serveSonar(listener, options);
    const close = async (): Promise<void> => {
      try {
        await sandbox.close();
      } finally {
        await lock.release();
      }
    };
    return { ...sandbox, close };
  } catch (error) {
    await listener.close();
    await lock.release();
    throw error;
  }
}

/** A world in memory is nobody else's. */
const NO_LOCK: WorldLock = { release: () => Promise.resolve() };

async function serveSonar(listener: Listener, options: SandboxOptions): Promise<Sandbox> {
  const report = options.log ?? (() => undefined);
  const file = options.file === undefined ? createMemoryFile() : createWorldFile(options.file, report);
  const stored = options.reset === true ? undefined : await file.read();
  const data = stored ?? (await readSeed());
  const clock = createMovableClock(options.clock ?? systemClock, data.clockOffsetMs);
  const [poster, faults, log] = [createPoster(), createFaults(), createRequestLog()];
  const save = ({ sonar }: Pick<Session, 'sonar'>): void => file.save(() => sonar.world.toData());
  const url = `http://127.0.0.1:${listener.port}`;
  const sessionParts = { clock, url, poster, faults, changed: save };
  let session: Session | undefined;
  const current = (): Session => (session ??= openSession(data, sessionParts));

  const sonar = (): Session['sonar'] => current().sonar;
  const changed = (): void => save(current());
  const imports = createImportJobs({ sonar, changed, report });
  const control: ControlParts = {
    sonar,
    faults,
    log,
    imports,
    url,
    temporary: options.temporary === true,
    async reset() {
      const seed = await readSeed();
      imports.clear();
      current().stop();
      faults.clear();
      log.clear();
      clock.reset(seed.clockOffsetMs);
      session = openSession(seed, sessionParts);
    },
    async advance(ms) {
      await clock.advance(ms, () => current().idle());
      sonar().world.clockOffsetMs = clock.offset();
    },
  };
  const api = { sonar, faults, log, changed, report };
  const app = createApp({
    '/__sandbox': createControl(control, changed),
    '/api/v1': createApi(api),
    '/outbound/v1': createOutboundApi(api),
    '/profile': createProfileRouter({ sonar, changed }),
  });
  listener.serve(app);
  changed();
  const { token, publishableKey } = sonar().world.company;

  return {
    url,
    apiBase: `${url}/api`,
    token,
    publishableKey,
    handler: app,
    async close() {
      imports.stop();
      current().stop();
      poster.close();
      await file.flush();
      await listener.close();
      await file.flush();
    },
  };
}

function createApp(routers: Readonly<Record<string, express.Router>>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  const write = (response: express.Response, reply: Parameters<typeof writeAnswer>[1]): void =>
    void writeAnswer(response, reply, { requestId: newUuid(), startedAt: performance.now() });
  app.use((request, response, next) => {
    const foreign = foreignRefusal(request.headers);
    if (foreign === undefined) next();
    else write(response, foreign);
  });
  for (const [path, router] of Object.entries(routers)) app.use(path, router);
  app.use((_request, response) => write(response, refusal(404, 'Not Found')));
  return app;
}
