import { ConnectorError, isErrorName } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import { isCollection } from '../../core/json.ts';
import { waitForAuthorization } from '../authorization.ts';
import { connectionKind, connectionValues } from '../connection-form.ts';
import type { ServerCommand, ServerCommandResult } from '../server-command.ts';
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
      ['--kind <name>', 'kind of connection, for an app that has several'],
      ['--sandbox', 'the token belongs to a sandbox account'],
      ['--token-stdin', 'read the token from standard input (or set SONAR_TOKEN)'],
      ['-i, --input <input>', 'another value of the form: key=value or @file.json'],
      ['--force', 'keep it even when the service refuses it'],
    ],
    run: async (context) => {
      const { terminal, api, args, options } = context;
      const app = typeof options['app'] === 'string' ? options['app'] : 'sonar';
      const kind = await connectionKind(api, app, options['kind']);
      const body = { app, connection: kind.name, name: args[0], values: await connectionValues(context, kind) };
      if (kind.isAuthorizedInBrowser) {
        const begun = await api.call({ method: 'POST', path: '/authorizations', body });
        return connected(await waitForAuthorization(terminal, api, begun));
      }
      const force = options['force'] === true ? { force: true } : {};
      return connected(await api.call({ method: 'POST', path: '/connections', body: { ...body, ...force } }));
    },
  },
  {
    name: 'authorize',
    summary: 'have access to an account allowed again, on the page of its service',
    args: [['<id>', 'connection']],
    run: async ({ terminal, api, args: [id = ''] }) => {
      const { version } = await api.call({ method: 'GET', path: `/connections/${id}` });
      const begun = await api.call({
        method: 'POST',
        path: `/connections/${id}/authorization`,
        body: {},
        headers: { 'if-match': `W/"${shown(version)}"` },
      });
      return connected(await waitForAuthorization(terminal, api, begun));
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

function connected(saved: Collection): ServerCommandResult {
  const account = saved['account'] === null ? '' : ` [${shown(saved['account'])}]`;
  return { data: saved, say: `Connected: ${shown(saved['name'])}${account}, ${shown(saved['id'])}.` };
}

/** The service's refusal, which for the API is an answer like any other. */
function refusalOf(id: string, { code, detail, fix }: Collection): ConnectorError {
  const name = shown(code);
  return new ConnectorError(isErrorName(name) ? name : 'RuntimeError', `${id} does not work: ${shown(detail)}`, {
    ...(typeof fix === 'string' && { fix }),
  });
}
