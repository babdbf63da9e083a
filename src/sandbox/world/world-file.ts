import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { z } from 'zod';
import { ConnectorError } from '../../core/errors.ts';
import { isCollection } from '../../core/json.ts';
import { withoutSeedTokens, withSeedTokens } from '../outbound/file-tokens.ts';
import { worldSchema } from './world-schema.ts';
import type { WorldData } from './world-schema.ts';

/** Shortest real time between two writes of the file. */
const WRITE_PAUSE_MS = 100;
/** A write may take at most one part in this many of the time, however large the world has grown. */
const WRITE_SHARE = 10;

/** Where a world is kept between two starts of the sandbox. */
export interface WorldFile {
  /** The stored world, or undefined when there is none yet. */
  read(): Promise<WorldData | undefined>;
  /** Asks for the world to be written soon; many requests become one write. */
  save(data: () => WorldData): void;
  /** Writes what was asked for and waits until it is on disk. Rejects when it cannot be written. */
  flush(): Promise<void>;
}

/** The world a fresh sandbox starts with. */
export async function readSeed(): Promise<WorldData> {
  const text = await readFile(new URL('seed.json', import.meta.url), 'utf8');
  return worldSchema.parse(JSON.parse(text));
}

/** A world that is forgotten at the end: nothing is read or written. */
export function createMemoryFile(): WorldFile {
  return { read: () => Promise.resolve(undefined), save: () => undefined, flush: () => Promise.resolve() };
}

/**
 * A world in one readable JSON file. Writes go to a temporary file that replaces the old one, one at a time.
 * `report` hears of a write that failed; the next change tries again. `read` throws ConfigurationError when
 * the file holds something else than a world.
 */
export function createWorldFile(file: string, report: (message: string) => void): WorldFile {
  const low = new Low<unknown>(new JSONFile<unknown>(file), null);
  let wanted: (() => WorldData) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let pauseMs = WRITE_PAUSE_MS;
  let seedToken: Promise<string> | undefined;
  const tokenOfSeed = (): Promise<string> => (seedToken ??= readSeed().then(({ company }) => company.token));

  return {
    async read() {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await low.read().catch((error: unknown) => {
        throw unusable(file, error instanceof Error ? error.message : String(error));
      });
      if (low.data === null) return undefined;
      const parsed = worldSchema.safeParse(withToken(low.data, await tokenOfSeed()));
      if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error));
      return parsed.data;
    },
    save(data) {
      wanted = data;
      timer ??= setTimeout(() => {
        timer = undefined;
        void write().catch((error: unknown) => {
          report(`The sandbox could not write ${file}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }, pauseMs).unref();
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await write();
    },
  };

  function write(): Promise<void> {
    const next = writing.then(async () => {
      if (wanted === undefined) return;
      const token = await tokenOfSeed();
      low.data = withoutToken(wanted(), token);
      wanted = undefined;
      const started = performance.now();
      await low.write();
      pauseMs = Math.max(WRITE_PAUSE_MS, (performance.now() - started) * WRITE_SHARE);
    });
    writing = next.catch(() => undefined);
    return next;
  }
}

/** The token of the seed is not repeated in the file: who finds a token in the data folder has found a mistake. */
function withoutToken(world: WorldData, ofSeed: string): unknown {
  const { token, ...company } = world.company;
  const shown = { ...world, outbound: withoutSeedTokens(world.outbound) };
  return token === ofSeed ? { ...shown, company } : shown;
}

/** A file that names no token has that of the seed. */
function withToken(world: unknown, ofSeed: string): unknown {
  if (!isCollection(world) || !isCollection(world['company'])) return world;
  const outbound = world['outbound'] === undefined ? {} : { outbound: withSeedTokens(world['outbound']) };
  return { ...world, ...outbound, company: { token: ofSeed, ...world['company'] } };
}

function unusable(file: string, why: string): ConnectorError {
  return new ConnectorError('ConfigurationError', `The sandbox's world in ${file} cannot be read: ${why}`, {
    fix: 'Correct the file, or start the sandbox with --reset to begin again from the seed.',
  });
}
