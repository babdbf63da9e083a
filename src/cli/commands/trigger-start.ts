import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import type { ServerCommand } from '../server-command.ts';
import { shown } from '../shown.ts';

const ITEMS = [
  ['ID', (item: Collection) => item['id']],
  ['DATE', (item: Collection) => item['date']],
  ['ITEM', (item: Collection) => item['label']],
] as const;

/** `scenario start-from …`: where the trigger of a scenario looks for what is new from. */
export const TRIGGER_START_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'start-from',
    summary: 'say or choose where a trigger that looks for what is new starts',
    args: [['<id>', 'scenario']],
    options: [
      ['--now', 'only what comes from now on'],
      ['--all', 'everything there is'],
      ['--since <date>', 'everything since a date such as 2026-03-01, or 2026-03-01T12:00:00Z'],
      ['--list', 'list items of the service to start behind'],
      ['--after <item>', 'what came after an item, by its ID in that list'],
    ],
    run: async ({ api, args: [id = ''], options }) => {
      const path = `/scenarios/${id}/start`;
      if (options['list'] === true) {
        const items = itemsIn(await api.call({ method: 'GET', path: `${path}/items` }));
        return { items, table: { columns: ITEMS, empty: 'The service lists nothing.' } };
      }
      const listed =
        typeof options['after'] === 'string' ? await api.call({ method: 'GET', path: `${path}/items` }) : {};
      const body = choiceOf(options, itemsIn(listed));
      const data = await api.call(body === undefined ? { method: 'GET', path } : { method: 'POST', path, body });
      return { data, say: sayWhere(data['stands']) };
    },
  },
];

function itemsIn(answer: Collection): Collection[] {
  const { data } = answer;
  return Array.isArray(data) ? data.filter(isCollection) : [];
}

function choiceOf(options: Collection, items: readonly Collection[]): Collection | undefined {
  const { now, all, since, after } = options;
  const given = [now, all, since, after].filter((option) => option !== undefined && option !== false);
  if (given.length > 1) {
    throw new ConnectorError('UsageError', 'A trigger starts from one place.', {
      fix: 'Give one of --now, --all, --since and --after.',
    });
  }
  if (now === true) return { from: 'now' };
  if (all === true) return { from: 'all' };
  if (typeof since === 'string') return { from: 'date', date: dateOf(since) };
  return typeof after === 'string' ? { from: 'item', item: itemNamed(after, items) } : undefined;
}

function dateOf(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new ConnectorError('UsageError', `"${text}" is no date.`, {
    fix: 'Write it as 2026-03-01, or 2026-03-01T12:00:00Z.',
  });
}

function itemNamed(name: string, items: readonly Collection[]): Collection {
  const item = items.find(({ id }) => String(id) === name);
  if (item === undefined) {
    throw new ConnectorError('NotFoundError', `The service lists no item "${name}".`, {
      fix: 'Look with --list; an older one is reached with --since.',
    });
  }
  const { id, date } = item;
  return { id, ...(date !== undefined && { date }) };
}

function sayWhere(stands: unknown): string {
  if (!isCollection(stands)) return 'It starts from the moment the scenario is switched on, or first run.';
  const [date, id] = [ownValue(stands, 'lastDate'), ownValue(stands, 'lastId')];
  if (date === null && id === null) return 'Everything counts as new.';
  if (date === null) return `What came after the item ${shown(id)} is new.`;
  return `What came after ${shown(date)}${id === null ? ' (that moment included)' : ` (item ${shown(id)})`} is new.`;
}
