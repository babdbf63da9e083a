import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConnectorError } from '../../core/errors.ts';
import { writeLocalApp } from '../../manifest/write/local-app.ts';
import { readSoundApp } from '../app-files.ts';
import { counted } from '../counted.ts';
import { paint, type Terminal } from '../terminal.ts';

/** What `export` was asked for. */
export interface ExportOptions {
  readonly format: string;
  readonly output: string;
}

/** `export [app]`: the app in Make's layout for local development, as a folder or a zip archive; offline. */
export async function exportCommand(
  terminal: Terminal,
  named: string | undefined,
  { format, output }: ExportOptions,
): Promise<void> {
  const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (write === undefined) {
    throw new ConnectorError('UsageError', `There is no format "${format}".`, {
      fix: `Use one of: ${Object.keys(FORMATS).join(', ')}.`,
    });
  }
  const { source } = await readSoundApp(terminal, named, 'exported');
  const files = writeLocalApp(source);
  const place = resolve(terminal.cwd, output);
  await write(place, files).catch((cause: unknown) => {
    if (cause instanceof ConnectorError) throw cause;
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new ConnectorError('UsageError', `${place} cannot be written (${why}).`, { cause, fix: 'Check the path.' });
  });
  terminal.err(`${paint(terminal, 'green', '✓')} Wrote ${counted(Object.keys(files).length, 'file')} to ${place}.\n`);
}

type Files = Readonly<Record<string, string>>;

const FORMATS: Readonly<Record<string, (place: string, files: Files) => Promise<void>>> = {
  makecomapp: writeFolder,
  async zip(place, files) {
    const { zipOf } = await import('../../manifest/write/zip.ts');
    await writeFile(place, zipOf(files), { flag: 'wx' }).catch(refuseTaken(place));
  },
};

/** Nothing that is there is ever overwritten. */
async function writeFolder(place: string, files: Files): Promise<void> {
  await mkdir(place, { recursive: true }).catch(refuseTaken(place));
  if ((await readdir(place)).length > 0) throw taken(place);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
}

function refuseTaken(place: string): (error: unknown) => never {
  return (error) => {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? taken(place) : error;
  };
}

function taken(place: string): ConnectorError {
  return new ConnectorError('UsageError', `${place} is there already, and not empty.`, {
    fix: 'Name a new folder or file.',
  });
}
