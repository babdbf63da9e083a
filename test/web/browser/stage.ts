import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { freePort } from '../../free-port.ts';
import { chromiumPath } from './chromium-path.js';

const ENTRY = resolve(import.meta.dirname, '../../../dist/program/index.js');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 A and AA, and what axe recommends beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The built server with its sandbox and demo, and a real browser in front of it. */
export interface WebStage {
  /** Address of the server. */
  readonly url: string;
  /** Address of the sandbox, and the token it takes. */
  readonly sandboxUrl: string;
  readonly token: string;
  /** Opens an address of the page in a browser of its own: no cookies, nothing stored. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** One request to the API. @throws Error with the answer when it is refused. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Record<string, unknown>>;
  /** Kills the server at once, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Ends the server alone, for pages that lose it. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything; `demo` seeds the connection and the active welcome scenario, `env` sets up the server otherwise. */
export async function openWebStage({
  demo = true,
  env = {},
}: { readonly demo?: boolean; readonly env?: Readonly<Record<string, string>> } = {}): Promise<WebStage> {
  const folder = mkdtempSync(join(tmpdir(), 'web-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  let server = await start();
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });

  return {
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    token: 'sonar_demo_token_0123456789abcde',
    async open(path, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      watchForTrouble(page);
      await page.goto(url + path);
      return page;
    },
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    },
    async restart() {
      await server.end('SIGKILL');
      server = await start();
    },
    stopServer: () => server.end('SIGKILL'),
    async startServer() {
      server = await start();
    },
    async close() {
      await browser.close();
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function start(): Promise<{ end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> }> {
    const child = spawn(process.execPath, [ENTRY, 'start', ...(demo ? [] : ['--no-demo'])], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        PORT: String(port),
        SONAR_CONNECT_SANDBOX_PORT: String(sandboxPort),
        SONAR_CONNECT_DATA_DIR: join(folder, 'data'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = new Promise<void>((done) => {
      child.once('exit', () => done());
    });
    for (
      let tries = 0;
      !(demo ? output.includes('is active') || (tries > 40 && (await isReady(url))) : await isReady(url));
      tries += 1
    ) {
      if (tries > 400 || child.exitCode !== null) throw new Error(`the server did not start: ${output}`);
      await new Promise((done) => {
        setTimeout(done, 25);
      });
    }
    return {
      async end(signal) {
        child.kill(signal);
        await exited;
      },
    };
  }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

const troubles = new WeakMap<Page, string[]>();

/** Remembers what the page's own code or the security policy complained about. */
function watchForTrouble(page: Page): void {
  const found: string[] = [];
  troubles.set(page, found);
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // A refused request is logged by the browser itself; pages show it to people.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) found.push(`console: ${text}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin)) {
      found.push(`request to another origin: ${request.url()}`);
    }
  });
}

/** Expects that the page neither failed, nor was refused by the security policy, nor asked another origin. */
export function expectNoTrouble(page: Page): void {
  expect(troubles.get(page)).toEqual([]);
}

/** Expects that axe finds nothing on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    interface Axe {
      run(
        context: Document,
        options: object,
      ): Promise<{
        violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
      }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: rules } });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
  }, RULES);
  expect(violations).toEqual([]);
}
