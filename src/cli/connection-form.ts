import { ConnectorError } from '../core/errors.ts';
import { type Collection, isCollection, setOwn } from '../core/json.ts';
import type { ApiClient } from './api-client.ts';
import { readInputs } from './input.ts';
import type { ServerCommandContext } from './server-command.ts';
import { shown } from './shown.ts';

/** A kind of connection as the server describes it. */
export interface ConnectionKind {
  readonly name: string;
  /** A person allows it on the page of the service. */
  readonly isAuthorizedInBrowser: boolean;
  readonly fields: readonly Collection[];
}

/** The kind of connection of an app: the one that is named, or the only one. @throws ConnectorError `UsageError`, `NotFoundError`. */
export async function connectionKind(api: ApiClient, app: string, wanted: unknown): Promise<ConnectionKind> {
  const { connections } = await api.call({ method: 'GET', path: `/apps/${encodeURIComponent(app)}` });
  const kinds = (Array.isArray(connections) ? connections : []).filter(isCollection);
  const fitting = kinds.filter(({ name }) => wanted === undefined || name === wanted);
  const [kind] = fitting;
  if (kind === undefined || fitting.length > 1) {
    const names = kinds.map(({ name }) => shown(name)).join(', ') || 'this app needs none';
    throw new ConnectorError('UsageError', `It is not clear which kind of connection of "${app}" is meant.`, {
      fix: `Name one with --kind: ${names}.`,
    });
  }
  const fields: unknown[] = Array.isArray(kind['fields']) ? kind['fields'] : [];
  return {
    name: shown(kind['name']),
    isAuthorizedInBrowser: kind['authorization'] === 'browser',
    fields: fields.filter(isCollection),
  };
}

/**
 * The values for a new connection from options, standard input and the environment; nothing secret comes from arguments.
 * @throws ConnectorError `UsageError`.
 */
export async function connectionValues(
  context: ServerCommandContext,
  { fields, isAuthorizedInBrowser }: ConnectionKind,
): Promise<Collection> {
  const { terminal, options } = context;
  const values = await givenValues(context);
  if (fields.some(({ name }) => name === 'sandbox')) setOwn(values, 'sandbox', options['sandbox'] === true);
  const secret = fields.find(({ type }) => type === 'password')?.['name'];
  if (secret === undefined) return values;
  const token =
    options['tokenStdin'] === true ? (await terminal.readInput()).trim() : terminal.environment['SONAR_TOKEN'];
  if (token !== undefined && token !== '') setOwn(values, shown(secret), token);
  else if (options['input'] === undefined && !isAuthorizedInBrowser) throw noToken();
  return values;
}

/** The values of `--input`; nothing secret comes from arguments. @throws ConnectorError `UsageError`. */
export async function givenValues({ terminal, options }: ServerCommandContext): Promise<Collection> {
  const given = typeof options['input'] === 'string' ? [options['input']] : [];
  refusePlainSecrets(given);
  return readInputs(terminal, given);
}

function noToken(): ConnectorError {
  return new ConnectorError('UsageError', 'There is no token.', {
    fix: 'Pipe it in with --token-stdin, or set SONAR_TOKEN.',
  });
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
