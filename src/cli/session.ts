import { readConfig } from '../core/config.ts';
import type { Config } from '../core/config.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { createConfiguredRuntime } from '../runtime.ts';
import type { Runtime } from '../runtime.ts';
import { dataFolder } from './data-folder.ts';
import { printRow } from './print.ts';
import { reachSandbox } from './sandbox-access.ts';
import type { SandboxAccess } from './sandbox-access.ts';
import type { Terminal } from './terminal.ts';

/** How a command names the account it works with. */
export interface AccountOptions {
  /** The token belongs to a sandbox account. */
  readonly sandbox?: boolean;
  /** Read the token from standard input. */
  readonly tokenStdin?: boolean;
  /** The command goes on for long: a sandbox it starts may serve other commands meanwhile. */
  readonly staysOpen?: boolean;
}

/** A runtime, the account, and what has to be closed afterwards. */
export interface Session {
  readonly runtime: Runtime;
  /** Values of the connection. */
  readonly connection: Collection;
  /** Where requests go, for people. */
  readonly place: string;
  /** The account is served on this computer and reaches addresses of it. */
  readonly isLocal: boolean;
  close(): Promise<void>;
}

/**
 * Opens the app and the account of one command: the token of `--token-stdin` or `$SONAR_TOKEN`, else the embedded
 * sandbox, started here when none is listening.
 */
export async function openSession(terminal: Terminal, options: AccountOptions): Promise<Session> {
  const config = readConfig(terminal.environment);
  for (const warning of config.warnings) printRow(terminal, 'warning', warning);
  const token = await tokenOf(terminal, options);
  const isSandbox = token === undefined || options.sandbox === true;
  const sandbox = isSandbox ? await embeddedSandbox(config, terminal, options.staysOpen === true) : undefined;
  try {
    return await sessionOn(config, { token, isSandbox, sandbox });
  } catch (error) {
    await sandbox?.close();
    throw error;
  }
}

interface Account {
  readonly token: string | undefined;
  readonly isSandbox: boolean;
  readonly sandbox: SandboxAccess | undefined;
}

async function sessionOn(config: Config, { token, isSandbox, sandbox }: Account): Promise<Session> {
  const privateToken = token ?? sandbox?.token;
  if (privateToken === undefined) {
    throw new ConnectorError('ConfigurationError', 'There is no token, and the embedded sandbox is not in use.', {
      fix: 'Pass --token-stdin, set SONAR_TOKEN, or leave SONAR_CONNECT_SANDBOX and SONAR_CONNECT_SANDBOX_URL unset.',
    });
  }
  const sandboxUrl = sandbox?.apiUrl ?? config.sandbox.url;
  const runtime = await createConfiguredRuntime(config, sandboxUrl);
  return {
    runtime,
    connection: { privateToken, sandbox: isSandbox },
    place: isSandbox ? `the sandbox ${sandboxUrl ?? 'of the service'}` : 'production',
    isLocal: isSandbox && isLoopback(sandboxUrl),
    close: async () => {
      runtime.close();
      await sandbox?.close();
    },
  };
}

function isLoopback(url: string | undefined): boolean {
  return url !== undefined && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

/** The embedded sandbox, unless it is switched off or another one is named. */
async function embeddedSandbox(
  config: Config,
  terminal: Terminal,
  staysOpen: boolean,
): Promise<SandboxAccess | undefined> {
  if (!config.sandbox.enabled || config.sandbox.url !== undefined) return undefined;
  return reachSandbox({ config, folder: dataFolder(config, terminal), staysOpen, signal: terminal.signal });
}

async function tokenOf(terminal: Terminal, options: AccountOptions): Promise<string | undefined> {
  const text = options.tokenStdin === true ? await terminal.readInput() : terminal.environment['SONAR_TOKEN'];
  const token = text?.trim();
  if (options.tokenStdin === true && token === '') {
    throw new ConnectorError('UsageError', 'Standard input holds no token.', {
      fix: 'Pipe the token in, for example from a file.',
    });
  }
  return token === '' ? undefined : token;
}
