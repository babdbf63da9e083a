import type { Collection } from '../../core/json.ts';
import type { ServerCommand } from '../server-command.ts';
import { counted } from '../counted.ts';
import { shown } from '../shown.ts';

const SHOWN = [
  ['NAME', (item: Collection) => item['name']],
  ['LABEL', (item: Collection) => item['label']],
  ['VERSION', (item: Collection) => item['version']],
  ['MODULES', (item: Collection) => item['modules']],
  ['FROM', (item: Collection) => (item['builtIn'] === true ? 'the server' : 'imported')],
] as const;

/** `app …`: the apps of the running server. */
export const APP_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the apps',
    run: async ({ api }) => ({
      items: await api.list('/apps', {}, 10_000),
      table: { columns: SHOWN, empty: 'No apps.' },
    }),
  },
  {
    name: 'import',
    summary: 'check the app in a folder and install it',
    args: [['<folder>', 'folder that holds the manifest.json of the app']],
    options: [['--replace', 'take the place of an installed app of the same name']],
    run: async ({ terminal, api, args: [folder = ''], options }) => {
      const { readAppFiles } = await import('../app-files.ts');
      const body = { files: await readAppFiles(terminal, folder), replace: options['replace'] === true };
      const app = await api.call({ method: 'POST', path: '/apps', body });
      const { findings } = app;
      const count = Array.isArray(findings) ? findings.length : 0;
      const warnings = count === 0 ? '' : ` It has warnings (${count}): sonar-connect check ${folder}`;
      const what = `${shown(app['label'])} ${shown(app['version'])}`;
      return { data: app, say: `Installed ${what}: ${counted(Number(app['modules']), 'module')}.${warnings}` };
    },
  },
  {
    name: 'remove',
    summary: 'remove an app that nothing uses',
    args: [['<name>', 'app']],
    run: async ({ api, args: [name = ''] }) => {
      await api.call({ method: 'DELETE', path: `/apps/${encodeURIComponent(name)}` });
      return { say: `Removed ${name}.` };
    },
  },
];
