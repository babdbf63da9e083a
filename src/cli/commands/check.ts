import { lstat, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../../core/config.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { Problem } from '../../core/source.ts';
import { checkApp } from '../../manifest/check-app.ts';
import { SONAR_APP_FOLDER } from '../../runtime.ts';
import { counted } from '../counted.ts';
import { printJson, printProblem } from '../print.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `check [dir]`: every finding in the files of an app, offline; an error among them makes the exit code 1. */
export async function checkCommand(
  terminal: Terminal,
  dir: string | undefined,
  options: { readonly json?: boolean },
): Promise<void> {
  const folder = await appFolder(terminal, dir);
  const { problems, app } = await checkApp(folder);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.length - errors.length;
  if (options.json !== true)
    for (const problem of problems) printProblem(terminal, problem, await sourceOf(folder, problem));
  if (errors.length > 0) {
    throw new ConnectorError(
      'ManifestError',
      `${counted(errors.length, 'error')} and ${counted(warnings, 'warning')} in ${folder}.`,
      {
        problems: options.json === true ? problems : [],
      },
    );
  }
  const modules = app?.modules.size ?? 0;
  if (options.json === true) {
    printJson(terminal, { folder, modules, problems });
    return;
  }
  const summary = [app?.label ?? folder, counted(modules, 'module'), counted(warnings, 'warning')].join(', ');
  const verdict = warnings === 0 ? paint(terminal, 'green', 'Clean') : paint(terminal, 'yellow', 'No errors');
  terminal.err(`${verdict}: ${summary}.\n`);
}

/** The folder people named, or that of the settings. @throws ConnectorError `UsageError` when there is none. */
export async function appFolder(terminal: Terminal, dir: string | undefined): Promise<string> {
  if (dir === undefined) return readConfig(terminal.environment).appDir ?? SONAR_APP_FOLDER;
  const folder = resolve(terminal.cwd, dir);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return folder;
  throw new ConnectorError('UsageError', `There is no folder ${folder}.`, {
    fix: 'Name the folder that holds the manifest.json of the app.',
  });
}

/** Only of plain files: a link may lead to what must not be shown, and reading a pipe never ends. */
async function sourceOf(folder: string, problem: Problem): Promise<string | undefined> {
  if (problem.file === undefined || problem.position === undefined) return undefined;
  const file = resolve(folder, problem.file);
  const isPlain = (await lstat(file).catch(() => undefined))?.isFile() === true;
  return isPlain ? readFile(file, 'utf8').catch(() => undefined) : undefined;
}
