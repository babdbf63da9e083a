import { readConfig } from '../../core/config.ts';
import type { App, AppModule } from '../../manifest/app.ts';
import { loadApp } from '../../manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../runtime.ts';
import { printJson } from '../print.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `modules`: the modules of the app by group, with their inputs. */
export async function modulesCommand(terminal: Terminal, options: { readonly json?: boolean }): Promise<void> {
  const app = await loadApp(readConfig(terminal.environment).appDir ?? SONAR_APP_FOLDER);
  if (options.json === true) {
    printJson(terminal, { app: app.name, label: app.label, version: app.version, groups: groupsOf(app) });
    return;
  }
  for (const group of app.groups) {
    terminal.out(`${paint(terminal, 'bold', group.label)}\n`);
    for (const name of group.modules) terminal.out(lineOf(terminal, app.modules.get(name)));
  }
}

function groupsOf(app: App) {
  return app.groups.map((group) => ({
    label: group.label,
    modules: group.modules.map((name) => describe(app.modules.get(name))),
  }));
}

function describe(module: AppModule | undefined) {
  return {
    name: module?.name,
    label: module?.label,
    type: module?.moduleType,
    description: module?.description,
    inputs: module?.form.fields.map(({ name, type, label, required }) => ({
      name,
      type,
      label,
      required: required === true,
    })),
  };
}

function lineOf(terminal: Terminal, module: AppModule | undefined): string {
  if (module === undefined) return '';
  const inputs = module.form.fields.map((field) => (field.required === true ? `${field.name}*` : field.name)).join(' ');
  const kind = module.moduleType === 'instant_trigger' ? 'instant trigger' : inputs;
  return `  ${module.name.padEnd(27)}${module.label.padEnd(38)}${paint(terminal, 'dim', kind)}\n`;
}
