import { checkSource } from '../manifest/check-app.ts';
import type { GivenFiles } from '../manifest/given-files.ts';
import { manifestError } from '../manifest/load.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { appFolder } from './commands/check.ts';
import type { Terminal } from './terminal.ts';

/**
 * Texts of the files of the app in `dir`, by path; whatever else stands in the folder is left out.
 * @throws ConnectorError `UsageError` when there is no such folder, `ManifestError` with every finding.
 */
export async function readAppFiles(terminal: Terminal, dir: string): Promise<GivenFiles> {
  const folder = await appFolder(terminal, dir);
  const source = await readManifest(folder);
  const { problems } = checkSource(source, folder);
  if (problems.some(({ severity }) => severity === 'error')) {
    throw manifestError(`The app in ${folder} was not sent.`, problems);
  }
  return Object.fromEntries(source.texts.map(({ path, text }) => [path, text]));
}
