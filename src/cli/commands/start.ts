import { readConfig } from '../../core/config.ts';
import type { Config } from '../../core/config.ts';
import { systemClock } from '../../core/clock.ts';
import { createRuntime, SONAR_APP_FOLDER } from '../../runtime.ts';
import { loadApp, loadShippedApp } from '../../manifest/load.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { createLog } from '../../server/log.ts';
import type { Log } from '../../server/log.ts';
import { checkHost, createServer } from '../../server/server.ts';
import { openInstalledApps } from '../../service/installed-apps.ts';
import { openDataFile, openService } from '../../service/service.ts';
import type { Service, ServiceOptions } from '../../service/service.ts';
import type { Database } from '../../store/database.ts';
import { dataFolder, makeDataFolder } from '../data-folder.ts';
import { seedDemo } from '../demo.ts';
import { setUpCollector } from '../garbage-collection.ts';
import { printRow } from '../print.ts';
import { startSandbox } from '../sandbox-access.ts';
import { serverParts } from '../server-parts.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';

/** Options of `start`. */
export interface StartOptions {
  /** Leave an empty installation empty. */
  readonly demo: boolean;
}

/** `start`: the server and the embedded sandbox until SIGTERM or Ctrl-C; then runs finish and everything is closed. */
export async function startCommand(terminal: Terminal, options: StartOptions): Promise<void> {
  const config = readConfig(terminal.environment);
  checkHost(config.host);
  const folder = dataFolder(config, terminal);
  const log = createLog({ write: terminal.err, clock: systemClock, level: config.logLevel });
  for (const warning of config.warnings) printRow(terminal, 'warning', warning);
  await makeDataFolder(folder);
  const hasSandbox = config.sandbox.enabled && config.sandbox.url === undefined;
  const sandbox = hasSandbox ? await startSandbox(config, folder) : undefined;
  try {
    await serve(terminal, { config, folder, log, sandbox, options });
  } finally {
    await sandbox?.close();
  }
}

interface Serving {
  readonly config: Config;
  readonly folder: string;
  readonly log: Log;
  readonly sandbox: Sandbox | undefined;
  readonly options: StartOptions;
}

async function serve(terminal: Terminal, { config, folder, log, sandbox, options }: Serving): Promise<void> {
  let address = `http://127.0.0.1:${config.port}`;
  const sandboxUrl = sandbox?.apiBase ?? config.sandbox.url;
  const service = await open({ config, folder, log, sandboxUrl, publicUrl: () => config.publicUrl ?? address });
  const server = createServer(serverParts(service, { config, log, version: packageVersion(), sandbox }));
  try {
    address = (await server.listen()).url;
    await service.start();
    // Not before: while everything is loaded, hardly anything could be cleared away.
    setUpCollector();
    const demo = options.demo && sandbox !== undefined ? await seedDemo(service, sandbox.token) : undefined;
    announce(terminal, { address, sandbox, folder, demo: demo?.scenario });
    await interrupted(terminal.signal);
    terminal.err('Stopping: runs that are under way may finish.\n');
  } finally {
    const closed = server.close();
    await service.stop();
    await closed;
  }
  terminal.err('Stopped.\n');
}

interface Opening extends Pick<Serving, 'config' | 'folder' | 'log'> {
  readonly sandboxUrl: string | undefined;
  readonly publicUrl: () => string;
}

/** The data file is opened while the apps are loaded. */
async function open(opening: Opening): Promise<Service> {
  const database = openDataFile(opening.folder);
  // Whoever waits for it learns that it failed: nobody does while the apps are loaded.
  database.catch(() => undefined);
  const parts = await load(opening).catch(async (error: unknown) => {
    await closeOpened(database);
    throw error;
  });
  return openService({ ...parts, database });
}

async function closeOpened(database: Promise<Database>): Promise<void> {
  const opened = await database.catch(() => undefined);
  await opened?.close();
}

async function load({ config, folder, log, sandboxUrl, publicUrl }: Opening): Promise<ServiceOptions> {
  const builtIn = await (config.appDir === undefined ? loadShippedApp(SONAR_APP_FOLDER) : loadApp(config.appDir));
  const onFailure = (error: unknown): void =>
    log.error('something failed in the background; the work goes on', { error });
  const { services } = createRuntime({
    app: builtIn,
    environment: sandboxUrl === undefined ? {} : { sonarSandboxUrl: sandboxUrl },
    privateOrigins: [...config.privateOrigins, ...(sandboxUrl === undefined ? [] : [new URL(sandboxUrl).origin])],
    timezone: config.timezone,
    deadlineMs: config.deadlineMs,
  });
  const installed = await openInstalledApps({ builtIn, dataFolder: folder, onFailure });
  return { config, installed, services, dataFolder: folder, publicUrl, onFailure };
}

function announce(
  terminal: Terminal,
  {
    address,
    sandbox,
    folder,
    demo,
  }: {
    readonly address: string;
    readonly sandbox: Sandbox | undefined;
    readonly folder: string;
    readonly demo: string | undefined;
  },
): void {
  terminal.out(`${paint(terminal, 'bold', 'Sonar Connect')}\n`);
  terminal.out(`  page     ${address}\n`);
  terminal.out(`  API      ${address}/api/v1   described at ${address}/openapi.json\n`);
  if (sandbox !== undefined) {
    terminal.out(`  sandbox  ${sandbox.apiBase}/v1   nothing leaves this computer\n`);
    terminal.out(`  token    ${sandbox.token}\n`);
  }
  terminal.out(`  data     ${folder}\n`);
  if (demo !== undefined) terminal.out(`  demo     the scenario "${demo}" is active\n`);
  if (sandbox === undefined) return;
  terminal.err('Next, in another terminal:\n');
  terminal.err('  npx sonar-connect run createUpdateCustomer -i phoneNumber=+13105551234 -i firstName=Matthew\n');
  terminal.err('  npx sonar-connect execution list\n');
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
