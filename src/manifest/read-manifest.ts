import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import { filesInFolder } from './app-files.ts';
import type { AppSource } from './app-source.ts';
import { readSource } from './layouts/index.ts';

/**
 * Reads the files of the app in `folder`, in whatever layout it is. Links are not followed and nothing outside is
 * opened. What cannot be read is a problem of the result, never an exception.
 */
export function readManifest(folder: string, limits: ManifestLimits = DEFAULT_LIMITS.manifest): Promise<AppSource> {
  return Promise.resolve(readSource(filesInFolder(folder, limits), limits));
}
