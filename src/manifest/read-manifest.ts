import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { type AppFunction, FUNCTION_FOLDER, functionsIn, isFunctionPath } from './functions.ts';
import { createReader, type Read } from './reads.ts';
import { parseSource, type SourceFile, type SourceKind, type SourceText } from './source-file.ts';

/** All files of an app, parsed, in the order of their paths. */
export interface AppSource {
  readonly manifest: SourceFile | undefined;
  /** Every component file; the manifest is not among them. */
  readonly components: readonly SourceFile[];
  readonly functions: readonly AppFunction[];
  /** Every text the app was read from. */
  readonly texts: readonly SourceText[];
  /** What kept a file from being read or parsed. */
  readonly problems: readonly Problem[];
  /** What the expressions of a file read; worked out once. */
  readonly readsOf: (file: SourceFile) => readonly Read[];
}

/** The folder of each kind of component. */
export const COMPONENT_FOLDERS = {
  module: 'modules',
  connection: 'connections',
  webhook: 'webhooks',
  rpc: 'rpcs',
} as const satisfies Record<Exclude<SourceKind, 'manifest'>, string>;

/** Files open at the same time: fast, and far from the limits of a process. */
const READ_AT_ONCE = 32;

/**
 * Reads the files of the app in `folder`. Files are found by listing the folders, so no name inside a manifest ever
 * becomes a path; links are not followed. What cannot be read is a problem of the result, never an exception.
 */
export async function readManifest(
  folder: string,
  limits: ManifestLimits = DEFAULT_LIMITS.manifest,
): Promise<AppSource> {
  const problems: Problem[] = [];
  const found = await discover(folder, problems);
  if (found.length > limits.files) {
    problems.push(unreadable('', 'TOO_MANY_FILES', `The app has ${found.length} files; ${limits.files} are allowed.`));
    return sourceOf([], { limits, problems });
  }
  const texts: SourceText[] = [];
  for (let start = 0; start < found.length; start += READ_AT_ONCE) {
    const batch = found.slice(start, start + READ_AT_ONCE);
    const read = await Promise.all(
      batch.map(async (file) => ({ ...file, text: await readText(folder, file.path, { limits, problems }) })),
    );
    texts.push(...read.filter((file): file is SourceText => file.text !== undefined));
  }
  return sourceOf(texts, { limits, problems });
}

/** An app's source from texts that are already in memory, as {@link readManifest} makes it from a folder. */
export function sourceOf(
  texts: readonly SourceText[],
  options: { readonly limits?: ManifestLimits; readonly problems?: readonly Problem[] } = {},
): AppSource {
  const depth = (options.limits ?? DEFAULT_LIMITS.manifest).depth;
  const files = texts.filter(isJson).map((text) => parseSource(text, depth));
  const problems = [...(options.problems ?? []), ...files.flatMap((file) => file.problems)];
  const functions = functionsIn(texts, problems);
  const manifest = files.find((file) => file.kind === 'manifest');
  const components = files.filter((file) => file.kind !== 'manifest');
  return { manifest, components, functions, texts, problems, readsOf: createReader() };
}

function isJson(text: SourceText): text is SourceText & { readonly kind: SourceKind } {
  return text.kind !== 'function';
}

type Found = Pick<SourceText, 'path' | 'kind'>;

async function discover(folder: string, problems: Problem[]): Promise<Found[]> {
  const top = await list(folder);
  if (!top.some((entry) => entry.name === 'manifest.json' && entry.isFile())) {
    problems.push(
      unreadable('manifest.json', 'NO_MANIFEST', 'There is no file manifest.json in the folder of the app.'),
    );
    return [];
  }
  const found: Found[] = [{ path: 'manifest.json', kind: 'manifest' }];
  for (const [kind, name] of Object.entries(COMPONENT_FOLDERS) as [Exclude<SourceKind, 'manifest'>, string][]) {
    if (!top.some((entry) => entry.name === name && entry.isDirectory())) continue;
    for (const entry of await list(join(folder, name))) {
      if (!/\.jsonc?$/.test(entry.name)) continue;
      const path = `${name}/${entry.name}`;
      if (entry.isFile()) found.push({ path, kind });
      else problems.push(unreadable(path, 'NOT_A_FILE', 'This is a link or a folder; only plain files are read.'));
    }
  }
  if (top.some((entry) => entry.name === FUNCTION_FOLDER && entry.isDirectory())) {
    const inside = (await list(join(folder, FUNCTION_FOLDER))).filter(({ name }) => name.endsWith('.js'));
    for (const entry of inside) {
      const path = `${FUNCTION_FOLDER}/${entry.name}`;
      if (entry.isFile() && isFunctionPath(path)) found.push({ path, kind: 'function' });
      else problems.push(unreadable(path, 'NOT_A_FUNCTION', 'This is no plain file with a name that can be called.'));
    }
  }
  return found;
}

/** The entries of a folder in the order of their names; a folder that cannot be listed has none. */
async function list(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Reading {
  readonly limits: ManifestLimits;
  readonly problems: Problem[];
}

async function readText(folder: string, path: string, { limits, problems }: Reading): Promise<string | undefined> {
  const refuse = (code: string, message: string): undefined => {
    problems.push(unreadable(path, code, message));
  };
  try {
    const { size } = await stat(join(folder, path));
    if (size > limits.fileBytes) {
      return refuse('FILE_TOO_LARGE', `The file has ${size} bytes; ${limits.fileBytes} are allowed.`);
    }
    const bytes = await readFile(join(folder, path));
    return isUtf8(bytes) ? bytes.toString('utf8') : refuse('NOT_UTF8', 'The file is not valid UTF-8.');
  } catch (error) {
    return refuse('FILE_UNREADABLE', `The file cannot be read: ${(error as Error).message}.`);
  }
}

/** What to do, by code. */
const FIXES: Readonly<Record<string, string>> = {
  NO_MANIFEST: 'Name the folder that holds manifest.json, or create the file.',
  UNKNOWN_FILE:
    'Send manifest.json, the .json files of modules, connections, webhooks and rpcs, the .js files of functions, with plain names, and nothing else.',
  TOO_MANY_FILES: 'Split the app, or raise the limit.',
  NOT_A_FUNCTION: 'Name the file like the function in it: letters, digits and underscores, then .js or .test.js.',
  NOT_A_FILE: 'Put the file itself in its place.',
  FILE_TOO_LARGE: 'Make the file smaller; large samples are the usual reason.',
  NOT_UTF8: 'Save the file as UTF-8.',
  FILE_UNREADABLE: 'Check that the file exists and its permissions let you read it.',
};

/** A file that cannot be taken as part of an app: the whole file is the place. */
export function unreadable(file: string, code: string, message: string): Problem {
  const fix = FIXES[code];
  return {
    file,
    pointer: '',
    position: { line: 1, column: 1 },
    severity: 'error',
    code,
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
