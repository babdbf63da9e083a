import { appPaths, filesInBundle, MOST_APP_BYTES, type AppFiles } from '../model/app-files.ts';

/** How far reading is. */
export interface ReadingProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Reads the files of the app among those of a chosen folder.
 * @throws Error with a sentence for people when there is none, or too much of it.
 */
export async function readAppFolder(
  chosen: readonly File[],
  onProgress: (progress: ReadingProgress) => void,
): Promise<AppFiles> {
  const paths = appPaths(chosen.map((file) => file.webkitRelativePath));
  const wanted = chosen.filter((file) => paths.has(file.webkitRelativePath));
  if (wanted.length === 0)
    throw new Error('This folder holds no app, or several: there is no manifest.json to begin at.');
  refuseSize(wanted.reduce((bytes, { size }) => bytes + size, 0));
  const files: [path: string, text: string][] = [];
  for (const file of wanted) {
    onProgress({ done: files.length, total: wanted.length });
    files.push([paths.get(file.webkitRelativePath) ?? '', await file.text()]);
  }
  return Object.fromEntries(files);
}

/** Reads an app that is one JSON file. @throws Error with a sentence for people. */
export async function readAppBundle(file: File): Promise<AppFiles> {
  refuseSize(file.size);
  const files = filesInBundle(await file.text());
  if (files !== undefined) return files;
  throw new Error(`${file.name} is no app: it is not JSON with the texts of its files, manifest.json among them.`);
}

function refuseSize(bytes: number): void {
  if (bytes > MOST_APP_BYTES) throw new Error('The files of this app are larger than 9 MiB altogether.');
}
