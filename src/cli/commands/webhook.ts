import type { Collection } from '../../core/json.ts';
import type { ServerCommand, ServerCommandContext, ServerCommandResult } from '../server-command.ts';
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
    ],
    run: (context) => act(context, 'discard', 'discarded'),
  },
];

/** Both actions take the one delivery that is named, or all of the webhook in one state. */
async function act(
  { api, args: [hookId = ''], options }: ServerCommandContext,
  action: 'replay' | 'discard',
  done: string,
): Promise<ServerCommandResult> {
  const { delivery, state = 'dead' } = options;
  const body = typeof delivery === 'string' ? { deliveryIds: [delivery] } : { hookId, states: [state] };
  const result = await api.call({ method: 'POST', path: `/deliveries/${action}`, body });
  const count = Number(result['count']);
  return { data: result, say: `${count} ${count === 1 ? 'delivery' : 'deliveries'} ${done}.` };
}
