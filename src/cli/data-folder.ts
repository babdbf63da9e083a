import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Terminal } from './terminal.ts';

/** The folder for everything that is kept: the setting, else `.sonar-connect` in a project, else the user's data folder. */
export function dataFolder(config: Config, terminal: Terminal): string {
  if (config.dataDir !== undefined) return resolve(terminal.cwd, config.dataDir);
  const here = join(terminal.cwd, '.sonar-connect');
  if (existsSync(here) || existsSync(join(terminal.cwd, 'manifest.json'))) return here;
  const base = terminal.environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return join(base, 'sonar-connect');
}

/** Makes the folder unless it is there; only its owner may look inside. @throws ConnectorError `ConfigurationError`. */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ConnectorError('ConfigurationError', `The data folder ${folder} cannot be made.`, {
      cause,
      fix: 'Choose a folder this user may write to with SONAR_CONNECT_DATA_DIR.',
    });
  }
}
