// Starts and measures the processes of the benchmarks.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The mock service; `arrivals()` gives and forgets the messages it got, as [sent at, came in at]. */
export async function startUpstream() {
  const child = fork(here('upstream.mjs'));
  const port = await message(child);
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals: () => {
      child.send('arrivals');
      return message(child);
    },
    stop: () => child.disconnect(),
  };
}

/** Puts load on a hook and gives the figures. */
export async function load(options) {
  const child = fork(here('load.mjs'));
  child.send(options);
  return message(child);
}

/** A bare server of bench/bare-server.mjs: `http`, or `insert` with a group-committed insert for each request. */
export async function startBare(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const child = fork(here('bare-server.mjs'), [kind, folder]);
  child.once('exit', () => rmSync(folder, { recursive: true }));
  const port = await message(child);
  return { url: `http://127.0.0.1:${port}/hooks/x`, stop: () => child.disconnect() };
}

/** The product itself, as built, with the mock service in place of the sandbox. */
export async function startProduct(upstreamUrl) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [here('../dist/program/index.js'), 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      SONAR_CONNECT_PORT: String(port),
      SONAR_CONNECT_DATA_DIR: join(folder, 'data'),
      SONAR_CONNECT_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      SONAR_CONNECT_SANDBOX: 'off',
      SONAR_CONNECT_SANDBOX_URL: `${upstreamUrl}/api`,
      SONAR_CONNECT_LOG_LEVEL: 'silent',
      SONAR_CONNECT_QUEUE_LIMIT: '1000000',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  )
    await pause(10);
  return {
    url,
    startMs: performance.now() - begun,
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    descriptors: () => readdirSync(`/proc/${child.pid}/fd`).length,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(folder, { recursive: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function message(child) {
  return new Promise((resolve) => child.once('message', resolve));
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
