import { appPaths, filesInBundle, MOST_APP_BYTES, MOST_ARCHIVE_BYTES, type GivenApp } from '../model/app-files.ts';

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
): Promise<GivenApp> {
  const paths = appPaths(chosen.map((file) => file.webkitRelativePath));
  const wanted = chosen.filter((file) => paths.has(file.webkitRelativePath));
  if (wanted.length === 0)
    throw new Error('This folder holds no app: there is no manifest.json or makecomapp.json to begin at.');
  refuseSize(wanted.reduce((bytes, { size }) => bytes + size, 0));
  const files: [path: string, text: string][] = [];
  for (const file of wanted) {
    onProgress({ done: files.length, total: wanted.length });
    files.push([paths.get(file.webkitRelativePath) ?? '', await file.text()]);
  }
  return { files: Object.fromEntries(files) };
}

/** Reads an app that is one file: JSON, or a zip archive. @throws Error with a sentence for people. */
export async function readAppBundle(file: File): Promise<GivenApp> {
  if (/\.zip$/i.test(file.name)) return { archive: await archiveText(file) };
  refuseSize(file.size);
  const files = filesInBundle(await file.text());
  if (files !== undefined) return { files };
  throw new Error(`${file.name} is no app: it is not JSON with the texts of its files, manifest.json among them.`);
}

async function archiveText(file: File): Promise<string> {
  if (file.size > MOST_ARCHIVE_BYTES) throw new Error('This archive is larger than 7 MiB.');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += PART) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + PART)));
  }
  return btoa(parts.join(''));
}

/** Bytes turned into a text at once: fewer than a call takes arguments. */
const PART = 16_384;

function refuseSize(bytes: number): void {
  if (bytes > MOST_APP_BYTES) throw new Error('The files of this app are larger than 9 MiB altogether.');
}
