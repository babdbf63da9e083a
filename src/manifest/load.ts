import { ConnectorError } from '../core/errors.ts';
import type { ManifestLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import type { App } from './app.ts';
import { checkApp, type CheckedApp } from './check-app.ts';

/**
 * Loads the app in `folder`: reads it, holds it against schemas and rules, and compiles it. Nothing is half loaded.
 * @throws ConnectorError `ManifestError`; its `problems` are all findings, each with file, pointer, line and column.
 */
export async function loadApp(folder: string, limits?: ManifestLimits): Promise<App> {
  return appOf(folder, await checkApp(folder, limits));
}

/**
 * Loads the app that comes with the program. The tests hold it against every rule before anybody gets it, so a start
 * only holds it against the schemas and compiles it.
 * @throws ConnectorError like {@link loadApp}.
 */
export async function loadShippedApp(folder: string): Promise<App> {
  return appOf(folder, await checkApp(folder, undefined, []));
}

function appOf(folder: string, { app, problems }: CheckedApp): App {
  if (app !== undefined) return app;
  throw manifestError(`The app in ${folder} cannot be loaded.`, problems);
}

/** The error of an app with these findings: `what` happened, and the first of them. */
export function manifestError(what: string, problems: readonly Problem[]): ConnectorError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const place = first?.position === undefined ? '' : `:${first.position.line}:${first.position.column}`;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const says = first === undefined ? '' : ` ${first.file ?? ''}${place}: ${first.message}${more}`;
  return new ConnectorError('ManifestError', `${what}${says}`, { problems });
}
