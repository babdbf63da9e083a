import type { Collection } from '../../core/json.ts';
import { isCollection } from '../../core/json.ts';
import { printRow } from '../print.ts';
import type { ServerCommand } from '../server-command.ts';
import { tail } from '../tail.ts';
import { paint } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { shown } from '../shown.ts';

/** Runs that `list` shows unless told otherwise. */
const RECENT = 25;

/** Digits of a digest that are enough to tell two contents of an app apart. */
const DIGITS = 12;

const SHOWN = [
  ['ID', (item: Collection) => item['id']],
  ['STATUS', (item: Collection) => item['status']],
  ['STARTED', (item: Collection) => item['startedAt']],
  ['TRIGGER', (item: Collection) => (isCollection(item['trigger']) ? item['trigger']['type'] : '')],
  ['OPERATIONS', (item: Collection) => item['operationCount']],
  ['ERROR', (item: Collection) => (isCollection(item['error']) ? item['error']['message'] : '')],
] as const;

/** `execution …`: runs of scenarios of the running server. */
export const EXECUTION_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the latest runs',
    options: [
      ['--scenario <id>', 'only of this scenario'],
      ['--status <status>', 'only with this status'],
      ['--limit <n>', `how many (default: ${RECENT})`],
    ],
    run: async ({ api, options }) => {
      const query = { scenarioId: text(options['scenario']), status: text(options['status']) };
      const items = await api.list('/executions', query, Number(options['limit'] ?? RECENT));
      return { items, table: { columns: SHOWN, empty: 'No runs yet.' } };
    },
  },
  {
    name: 'show',
    summary: 'show a run and each of its operations',
    args: [['<id>', 'execution']],
    run: async ({ terminal, api, args: [id = ''], options }) => {
      const run = await api.call({ method: 'GET', path: `/executions/${id}` });
      if (options['json'] === true) return { data: run };
      showRun(terminal, run);
      return {};
    },
  },
  {
    name: 'replay',
    summary: 'run again from the failed module; writes that succeeded are skipped',
    args: [['<id>', 'execution']],
    options: [
      ['--from <place>', 'failed (default) or start'],
      ['--version <version>', 'of the scenario and its apps: original (default) or current'],
      ['--repeat-writes', 'repeat writes that succeeded already'],
    ],
    run: async ({ api, args: [id = ''], options }) => {
      const body = {
        from: options['from'] ?? 'failed',
        version: options['version'] ?? 'original',
        skipDone: options['repeatWrites'] !== true,
      };
      const started = await api.call({ method: 'POST', path: `/executions/${id}/replay`, body });
      return { data: started, say: `Started ${shown(started['executionId'])}.` };
    },
  },
  {
    name: 'doubt',
    summary: 'say what became of a write nobody knows the outcome of; the run then goes on',
    args: [
      ['<id>', 'execution'],
      ['<key>', 'operation in doubt, as execution show names it'],
      ['<answer>', 'done (it was carried out) or repeat (send it again)'],
    ],
    run: async ({ api, args: [id = '', key, answer] }) => {
      await api.call({ method: 'POST', path: `/executions/${id}/doubts`, body: { key, answer } });
      return { say: answer === 'done' ? `${key} counts as done.` : `${key} will be sent again.` };
    },
  },
  {
    name: 'tail',
    summary: 'print runs as they start and end, one JSON line each',
    run: (context) => tail(context, '/executions', (run) => shown(run['status'])),
  },
];

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function showRun(terminal: Terminal, run: Collection): void {
  terminal.out(`${paint(terminal, 'bold', shown(run['id']))}  ${shown(run['status'])}  ${shown(run['startedAt'])}\n`);
  const apps = Array.isArray(run['apps']) ? run['apps'].filter(isCollection) : [];
  for (const { name, version, digest } of apps) {
    terminal.out(`  with ${shown(name)} ${shown(version)} (${shown(digest).slice(0, DIGITS)})\n`);
  }
  const operations = Array.isArray(run['operations']) ? run['operations'].filter(isCollection) : [];
  for (const operation of operations) {
    terminal.out(
      `\n${shown(operation['key'])}  ${shown(operation['label'])} (${shown(operation['module'])})  ${shown(operation['status'])}\n`,
    );
    terminal.out(`  input   ${JSON.stringify(operation['input'])}\n`);
    const outputs = Array.isArray(operation['outputs']) ? operation['outputs'] : [];
    for (const output of outputs) terminal.out(`  output  ${JSON.stringify(output)}\n`);
    if (isCollection(operation['error'])) showError(terminal, operation['error']);
    if (operation['status'] === 'in-doubt') showDoubt(terminal, shown(run['id']), operation);
  }
}

/** What went wrong, and every input that was refused. */
function showError(terminal: Terminal, error: Collection): void {
  terminal.out(`  error   ${shown(error['name'])}: ${shown(error['message'])}\n`);
  const problems = Array.isArray(error['problems']) ? error['problems'].filter(isCollection) : [];
  for (const { pointer, message } of problems) terminal.out(`          ${shown(pointer)}  ${shown(message)}\n`);
}

/** The request that may or may not have been carried out, and how to settle it. */
function showDoubt(terminal: Terminal, id: string, operation: Collection): void {
  const exchanges = Array.isArray(operation['exchanges']) ? operation['exchanges'].filter(isCollection) : [];
  const request = exchanges.at(-1)?.['request'];
  if (isCollection(request))
    terminal.out(`  sent    ${shown(request['method'])} ${shown(request['url'])} ${shown(request['body'])}\n`);
  const command = `sonar-connect execution doubt ${id} ${shown(operation['key'])}`;
  printRow(terminal, 'in doubt', 'Nobody knows whether this was carried out. Look at the service, then:');
  printRow(terminal, 'if so', `${command} done`);
  printRow(terminal, 'if not', `${command} repeat`);
}
