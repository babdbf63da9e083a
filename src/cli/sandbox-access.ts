import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import { createAxiosClient } from '../http/axios-client.ts';
import type { Sandbox } from '../sandbox/server.ts';

/** The embedded sandbox a command works with: one that is running already, or its own. */
export interface SandboxAccess {
  /** Address apps use, for example `http://127.0.0.1:3100/api`. */
  readonly apiUrl: string;
  readonly token: string;
  /** Whether this process started it. */
  readonly started: boolean;
  close(): Promise<void>;
}

/** Milliseconds a running sandbox has to introduce itself. */
const HELLO_MS = 2000;

/** Finds the sandbox on its port, or starts one in this process with its world in the data folder. */
export async function reachSandbox(config: Config, folder: string): Promise<SandboxAccess> {
  const running = await findSandbox(config);
  if (running !== undefined) return running;
  const sandbox = await startSandbox(config, folder, false);
  return { apiUrl: sandbox.apiBase, token: sandbox.token, started: true, close: () => sandbox.close() };
}

/** Starts the sandbox on its port with its world in one readable file. */
export async function startSandbox(config: Config, folder: string, reset: boolean): Promise<Sandbox> {
  const { createSandbox } = await import('../sandbox/server.ts');
  return createSandbox({ port: config.sandbox.port, file: join(folder, 'sandbox.json'), reset });
}

async function findSandbox(config: Config): Promise<SandboxAccess | undefined> {
  if (config.sandbox.port === 0) return undefined;
  const origin = `http://127.0.0.1:${config.sandbox.port}`;
  const http = createAxiosClient({ limits: { ...DEFAULT_LIMITS.http, deadlineMs: HELLO_MS }, clock: systemClock });
  try {
    const response = await http.send({
      method: 'GET',
      url: `${origin}/__sandbox`,
      headers: { accept: 'application/json' },
      policy: { bases: [origin], privateOrigins: [origin], secrets: [] },
    });
    const hello = JSON.parse(Buffer.from(response.body).toString('utf8')) as { name?: string; token?: string };
    if (hello.name !== 'Sonar sandbox' || hello.token === undefined) return undefined;
    return { apiUrl: `${origin}/api`, token: hello.token, started: false, close: async () => {} };
  } catch {
    // Nothing there, or something else: then the start below says what is wrong with the port.
    return undefined;
  } finally {
    http.close();
  }
}
