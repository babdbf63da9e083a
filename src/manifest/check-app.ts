import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Position, Problem } from '../core/source.ts';
import type { App } from './app.ts';
import { problemsOf } from './checks/check.ts';
import { CHECKS } from './checks/index.ts';
import { compileApp } from './compile-app.ts';
import { allFiles } from './component.ts';
import type { AppSource } from './app-source.ts';
import { readManifest } from './read-manifest.ts';
import { validateFile } from './validate.ts';

/** The findings about an app, in the order of files and lines; the app itself when none of them is an error. */
export interface CheckedApp {
  readonly problems: readonly Problem[];
  readonly app?: App;
}

/**
 * Reads the app in `folder`, holds it against schemas and rules, and compiles it. Whatever is wrong with the files is
 * part of the result, never an exception.
 */
export async function checkApp(folder: string, limits: ManifestLimits = DEFAULT_LIMITS.manifest): Promise<CheckedApp> {
  return checkSource(await readManifest(folder, limits), folder);
}

/** {@link checkApp} for an app whose files are in memory already; `folder` is where they belong. */
export function checkSource(source: AppSource, folder: string): CheckedApp {
  const stated = [...source.problems, ...allFiles(source).flatMap(validateFile)];
  const ruled = CHECKS.flatMap((check) => problemsOf(check, source));
  const compiled = compileApp(source, folder);
  const problems = inOrder([...stated, ...ruled, ...unstated(compiled.problems, stated)]);
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { problems, app: { ...compiled.app, findings: problems } };
}

/** Compilers see what a schema has refused already; the schema's sentence is the better one. */
function unstated(compiled: readonly Problem[], stated: readonly Problem[]): Problem[] {
  const places = new Set(stated.map(({ file, pointer }) => `${file ?? ''}#${pointer}`));
  return compiled.filter(({ file, pointer }) => !places.has(`${file ?? ''}#${pointer}`));
}

/** By file, line and column, each finding once: a mistake in the base shows up in every call that inherits it. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...distinct.values()].sort(
    (a, b) => compareFiles(a.file ?? '', b.file ?? '') || comparePositions(a.position, b.position),
  );
}

/** The manifest comes first, then the folders by name. */
function compareFiles(a: string, b: string): number {
  if (a === b) return 0;
  const [deepA, deepB] = [a.includes('/'), b.includes('/')];
  if (deepA !== deepB) return deepA ? 1 : -1;
  return a < b ? -1 : 1;
}

function comparePositions(a: Position = START, b: Position = START): number {
  return a.line - b.line || a.column - b.column;
}

const START: Position = { line: 1, column: 1 };
