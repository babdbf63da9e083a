import type { Collection } from '../../core/json.ts';
import type { ServerCommand, ServerCommandContext, ServerCommandResult } from '../server-command.ts';
import { counted } from '../counted.ts';
import { createProgress } from '../progress.ts';
import { shown } from '../shown.ts';
import { tail } from '../tail.ts';

const HOOKS = [
  ['ID', (item: Collection) => item['id']],
  ['NAME', (item: Collection) => item['name']],
  ['STATE', (item: Collection) => item['state']],
  ['URL', (item: Collection) => item['url']],
  ['REASON', (item: Collection) => item['reason']],
] as const;

/** `webhook …`: what comes in at the running server. */
export const WEBHOOK_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the webhooks and how they stand with the service',
    run: async ({ api }) => ({
      items: await api.list('/hooks', {}, 10_000),
      table: {
        columns: HOOKS,
        empty: 'No webhooks yet. They are made when a scenario with an instant trigger is saved.',
      },
    }),
  },
  {
    name: 'tail',
    summary: 'print deliveries as they arrive and are worked off, one JSON line each',
    args: [['<webhook>', 'webhook']],
    run: (context) =>
      tail(context, `/hooks/${context.args[0] ?? ''}/deliveries`, (delivery) => JSON.stringify(delivery['items'])),
  },
  {
    name: 'replay',
    summary: 'queue deliveries again; writes that succeeded are not repeated',
    args: [['<webhook>', 'webhook']],
    options: [
      ['--delivery <id>', 'only this one'],
      ['--state <state>', 'only those in this state (default: dead)'],
      ['--from <time>', 'received at this time or later, for example 2026-01-31T09:00:00Z'],
      ['--to <time>', 'received before this time'],
    ],
    run: (context) => act(context, 'replay', 'queued again'),
  },
  {
    name: 'delete',
    summary: 'give up deliveries that wait or are dead letters',
    args: [['<webhook>', 'webhook']],
    options: [
      ['--delivery <id>', 'only this one'],
      ['--state <state>', 'only those in this state (default: dead)'],
      ['--from <time>', 'received at this time or later, for example 2026-01-31T09:00:00Z'],
      ['--to <time>', 'received before this time'],
    ],
    run: (context) => act(context, 'discard', 'discarded'),
  },
];

/** Both actions take the one delivery that is named, or all of the webhook in one state, a part at a time. */
async function act(
  { terminal, api, args: [hookId = ''], options }: ServerCommandContext,
  action: 'replay' | 'discard',
  done: string,
): Promise<ServerCommandResult> {
  const { delivery, state = 'dead', from, to } = options;
  const path = `/deliveries/${action}`;
  if (typeof delivery === 'string') {
    const { count } = await api.call({ method: 'POST', path, body: { deliveryIds: [delivery] } });
    return summary(Number(count), done);
  }
  const query = { states: shown(state), from: textOr(from), to: textOr(to) };
  const found = await api.list(`/hooks/${hookId}/deliveries`, query, MOST);
  const times = found.map((item) => shown(item['receivedAt'])).toSorted();
  const progress = createProgress(terminal, action);
  let count = 0;
  for (const [index, part] of windows(times).entries()) {
    const result = await api.call({ method: 'POST', path, body: { hookId, states: [state], ...part } });
    count += Number(result['count']);
    progress.update(Math.min((index + 1) * PART, times.length), times.length);
  }
  progress.clear();
  return summary(count, done);
}

/** Deliveries one command works on at the most, and in one request. */
const MOST = 100_000;
const PART = 200;

/** Stretches of time with about PART deliveries each; those of one moment stay together. */
function windows(times: readonly string[]): readonly { readonly from: string; readonly to: string }[] {
  const starts = [...new Set(times.filter((_time, index) => index % PART === 0))];
  const last = new Date(Date.parse(times.at(-1) ?? '') + 1);
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? last.toISOString() }));
}

function summary(count: number, done: string): ServerCommandResult {
  return { data: { count }, say: `${counted(count, 'delivery', 'deliveries')} ${done}.` };
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
