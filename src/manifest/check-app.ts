import { DEFAULT_LIMITS, type ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import type { App } from './app.ts';
import { problemsOf, type Check } from './checks/check.ts';
import { CHECKS } from './checks/index.ts';
import { compileApp } from './compile-app.ts';
import { allFiles } from './component.ts';
import type { AppSource } from './app-source.ts';
import { functionProblems } from './function-problems.ts';
import { leaveOut } from './leave-out.ts';
import { problemsInOrder } from './problem-order.ts';
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
export async function checkApp(
  folder: string,
  limits: ManifestLimits = DEFAULT_LIMITS.manifest,
  rules: readonly Check[] = CHECKS,
): Promise<CheckedApp> {
  return checkSource(await readManifest(folder, limits), folder, rules);
}

/** {@link checkApp} for an app whose files are in memory already; `folder` is where they belong. */
export function checkSource(source: AppSource, folder: string, rules: readonly Check[] = CHECKS): CheckedApp {
  const checked = checkAll(source, folder, rules);
  return source.isLenient ? leaveOut(source, checked, (rest) => checkAll(rest, folder, rules)) : checked;
}

function checkAll(source: AppSource, folder: string, rules: readonly Check[]): CheckedApp {
  const stated = [...source.problems, ...allFiles(source).flatMap((file) => validateFile(file, source.isLenient))];
  const ruled = rules.flatMap((check) => problemsOf(check, source));
  const functions = functionProblems(source);
  const compiled = compileApp(source, folder);
  const problems = problemsInOrder([...stated, ...ruled, ...functions, ...unstated(compiled.problems, stated)]);
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { problems, app: { ...compiled.app, findings: problems } };
}

/** Compilers see what a schema has refused already; the schema's sentence is the better one. */
function unstated(compiled: readonly Problem[], stated: readonly Problem[]): Problem[] {
  const places = new Set(stated.map(({ file, pointer }) => `${file ?? ''}#${pointer}`));
  return compiled.filter(({ file, pointer }) => !places.has(`${file ?? ''}#${pointer}`));
}
