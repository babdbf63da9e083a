import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GivenFiles } from '../manifest/given-files.ts';

/** Apps as folders on disk, each whole or not there at all. Names and paths have been checked by the caller. */
export interface AppFolders {
  /** Names of the apps that are there, in order. */
  list(): Promise<readonly string[]>;
  folderOf(name: string): string;
  /** Puts these files in place of whatever stood under the name. */
  write(name: string, files: GivenFiles): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Behind a name: a folder that is being made, and one that is being replaced. Names of apps have no dot. */
const NEW = '.new';
const OLD = '.old';

/** The apps below `root`; what a process left half done when it ended is put right first. */
export async function openAppFolders(root: string): Promise<AppFolders> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  await repair(root);
  const folderOf = (name: string): string => join(root, name);
  return {
    list: () => foldersIn(root),
    folderOf,
    async write(name, files) {
      const place = folderOf(name);
      try {
        await fill(place + NEW, files);
        await discard(place, root);
        await rename(place + NEW, place);
      } catch (error) {
        await repair(root);
        throw error;
      }
      await sync(root);
      await rm(place + OLD, { recursive: true, force: true });
    },
    async remove(name) {
      const place = folderOf(name);
      await discard(place, root);
      await rm(place + OLD, { recursive: true, force: true });
    },
  };
}

async function fill(folder: string, files: GivenFiles): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, ...path.split('/'));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, text, { mode: 0o600, flush: true });
  }
}

/** Sets the present folder aside; one that is not there is none to set aside. */
async function discard(place: string, root: string): Promise<void> {
  await rm(place + OLD, { recursive: true, force: true });
  await rename(place, place + OLD).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await sync(root);
}

/** A folder set aside takes its place again, unless the new one or nothing was to come there and is there. */
async function repair(root: string): Promise<void> {
  const present = new Set(await foldersIn(root, true));
  for (const name of present) {
    if (name.endsWith(NEW)) await rm(join(root, name), { recursive: true, force: true });
    if (!name.endsWith(OLD)) continue;
    const place = name.slice(0, -OLD.length);
    const wasReplaced = present.has(place + NEW) && !present.has(place);
    if (wasReplaced) await rename(join(root, name), join(root, place));
    else await rm(join(root, name), { recursive: true, force: true });
  }
}

async function foldersIn(root: string, also = false): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return names.filter((name) => also || !name.includes('.')).toSorted();
}

/** Makes the names in a folder durable, where a system can. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
