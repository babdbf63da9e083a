import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';

/** The sole right to read and write the file of a world. */
export interface WorldLock {
  release(): Promise<void>;
}

/** The sandbox that has a file. */
export interface WorldHolder {
  readonly pid: number;
  /** Whether it lives for one command only. */
  readonly temporary: boolean;
}

/** One that is just ending gives its file back within this time, in milliseconds. */
const FAREWELL_MS = 1000;
const LOOK_MS = 25;

/** Lock files of this process: another one may have had its process id and died. */
const own = new Set<string>();

/**
 * Takes a file for one sandbox, by a lock file beside it with the process id. The lock of a process that is gone is
 * taken over.
 * @throws ConnectorError `ConflictError` when another sandbox has the file.
 */
export async function lockWorld(file: string, temporary: boolean): Promise<WorldLock> {
  const lock = lockOf(file);
  await mkdir(path.dirname(lock), { recursive: true, mode: 0o700 });
  const giveUpAt = systemClock.now() + FAREWELL_MS;
  for (;;) {
    if (await take(lock, temporary)) return { release: () => release(lock) };
    const holder = (await holderOfWorld(file)) ?? ownHolder(lock);
    if (holder === undefined) await removeStale(lock);
    else if (systemClock.now() > giveUpAt) throw inUse(file, holder);
    else await systemClock.sleep(LOOK_MS);
  }
}

/** Who has the file of a world; undefined when nobody who lives does. */
export async function holderOfWorld(file: string): Promise<WorldHolder | undefined> {
  const lock = lockOf(file);
  const holder = await readHolder(lock);
  return holder !== undefined && lives(holder, lock) ? holder : undefined;
}

function lockOf(file: string): string {
  return `${path.resolve(file)}.lock`;
}

async function take(lock: string, temporary: boolean): Promise<boolean> {
  if (own.has(lock)) return false;
  own.add(lock);
  try {
    await writeFile(lock, JSON.stringify({ pid: process.pid, temporary }), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    own.delete(lock);
    if (isCode(error, 'EEXIST')) return false;
    throw new ConnectorError('ConfigurationError', `The sandbox cannot write ${lock}.`, { cause: error });
  }
}

async function release(lock: string): Promise<void> {
  await rm(lock, { force: true });
  own.delete(lock);
}

/** A lock that is being written is empty for a moment; one that stays so belongs to nobody. */
async function readHolder(lock: string): Promise<WorldHolder | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(lock, 'utf8'));
    if (isCollection(kept) && Number.isInteger(kept['pid'])) {
      return { pid: Number(kept['pid']), temporary: kept['temporary'] === true };
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
  }
  const written = await stat(lock).catch(() => undefined);
  const isFresh = written !== undefined && systemClock.now() - written.mtimeMs < FAREWELL_MS;
  return isFresh ? BEING_WRITTEN : undefined;
}

const BEING_WRITTEN: WorldHolder = { pid: 0, temporary: true };

function lives(holder: WorldHolder, lock: string): boolean {
  const { pid } = holder;
  if (holder === BEING_WRITTEN) return true;
  if (pid === process.pid) return own.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** This process, when it has the lock: while somebody looks at it aside its file is gone for a moment. */
function ownHolder(lock: string): WorldHolder | undefined {
  return own.has(lock) ? { pid: process.pid, temporary: false } : undefined;
}

/**
 * Moved aside first, each time to a place of its own: when two find the same stale lock, one of them must not remove
 * the fresh lock of the other.
 */
async function removeStale(lock: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && lives(moved, lock)) await rename(aside, lock);
  else await rm(aside, { force: true });
}

function inUse(file: string, { pid }: WorldHolder): ConnectorError {
  return new ConnectorError(
    'ConflictError',
    `Another sandbox, the process ${pid}, works with ${file}: two would overwrite what the other keeps.`,
    { fix: `Stop that one, or choose another data folder. If ${pid} is no sandbox, delete ${lockOf(file)}.` },
  );
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
