import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../../core/config.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { App } from '../../manifest/app.ts';
import type { AppSource } from '../../manifest/app-source.ts';
import { supportByName, type Use } from '../../manifest/compatibility.ts';
import { reportOnSource } from '../../manifest/report.ts';
import { SONAR_APP_FOLDER } from '../../runtime.ts';
import { readApp } from '../app-files.ts';
import { counted } from '../counted.ts';
import { printJson, printProblem } from '../print.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/**
 * `check [app]`: every finding in the files of an app, and how far what it relies on is supported; offline. An error
 * makes the exit code 1.
 */
export async function checkCommand(
  terminal: Terminal,
  named: string | undefined,
  options: { readonly json?: boolean },
): Promise<void> {
  const { place, source } = await readApp(terminal, named);
  const { problems, app, uses } = reportOnSource(source, place);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.length - errors.length;
  const leftOut = (app?.leftOut ?? []).map(({ kind, name }) => `${kind} ${name}`);
  if (options.json !== true) {
    const texts = textsOf(source);
    for (const problem of problems) printProblem(terminal, problem, texts.get(problem.file ?? ''));
    printCompatibility(terminal, uses);
  }
  if (errors.length > 0) {
    const loads = app === undefined ? '' : ` The app loads without: ${leftOut.join(', ')}.`;
    throw new ConnectorError(
      'ManifestError',
      `${counted(errors.length, 'error')} and ${counted(warnings, 'warning')} in ${place}.${loads}`,
      { problems: options.json === true ? problems : [] },
    );
  }
  if (options.json === true) {
    const compatibility = { summary: Object.fromEntries(supportByName(uses)), uses };
    printJson(terminal, { folder: place, modules: app?.modules.size ?? 0, problems, compatibility });
    return;
  }
  terminal.err(`${verdictOf(terminal, warnings)}: ${summaryOf(app, place, warnings)}.\n`);
}

/** The texts the findings are shown in, without their byte order mark: positions count from behind it. */
function textsOf({ texts }: AppSource): ReadonlyMap<string, string> {
  return new Map(texts.map(({ path, text }) => [path, text.replace(/^\uFEFF/, '')]));
}

/** What is not native is listed with its places; the rest is counted. */
function printCompatibility(terminal: Terminal, uses: readonly Use[]): void {
  const support = [...supportByName(uses).values()];
  if (support.length === 0) return;
  const [native, emulated, unsupported] = (['native', 'emulated', 'unsupported'] as const).map(
    (wanted) => support.filter((one) => one === wanted).length,
  );
  for (const { name, support: how, file, position } of uses.filter((use) => use.support !== 'native')) {
    const where = `${file}:${position.line}:${position.column}`;
    terminal.err(`  ${where}  ${SAYS[how]}  ${name}\n`);
  }
  terminal.err(`Relied on: ${native} native, ${emulated} emulated, ${unsupported} not supported.\n`);
}

const SAYS = { native: 'native', emulated: 'emulated', unsupported: 'not supported' } as const;

function verdictOf(terminal: Terminal, warnings: number): string {
  return warnings === 0 ? paint(terminal, 'green', 'Clean') : paint(terminal, 'yellow', 'No errors');
}

function summaryOf(app: App | undefined, place: string, warnings: number): string {
  return [app?.label ?? place, counted(app?.modules.size ?? 0, 'module'), counted(warnings, 'warning')].join(', ');
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
