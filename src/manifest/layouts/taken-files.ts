import { posix } from 'node:path';
import type { ManifestLimits } from '../../core/limits.ts';
import type { Problem } from '../../core/source.ts';
import { type AppFiles, isInside } from '../app-files.ts';
import { locate, type Place } from '../locate.ts';
import { parseSource, type SourceFile, type SourceKind, type SourceText } from '../source-file.ts';
import { unreadable } from '../unreadable.ts';
import { below } from './layout.ts';

/** A place in a file of an app that names something. */
export interface Mention extends Place {
  readonly file: SourceFile;
}

/** The files a layout takes for an app; what is wrong with one is a problem, and it is as if it were empty. */
export interface TakenFiles {
  readonly texts: readonly SourceText[];
  readonly problems: readonly Problem[];
  /** More files are named than an app may have; nothing more is read. */
  readonly areTooMany: boolean;
  /** Together, and counted as often as they are named, they have more than an app may have. */
  readonly areTooLarge: boolean;
  /** Parses a file as JSON with comments. Without a tree it could not be read; with no problem then, it was empty. */
  json(path: string, kind: SourceKind, mention?: Mention): SourceFile;
  text(path: string, mention?: Mention): string | undefined;
  /** Whether a file, which is not taken by this, holds no more than every component has in such a file. */
  saysNothing(path: string): boolean;
  report(problem: Omit<Problem, 'file' | 'pointer' | 'position'>, at: Mention): void;
}

/** Characters of all code together: far more than any app has, and checked within a second or two. */
const MOST_LENGTH = 8 * 1024 * 1024;

/** Nobody reads more of them. */
const MOST_WARNINGS = 500;

/** Takes files for an app in the folder `root`. */
export function takeFiles(files: AppFiles, limits: ManifestLimits): TakenFiles {
  const texts = new Map<string, SourceText>();
  const problems: Problem[] = [];
  const parsed = new Map<string, SourceFile>();
  let length = 0;
  const taken: TakenFiles = {
    problems,
    get texts() {
      return [...texts.values()];
    },
    get areTooMany() {
      return texts.size > limits.files;
    },
    get areTooLarge() {
      return length > MOST_LENGTH;
    },
    json(path, kind, mention) {
      const text = read(path, kind, mention);
      const before = parsed.get(path);
      if (text !== undefined && before !== undefined) return before;
      const empty: SourceFile = {
        path,
        kind,
        stem: path,
        text: text ?? '',
        json: undefined,
        tree: undefined,
        problems: [],
      };
      if (text === undefined || /^\uFEFF?\s*$/.test(text)) return empty;
      const file = parseSource({ path, kind, text }, limits.depth);
      parsed.set(path, file);
      // Others take the last of two equal keys, so that the app works: it is worth a word only.
      problems.push(
        ...file.problems.map((one) => (file.tree === undefined ? one : { ...one, severity: 'warning' as const })),
      );
      return file;
    },
    text: (path, mention) => read(path, 'function', mention),
    saysNothing: (path) => isBlank(files, path),
    report(problem, at) {
      if (problem.severity === 'warning' && problems.length >= MOST_WARNINGS) return;
      problems.push({ ...problem, ...locate(at.file, at) });
    },
  };
  return taken;

  function read(path: string, kind: SourceText['kind'], mention: Mention | undefined): string | undefined {
    const known = texts.get(path);
    if (known !== undefined) {
      length += known.text.length;
      return length > MOST_LENGTH ? undefined : known.text;
    }
    if (texts.size > limits.files || length > MOST_LENGTH) return undefined;
    const text = files.read(path);
    if (typeof text === 'string') {
      length += text.length;
      texts.set(path, { path, kind, text });
      return text;
    }
    problems.push(mention === undefined ? text : missing(path, text, mention));
    return undefined;
  }
}

/** Whether a file is empty, or holds an empty object or list: tools write such a one for everything an app could have. */
export function isBlank(files: AppFiles, path: string): boolean {
  const text = files.read(path);
  return typeof text === 'string' && /^\uFEFF?\s*(?:\{\s*\}|\[\s*\])?\s*$/.test(text);
}

/** What a file names and is not there, or not to be read, is a mistake at the place that names it. */
function missing(path: string, problem: Problem, { file, ...place }: Mention): Problem {
  const isAbsent = problem.code === 'FILE_UNREADABLE' || problem.code === 'FILE_MISSING';
  const { code, message, fix } = isAbsent
    ? unreadable(path, 'FILE_MISSING', `The file ${path} is named here, and is not there.`)
    : { ...problem, message: `${path}: ${problem.message}` };
  return { ...locate(file, place), severity: 'error', code, message, ...(fix === undefined ? {} : { fix }) };
}

/** A path as a file in `root` states it, from the top; undefined when it leads out of everything that was given. */
export function pathFrom(root: string, stated: string): string | undefined {
  if (stated.startsWith('/')) return undefined;
  const path = posix.normalize(below(root, stated.replace(/^\.\//, '')));
  return isInside(path) ? path : undefined;
}
