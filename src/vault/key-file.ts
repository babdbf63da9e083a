import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ConnectorError } from '../core/errors.ts';
import type { EncryptionKey } from './cipher.ts';
import { keyText, parseKeys } from './key-text.ts';

const OTHERS = 0o077;

/** Path of the key file of a data folder, by default below `~/.config/sonar-connect`. */
export function keyFileOf(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const base = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? homedir(), '.config');
  const folder = resolve(dataFolder);
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(base, 'sonar-connect', `${basename(folder)}-${hash}.key`);
}

/**
 * The keys in a file, or undefined when there is no such file.
 * @throws ConnectorError `ConfigurationError` when other users may read it, or it holds no keys.
 */
export async function readKeyFile(file: string): Promise<readonly [EncryptionKey, ...EncryptionKey[]] | undefined> {
  const text = await readPrivately(file);
  return text === undefined ? undefined : parseKeys(text, `the key file ${file}`);
}

/** Writes a file with one key unless there is one; whoever is first, the file holds whole keys from its first moment. */
export async function createKeyFile(file: string, key: EncryptionKey): Promise<void> {
  await placeKeys(file, [key], async (draft) => {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
  });
}

/** Replaces the keys in a file, the current one first; after a crash it holds either the earlier or these. */
export async function writeKeyFile(file: string, keys: readonly EncryptionKey[]): Promise<void> {
  await placeKeys(file, keys, (draft) => rename(draft, file));
}

async function readPrivately(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      refuseOthers(file, (await handle.stat()).mode);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw inaccessible(file, error);
  }
}

function refuseOthers(file: string, mode: number): void {
  if (process.platform === 'win32' || (mode & OTHERS) === 0) return;
  const octal = (mode & 0o777).toString(8);
  throw new ConnectorError('ConfigurationError', `Other users may read the key file ${file} (mode ${octal}).`, {
    fix: `Run: chmod 600 '${file}'`,
  });
}

async function placeKeys(
  file: string,
  keys: readonly EncryptionKey[],
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${keys.map(keyText).join('\n')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(draft);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw inaccessible(file, error);
  }
}

/** Makes a new name in a folder survive a power cut; systems that cannot sync a folder do so by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function inaccessible(file: string, cause: unknown): ConnectorError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new ConnectorError('ConfigurationError', `The key file ${file} cannot be read or written (${code}).`, {
    fix: 'Give this user access to the file and its folder, or set SONAR_CONNECT_ENCRYPTION_KEY.',
    cause,
  });
}
