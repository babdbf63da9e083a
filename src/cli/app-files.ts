import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../core/config.ts';
import { ConnectorError } from '../core/errors.ts';
import type { AppSource } from '../manifest/app-source.ts';
import { checkSource } from '../manifest/check-app.ts';
import { manifestError } from '../manifest/load.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { SONAR_APP_FOLDER } from '../runtime.ts';
import type { Terminal } from './terminal.ts';

/** An app as it was read, and where from. */
export interface PlacedApp {
  readonly place: string;
  readonly source: AppSource;
}

/** Larger ones are none of an app, and would only fill the memory. */
const MOST_ARCHIVE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the app in the folder or zip archive people named, or that of the settings.
 * @throws ConnectorError `UsageError` when there is nothing, `ManifestError` for an archive that cannot be read.
 */
export async function readApp(terminal: Terminal, named: string | undefined): Promise<PlacedApp> {
  const place =
    named === undefined ? (readConfig(terminal.environment).appDir ?? SONAR_APP_FOLDER) : resolve(terminal.cwd, named);
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory() === true) return { place, source: await readManifest(place) };
  if (found?.isFile() === true && found.size <= MOST_ARCHIVE_BYTES) {
    const { sourceOfArchive } = await import('../manifest/archive.ts');
    return { place, source: sourceOfArchive(await readFile(place)) };
  }
  throw new ConnectorError('UsageError', `There is no folder ${place}.`, {
    fix: 'Name the folder of the app, with its manifest.json or makecomapp.json, or a zip archive of it.',
  });
}

/**
 * Reads an app that is to be used: with errors only in parts that can be left out.
 * @throws ConnectorError like {@link readApp}, and `ManifestError` with every finding.
 */
export async function readSoundApp(terminal: Terminal, named: string | undefined, what: string): Promise<PlacedApp> {
  const placed = await readApp(terminal, named);
  const { app, problems } = checkSource(placed.source, placed.place);
  if (app === undefined) throw manifestError(`The app in ${placed.place} was not ${what}.`, problems);
  return placed;
}
