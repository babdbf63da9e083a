import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readConfig } from '../../core/config.ts';
import type { Config } from '../../core/config.ts';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import { loadApp } from '../../manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../runtime.ts';
import { keyFileOf } from '../../vault/key-file.ts';
import { openApi } from '../api-client.ts';
import { counted } from '../counted.ts';
import { dataFolder } from '../data-folder.ts';
import { printJson } from '../print.ts';
import { findSandbox } from '../sandbox-access.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** One thing that was looked at. */
interface Finding {
  readonly name: string;
  readonly result: 'ok' | 'note' | 'wrong';
  readonly detail: string;
}

type Check = (terminal: Terminal, config: Config) => Finding | Promise<Finding>;

const OLDEST_NODE = [20, 19] as const;

/** `doctor`: looks at everything a start needs, and says what is wrong. */
export async function doctorCommand(terminal: Terminal, options: { readonly json?: boolean }): Promise<void> {
  const config = readConfig(terminal.environment);
  const findings = await Promise.all(CHECKS.map(async (check) => check(terminal, config)));
  const wrong = findings.filter(({ result }) => result === 'wrong');
  if (options.json === true && wrong.length === 0) printJson(terminal, { findings });
  if (options.json !== true) for (const finding of findings) print(terminal, finding);
  if (wrong.length === 0) return;
  throw new ConnectorError('ConfigurationError', `${wrong.map(({ name }) => name).join(', ')}: not as it has to be.`, {
    fix: wrong.map(({ detail }) => detail).join(' '),
  });
}

const CHECKS: readonly Check[] = [nodeVersion, settings, app, folder, key, server, sandbox, publicAddress];

function print(terminal: Terminal, { name, result, detail }: Finding): void {
  const style = { ok: 'green', note: 'yellow', wrong: 'red' } as const;
  terminal.out(`${paint(terminal, style[result], result.padEnd(5))}  ${name.padEnd(15)} ${detail}\n`);
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  return {
    name: 'Node.js',
    result: isOld ? 'wrong' : 'ok',
    detail: `${process.version}; ${OLDEST_NODE.join('.')} or newer is needed.`,
  };
}

function settings(_terminal: Terminal, { warnings }: Config): Finding {
  return {
    name: 'settings',
    result: warnings.length > 0 ? 'note' : 'ok',
    detail: warnings.join(' ') || 'All can be used.',
  };
}

async function app(_terminal: Terminal, { appDir }: Config): Promise<Finding> {
  try {
    const { label, modules } = await loadApp(appDir ?? SONAR_APP_FOLDER);
    return { name: 'app', result: 'ok', detail: `${label}, ${modules.size} modules.` };
  } catch (error) {
    return { name: 'app', result: 'wrong', detail: `${toConnectorError(error).message} Run sonar-connect check.` };
  }
}

/** The folder itself, or the nearest one above it that is there. */
function folder(terminal: Terminal, config: Config): Finding {
  const wanted = dataFolder(config, terminal);
  let nearest = wanted;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return {
      name: 'data folder',
      result: 'ok',
      detail: existsSync(wanted) ? wanted : `${wanted}, made at the first start.`,
    };
  } catch {
    return {
      name: 'data folder',
      result: 'wrong',
      detail: `${nearest} cannot be written. Choose another with SONAR_CONNECT_DATA_DIR.`,
    };
  }
}

function key(terminal: Terminal, config: Config): Finding {
  const name = 'encryption key';
  if (config.encryptionKey !== undefined) return { name, result: 'ok', detail: 'From the settings.' };
  const file = keyFileOf(dataFolder(config, terminal), terminal.environment);
  if (!existsSync(file)) return { name, result: 'ok', detail: `${file}, made at the first start. Keep a copy of it.` };
  const isOpen = (statSync(file).mode & 0o077) !== 0;
  return {
    name,
    result: isOpen ? 'wrong' : 'ok',
    detail: isOpen ? `${file} can be read by others: chmod 600 ${file}` : `${file}. Keep a copy of it.`,
  };
}

async function server(terminal: Terminal): Promise<Finding> {
  const api = openApi(terminal, undefined);
  try {
    const { data } = await api.call({ method: 'GET', path: '/scenarios', query: { limit: 250 } });
    const active = Array.isArray(data)
      ? data.filter((scenario: { active?: boolean }) => scenario.active === true).length
      : 0;
    return { name: 'server', result: 'ok', detail: `Runs at ${api.url}, ${counted(active, 'active scenario')}.` };
  } catch (error) {
    const isFree = toConnectorError(error).name === 'ConnectionError';
    const detail = isFree
      ? `None runs at ${api.url}; start one with npm start.`
      : `Something else answers at ${api.url}. Choose another PORT.`;
    return { name: 'server', result: isFree ? 'note' : 'wrong', detail };
  } finally {
    api.close();
  }
}

async function sandbox(_terminal: Terminal, config: Config): Promise<Finding> {
  const name = 'sandbox';
  if (!config.sandbox.enabled) return { name, result: 'note', detail: 'Switched off.' };
  if (config.sandbox.url !== undefined)
    return { name, result: 'note', detail: `Not the embedded one: ${config.sandbox.url}` };
  const running = await findSandbox(config);
  return {
    name,
    result: running === undefined ? 'note' : 'ok',
    detail: running?.apiUrl ?? `Not running; it starts with the server on port ${config.sandbox.port}.`,
  };
}

function publicAddress(_terminal: Terminal, { publicUrl }: Config): Finding {
  const name = 'public address';
  if (publicUrl !== undefined) return { name, result: 'ok', detail: publicUrl };
  return {
    name,
    result: 'note',
    detail: 'None: only the embedded sandbox can deliver webhooks. Set PUBLIC_URL for a real account.',
  };
}
