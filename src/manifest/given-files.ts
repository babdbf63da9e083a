import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { isFunctionPath } from './functions.ts';
import { COMPONENT_FOLDERS, sourceOf, unreadable, type AppSource } from './read-manifest.ts';
import type { SourceText } from './source-file.ts';

/** Texts of the files of an app by their path below its folder, for example `modules/get-customer.json`. */
export type GivenFiles = Readonly<Record<string, string>>;

/** Below a folder of components, and nowhere else: a plain name that no file system reads as a way out of it. */
const FILE_NAME = /^[A-Za-z0-9][\w.-]{0,119}\.jsonc?$/;

const KINDS: ReadonlyMap<string, SourceText['kind']> = new Map(
  Object.entries(COMPONENT_FOLDERS).map(([kind, folder]) => [folder, kind as SourceText['kind']]),
);

/**
 * An app's source from files somebody sent, as `readManifest` makes it from a folder: the same limits hold, and a path
 * that is none of an app is a problem. Of what is left, every path is safe to write below a folder.
 */
export function sourceOfFiles(files: GivenFiles, limits: ManifestLimits = DEFAULT_LIMITS.manifest): AppSource {
  const paths = Object.keys(files).toSorted();
  if (paths.length > limits.files) {
    const message = `The app has ${paths.length} files; ${limits.files} are allowed.`;
    return sourceOf([], { limits, problems: [unreadable('', 'TOO_MANY_FILES', message)] });
  }
  const problems: Problem[] = [];
  const texts = paths.flatMap((path): readonly SourceText[] => {
    const kind = kindOf(path);
    const text = files[path] ?? '';
    const problem = kind === undefined ? unknownFile(path) : textProblem(path, text, limits);
    if (problem !== undefined) problems.push(problem);
    return kind === undefined || problem !== undefined ? [] : [{ path, kind, text }];
  });
  if (!paths.includes('manifest.json')) {
    problems.push(unreadable('manifest.json', 'NO_MANIFEST', 'There is no file manifest.json among the files.'));
  }
  return sourceOf(texts, { limits, problems });
}

function kindOf(path: string): SourceText['kind'] | undefined {
  if (isFunctionPath(path)) return 'function';
  if (path === 'manifest.json') return 'manifest';
  const [folder = '', name = '', ...deeper] = path.split('/');
  return deeper.length === 0 && FILE_NAME.test(name) ? KINDS.get(folder) : undefined;
}

function unknownFile(path: string): Problem {
  return unreadable(path, 'UNKNOWN_FILE', 'This path is none of the files an app is made of.');
}

function textProblem(path: string, text: string, { fileBytes }: ManifestLimits): Problem | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length > fileBytes) {
    return unreadable(path, 'FILE_TOO_LARGE', `The file has ${bytes.length} bytes; ${fileBytes} are allowed.`);
  }
  return bytes.toString('utf8') === text ? undefined : unreadable(path, 'NOT_UTF8', 'The file is not valid UTF-8.');
}
