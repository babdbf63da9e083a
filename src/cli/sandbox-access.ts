import { connect } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { ConnectorError } from '../core/errors.ts';
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

/** How a command looks for its sandbox. */
export interface SandboxSearch {
  readonly config: Config;
  /** Where the world is kept. */
  readonly folder: string;
  /** A sandbox that is started serves other commands too. */
  readonly staysOpen: boolean;
  readonly signal: AbortSignal;
}

/** Milliseconds a running sandbox has to introduce itself. */
const HELLO_MS = 2000;

/** How long, in milliseconds, commands wait for the sandbox of another command, and how often they look. */
const TURN_MS = 30_000;
const LOOK_MS = 40;

/**
 * Finds the sandbox on its port, or starts one in this process with its world in the data folder. A sandbox that another
 * command has started for itself ends with that command, so this one waits for its turn.
 * @throws ConnectorError `ConflictError` when another program has the port.
 */
export async function reachSandbox(search: SandboxSearch): Promise<SandboxAccess> {
  const { config, folder, staysOpen, signal } = search;
  const giveUpAt = systemClock.now() + TURN_MS;
  for (;;) {
    const found = await findSandbox(config);
    if (found !== undefined && !found.temporary) return found;
    if (found === undefined) {
      const started = await startOrMissTurn(config, folder, !staysOpen);
      if (started !== undefined) return started;
    }
    if (systemClock.now() > giveUpAt) throw stillTaken(config.sandbox.port);
    if (signal.aborted) throw new ConnectorError('ExecutionInterruptedError', 'Stopped waiting for the sandbox.');
    await systemClock.sleep(LOOK_MS);
  }
}

/** Starts the sandbox on its port with its world in one readable file. */
export async function startSandbox(
  config: Config,
  folder: string,
  options: { readonly reset?: boolean; readonly temporary?: boolean } = {},
): Promise<Sandbox> {
  const { createSandbox } = await import('../sandbox/server.ts');
  return createSandbox({ port: config.sandbox.port, file: worldFile(folder), ...options });
}

function worldFile(folder: string): string {
  return join(folder, 'sandbox.json');
}

/** The sandbox that runs on the port of the settings, if one does. */
export async function findSandbox(
  config: Config,
): Promise<(SandboxAccess & { readonly temporary: boolean }) | undefined> {
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
    const hello = JSON.parse(Buffer.from(response.body).toString('utf8')) as Hello;
    if (hello.name !== 'Sonar sandbox' || hello.token === undefined) return undefined;
    const temporary = hello.temporary === true;
    return { apiUrl: `${origin}/api`, token: hello.token, started: false, temporary, close: async () => {} };
  } catch {
    // Nothing there, or something else: then the start below says what is wrong with the port.
    return undefined;
  } finally {
    http.close();
  }
}

/** How a sandbox introduces itself. */
interface Hello {
  readonly name?: string;
  readonly token?: string;
  readonly temporary?: boolean;
}

/** A sandbox of this process, or undefined when another command was quicker. */
async function startOrMissTurn(config: Config, folder: string, temporary: boolean): Promise<SandboxAccess | undefined> {
  try {
    const sandbox = await startSandbox(config, folder, { temporary });
    return { apiUrl: sandbox.apiBase, token: sandbox.token, started: true, close: () => sandbox.close() };
  } catch (error) {
    const taken = error instanceof ConnectorError && error.name === 'ConflictError';
    if (taken && !(await isHeldForLong(config, folder)) && (await isSonar(config))) return undefined;
    throw error;
  }
}

/** Whether the world is that of a sandbox on another port that serves others too: nobody waits for its end. */
async function isHeldForLong(config: Config, folder: string): Promise<boolean> {
  if ((await findSandbox(config)) !== undefined) return false;
  const { holderOfWorld } = await import('../sandbox/world/world-lock.ts');
  return (await holderOfWorld(worldFile(folder)))?.temporary === false;
}

/** Whether the port belongs to a sandbox, also to one that is just starting or ending. */
async function isSonar(config: Config): Promise<boolean> {
  for (let tries = 0; tries < 3; tries += 1) {
    if ((await findSandbox(config)) !== undefined || (await isFree(config.sandbox.port))) return true;
    await systemClock.sleep(LOOK_MS);
  }
  return false;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

function stillTaken(port: number): ConnectorError {
  return new ConnectorError('ConflictError', `Another command has used the sandbox on port ${port} for too long.`, {
    fix: 'Wait until it is done, or keep one sandbox running: sonar-connect sandbox.',
  });
}
