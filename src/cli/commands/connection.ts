import { ConnectorError, isErrorName } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import { isCollection, setOwn } from '../../core/json.ts';
import { readInputs } from '../input.ts';
import type { ServerCommand, ServerCommandContext } from '../server-command.ts';
import { shown } from '../shown.ts';

const SHOWN = [
  ['ID', (item: Collection) => item['id']],
  [
    'NAME',
    (item: Collection) =>
      item['account'] === null ? item['name'] : `${shown(item['name'])} [${shown(item['account'])}]`,
  ],
  ['APP', (item: Collection) => item['app']],
  ['ENVIRONMENT', (item: Collection) => item['environment']],
  ['STATUS', (item: Collection) => item['status']],
  ['REASON', (item: Collection) => item['reason']],
] as const;

/** `connection …`: accounts of the running server. */
export const CONNECTION_COMMANDS: readonly ServerCommand[] = [
  {
    name: 'list',
    summary: 'list the connections',
    run: async ({ api }) => ({
      items: await api.list('/connections', {}, 10_000),
      table: {
        columns: SHOWN,
        empty: 'No connections yet. Add one: sonar-connect connection add <name> --token-stdin',
      },
    }),
  },
  {
    name: 'add',
    summary: 'verify an account and keep it, its token sealed',
    args: [['<name>', 'what people call it']],
    options: [
      ['--app <name>', 'app the connection is for (default: sonar)'],
      ['--sandbox', 'the token belongs to a sandbox account'],
      ['--token-stdin', 'read the token from standard input (or set SONAR_TOKEN)'],
      ['-i, --input <input>', 'another value of the form: key=value or @file.json'],
      ['--force', 'keep it even when the service refuses it'],
    ],
    run: async (context) => {
      const { api, args, options } = context;
      const body = {
        app: options['app'] ?? 'sonar',
        name: args[0],
        values: await valuesOf(context),
        ...(options['force'] === true ? { force: true } : {}),
      };
      const saved = await api.call({ method: 'POST', path: '/connections', body });
      return {
        data: saved,
        say: `Connected: ${shown(saved['name'])} [${shown(saved['account'])}], ${shown(saved['id'])}.`,
      };
    },
  },
  {
    name: 'test',
    summary: 'ask the service whether a connection still works',
    args: [['<id>', 'connection']],
    run: async ({ api, args: [id = ''] }) => {
      const tested = await api.call({ method: 'POST', path: `/connections/${id}/test` });
      if (isCollection(tested['error'])) throw refusalOf(id, tested['error']);
      return { data: tested, say: `${id} works.` };
    },
  },
  {
    name: 'rm',
    summary: 'delete a connection that nothing uses',
    args: [['<id>', 'connection']],
    run: async ({ api, args: [id = ''] }) => {
      await api.call({ method: 'DELETE', path: `/connections/${id}` });
      return { say: `Deleted ${id}.` };
    },
  },
];

/** The service's refusal, which for the API is an answer like any other. */
function refusalOf(id: string, { code, detail, fix }: Collection): ConnectorError {
  const name = shown(code);
  return new ConnectorError(isErrorName(name) ? name : 'RuntimeError', `${id} does not work: ${shown(detail)}`, {
    ...(typeof fix === 'string' && { fix }),
  });
}

async function valuesOf({ terminal, options }: ServerCommandContext): Promise<Collection> {
  const given = typeof options['input'] === 'string' ? [options['input']] : [];
  refusePlainSecrets(given);
  const values = await readInputs(terminal, given);
  const token =
    options['tokenStdin'] === true ? (await terminal.readInput()).trim() : terminal.environment['SONAR_TOKEN'];
  if (token === undefined || token === '') {
    if (given.length > 0) return values;
    throw new ConnectorError('UsageError', 'There is no token.', {
      fix: 'Pipe it in with --token-stdin, or set SONAR_TOKEN.',
    });
  }
  setOwn(values, 'privateToken', token);
  setOwn(values, 'sandbox', options['sandbox'] === true);
  return values;
}

/** Arguments of a process can be read by everybody on the computer, and stay in the history of the shell. */
function refusePlainSecrets(given: readonly string[]): void {
  const [name = ''] =
    given.find((input) => /^[^@=]*(?:token|secret|password|key)[^=]*=/i.test(input))?.split('=') ?? [];
  if (name === '') return;
  throw new ConnectorError('UsageError', `"${name}" looks like a secret, and arguments can be read by others.`, {
    fix: 'Pipe a token in with --token-stdin, or put the values in a file: -i @values.json.',
  });
}
