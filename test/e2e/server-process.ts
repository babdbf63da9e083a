import { execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Collection } from '../../src/core/json.ts';
import { freePort } from '../free-port.ts';

const ENTRY = resolve(import.meta.dirname, '../../dist/program/index.js');
/** The product needs neither code made from strings nor the `__proto__` accessor. */
const HARDENED = ['--disallow-code-generation-from-strings', '--disable-proto=delete'];

/** An installation of the built server: its folder outlives the process. */
export interface Installation {
  readonly url: string;
  readonly folder: string;
  /** Starts the server and resolves when it is ready. */
  start(): Promise<RunningServer>;
  /** Runs a command of the built program against the server, and resolves with its exit code and what it printed. */
  command(...args: string[]): Promise<{ readonly code: number | null; readonly output: string }>;
  /** One request to the API. @throws Error with the problem when it is refused. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Collection>;
}

/** A running server process. */
export interface RunningServer {
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Everything it printed so far. */
  output(): string;
}

/** Makes an installation whose sandbox connections go to `sandboxUrl`; `more` sets its server up otherwise. */
export async function createInstallation(
  sandboxUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    PORT: String(port),
    SONAR_CONNECT_DATA_DIR: join(folder, 'data'),
    SONAR_CONNECT_SANDBOX_URL: sandboxUrl,
    SONAR_CONNECT_LOG_LEVEL: 'warn',
    ...more,
  };
  return {
    url,
    folder,
    start: () => start(url, environment),
    command: (...args) =>
      new Promise((done) => {
        execFile(process.execPath, [...HARDENED, ENTRY, ...args], { env: environment }, (error, out, err) => {
          done({ code: error === null ? 0 : Number(error.code), output: `${out}${err}` });
        });
      }),
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? {} : (JSON.parse(text) as Collection);
    },
  };
}

async function start(url: string, environment: Record<string, string>): Promise<RunningServer> {
  const child = spawn(process.execPath, [...HARDENED, ENTRY, 'start', '--no-demo'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((done) => {
    child.once('exit', done);
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let tries = 0; !(await isReady(url)); tries += 1) {
    if (tries > 300 || child.exitCode !== null) throw new Error(`the server did not start: ${output}`);
    await pause(25);
  }
  return {
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    output: () => output,
  };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Resolves after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Resolves once the condition holds. @throws Error after 30 s. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within 30 s: ${what}`);
    await pause(50);
  }
}
