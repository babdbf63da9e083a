import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConnectorError } from '../../core/errors.ts';
import { ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { counted } from '../counted.ts';
import { readInputs } from '../input.ts';
import type { ServerCommand } from '../server-command.ts';
import { shown } from '../shown.ts';
import type { Terminal } from '../terminal.ts';

const SHOWN = [
  ['ID', (item: Collection) => item['id']],
  ['NAME', (item: Collection) => item['name']],
  ['RECORDS', (item: Collection) => item['records']],
  ['BYTES', (item: Collection) => item['bytes']],
  ['SCENARIOS', (item: Collection) => ownValue(item['usedBy'], 'scenarios')],
] as const;

const RECORDS = [
  ['KEY', (item: Collection) => item['key']],
  ['CHANGED', (item: Collection) => item['updatedAt']],
  ['DATA', (item: Collection) => shortened(JSON.stringify(item['data']))],
] as const;

/** Records a listing shows. */
const MOST_LISTED = 1000;
/** Bytes of one value in a listing. */
const LISTED_VALUE = 1024;

/** `data-store …`: what scenarios keep on the running server. */
export const DATA_STORE_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the data stores',
    run: async ({ api }) => ({
      items: await api.list('/data-stores', {}, 10_000),
      table: { columns: SHOWN, empty: 'No data stores yet. Make one: sonar-connect data-store add <name>' },
    }),
  },
  {
    name: 'show',
    summary: 'show a data store with its structure',
    args: [['<id>', 'data store']],
    run: async ({ api, args: [id = ''] }) => ({ data: await api.call({ method: 'GET', path: storePath(id) }) }),
  },
  {
    name: 'add',
    summary: 'make a data store',
    args: [['<name>', 'what people call it']],
    options: [
      ['--structure <file>', 'fields of its records, as a JSON list of fields; without it they may hold anything'],
      ['--strict', 'a record may hold nothing but these fields'],
    ],
    run: async ({ terminal, api, args: [name = ''], options }) => {
      const file = options['structure'];
      const structure = typeof file === 'string' ? { structure: await readStructure(terminal, file) } : {};
      const body = { name, ...structure, strict: options['strict'] === true };
      const made = await api.call({ method: 'POST', path: '/data-stores', body });
      return { data: made, say: `Made ${shown(made['name'])}, ${shown(made['id'])}.` };
    },
  },
  {
    name: 'rename',
    summary: 'give a data store another name',
    args: [
      ['<id>', 'data store'],
      ['<name>', 'what people are to call it'],
    ],
    run: async ({ api, args: [id = '', name = ''] }) => {
      const { version } = await api.call({ method: 'GET', path: storePath(id) });
      const headers = { 'if-match': `W/"${shown(version)}"` };
      const renamed = await api.call({ method: 'PATCH', path: storePath(id), body: { name }, headers });
      return { data: renamed, say: `${id} is now called ${shown(renamed['name'])}.` };
    },
  },
  {
    name: 'rm',
    summary: 'delete a data store that no scenario uses, with its records',
    args: [['<id>', 'data store']],
    run: async ({ api, args: [id = ''] }) => {
      await api.call({ method: 'DELETE', path: storePath(id) });
      return { say: `Deleted ${id}.` };
    },
  },
  {
    name: 'records',
    summary: `list the records of a data store, by their keys, at most ${MOST_LISTED}`,
    args: [['<id>', 'data store']],
    run: async ({ api, args: [id = ''] }) => ({
      items: await api.list(`${storePath(id)}/records`, { cut: LISTED_VALUE }, MOST_LISTED),
      table: { columns: RECORDS, empty: 'No records.' },
    }),
  },
  {
    name: 'get',
    summary: 'show a record',
    args: [
      ['<id>', 'data store'],
      ['<key>', 'key of the record'],
    ],
    run: async ({ api, args: [id = '', key = ''] }) => ({
      data: await api.call({ method: 'GET', path: recordPath(id, key) }),
    }),
  },
  {
    name: 'put',
    summary: 'write a record, new or instead of the one with this key',
    args: [
      ['<id>', 'data store'],
      ['<key>', 'key of the record'],
      ['<data...>', 'its fields: key=value, @file.json, or @- for standard input'],
    ],
    run: async ({ terminal, api, args: [id = '', key = '', ...inputs] }) => {
      const data = await readInputs(terminal, inputs);
      const record = await api.call({ method: 'PUT', path: recordPath(id, key), body: { data } });
      return { data: record, say: `Wrote ${key}.` };
    },
  },
  {
    name: 'delete',
    summary: 'delete a record',
    args: [
      ['<id>', 'data store'],
      ['<key>', 'key of the record'],
    ],
    run: async ({ api, args: [id = '', key = ''] }) => {
      await api.call({ method: 'DELETE', path: recordPath(id, key) });
      return { say: `Deleted ${key}.` };
    },
  },
  {
    name: 'clear',
    summary: 'delete all records of a data store',
    args: [['<id>', 'data store']],
    options: [['--yes', 'do it without being asked to say so']],
    run: async ({ api, args: [id = ''], options }) => {
      const { name, records } = await api.call({ method: 'GET', path: storePath(id) });
      const what = `${counted(Number(records), 'record')} of ${shown(name)}`;
      if (options['yes'] !== true) {
        throw new ConnectorError('UsageError', `This deletes ${what} for good.`, {
          fix: `Say that you mean it: sonar-connect data-store clear ${id} --yes`,
        });
      }
      await api.call({ method: 'DELETE', path: `${storePath(id)}/records` });
      return { say: `Deleted ${what}.` };
    },
  },
];

function storePath(id: string): string {
  return `/data-stores/${encodeURIComponent(id)}`;
}

function recordPath(id: string, key: string): string {
  return `${storePath(id)}/records/${encodeURIComponent(key)}`;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

async function readStructure(terminal: Terminal, file: string): Promise<unknown> {
  const text = await readFile(resolve(terminal.cwd, file), 'utf8').catch((cause: unknown) => {
    throw new ConnectorError('UsageError', `The structure ${file} cannot be read.`, { cause, fix: 'Check the path.' });
  });
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (Array.isArray(value)) return value;
  } catch {
    // Said below, together with JSON that is no list.
  }
  throw new ConnectorError('UsageError', `${file} holds no data structure.`, {
    fix: 'Write a JSON list of fields, for example [{"name": "city", "type": "text"}].',
  });
}
