import { isUtf8 } from 'node:buffer';
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { ConnectorError } from '../core/errors.ts';
import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { type AppFiles, isInside, tooLarge } from './app-files.ts';
import type { AppSource } from './app-source.ts';
import { filesByPath } from './given-files.ts';
import { readSource } from './layouts/index.ts';
import { unreadable } from './unreadable.ts';

/** What an archive may hold: far more than apps do, and little enough to unpack at once. */
const MOST = { entries: 20_000, bytes: 64 * 1024 * 1024 } as const;

/** Only these can be files of an app; pictures and the like are never unpacked. */
const TEXT_FILE = /\.(json|jsonc|imljson|js)$/;

/**
 * An app's source from a zip archive, as `readManifest` makes it from a folder. Names in it that lead elsewhere are left
 * aside, links are texts like any other, and nothing is written.
 * @throws ConnectorError `ManifestError` when it is no archive, or would unpack to too much.
 */
export function sourceOfArchive(bytes: Uint8Array, limits: ManifestLimits = DEFAULT_LIMITS.manifest): AppSource {
  return readSource(filesInArchive(bytes, limits), limits);
}

function filesInArchive(bytes: Uint8Array, { fileBytes }: ManifestLimits): AppFiles {
  const sizes = new Map<string, number>();
  let entries = 0;
  let total = 0;
  const unpacked = unpack(bytes, ({ name, originalSize }) => {
    entries += 1;
    if (entries > MOST.entries) throw archiveError(`It has more than ${MOST.entries} entries.`);
    if (!isInside(name) || !TEXT_FILE.test(name) || sizes.has(name)) return false;
    sizes.set(name, originalSize);
    if (originalSize > fileBytes) return false;
    total += originalSize;
    if (total > MOST.bytes) throw archiveError(`It unpacks to more than ${MOST.bytes / 1024 / 1024} MiB.`);
    return true;
  });
  const texts = new Map(Object.entries(unpacked));
  return filesByPath([...sizes.keys()], {
    areSent: false,
    read: (path): string | Problem | undefined => {
      const size = sizes.get(path) ?? 0;
      if (size > fileBytes) return unreadable(path, 'FILE_TOO_LARGE', tooLarge(size, fileBytes));
      const content = texts.get(path);
      if (content === undefined) return undefined;
      return isUtf8(content)
        ? Buffer.from(content).toString('utf8')
        : unreadable(path, 'NOT_UTF8', 'The file is not valid UTF-8.');
    },
  });
}

function unpack(bytes: Uint8Array, filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    throw archiveError('It is damaged, or no zip archive.', cause);
  }
}

function archiveError(what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('ManifestError', `The archive cannot be read. ${what}`, {
    fix: 'Pack the folder of the app again, as a zip archive without a password.',
    cause,
  });
}
