import { isCollection, type Collection } from '../../core/json.ts';
import type { ServerCommand } from '../server-command.ts';
import { givenValues } from '../connection-form.ts';
import { counted } from '../counted.ts';
import { shown } from '../shown.ts';

const SHOWN = [
  ['NAME', (item: Collection) => item['name']],
  ['LABEL', (item: Collection) => item['label']],
  ['VERSION', (item: Collection) => item['version']],
  ['MODULES', (item: Collection) => item['modules']],
  ['FROM', (item: Collection) => (item['builtIn'] === true ? 'the server' : 'imported')],
] as const;

/** `app import`, and `import` for short. */
export const APP_IMPORT: ServerCommand = {
  name: 'import',
  summary: 'check an app and install it, also one made for Make',
  args: [['<folder>', 'folder of the app, or a zip archive of it']],
  options: [['--replace', 'take the place of an installed app of the same name']],
  run: async ({ terminal, api, args: [folder = ''], options }) => {
    const { readSoundApp } = await import('../app-files.ts');
    const { source } = await readSoundApp(terminal, folder, 'sent');
    const files = Object.fromEntries(source.texts.map(({ path, text }) => [path, text]));
    const body = { files, replace: options['replace'] === true };
    const app = await api.call({ method: 'POST', path: '/apps', body });
    const unread = source.problems.find(({ code }) => code === 'UNREAD_FILES');
    return { data: app, say: [installed(app, folder), unread?.message].filter(Boolean).join('\n') };
  },
};

function installed(app: Collection, folder: string): string {
  const what = `${shown(app['label'])} ${shown(app['version'])}`;
  const left = listOf(app['leftOut']).map((part) => `${shown(part['kind'])} ${shown(part['name'])}`);
  const warnings = listOf(app['findings']).filter(({ severity }) => severity !== 'error').length;
  const remarks = [
    ...(left.length === 0 ? [] : [`Left out: ${left.join(', ')}`]),
    ...(warnings === 0 ? [] : [`It has warnings (${warnings})`]),
  ];
  const hint = remarks.length === 0 ? '' : ` ${remarks.join('. ')}: sonar-connect check ${folder}`;
  return `Installed ${what}: ${counted(Number(app['modules']), 'module')}.${hint}`;
}

function listOf(value: unknown): readonly Collection[] {
  return Array.isArray(value) ? value.filter(isCollection) : [];
}

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
  APP_IMPORT,
  {
    name: 'set',
    summary: 'give constants of an app, such as the client secret of its author; they are kept encrypted',
    args: [['<name>', 'app']],
    options: [
      ['-i, --input <input>', 'constants: @file.json, or key=value for what is no secret'],
      ['--kind <name>', 'they are the values of the form of this connection for administrators'],
    ],
    run: async (context) => {
      const { api, args, options } = context;
      const [name = ''] = args;
      const values = await givenValues(context);
      const body = { values, ...(typeof options['kind'] === 'string' && { connection: options['kind'] }) };
      const path = `/apps/${encodeURIComponent(name)}/constants`;
      const kept = await api.call({ method: 'PATCH', path, body });
      const names = Array.isArray(kept['names']) ? kept['names'].map(shown).join(', ') : '';
      return { data: kept, say: `Constants given for ${name}: ${names || 'none'}.` };
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
