import { ConnectorError } from '../core/errors.ts';
import { didYouMean } from '../core/suggest.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import type { ConnectionRecord } from '../store/records.ts';

/** The component of a connection and its app. @throws ConnectorError `NotFoundError` with the name that was probably meant. */
export function requireComponent(
  apps: ReadonlyMap<string, App>,
  wanted: Pick<ConnectionRecord, 'app' | 'connection'>,
): { readonly app: App; readonly connection: AppConnection } {
  const app = apps.get(wanted.app);
  if (app === undefined) throw unknown('app', wanted.app, apps.keys());
  const connection = app.connections.get(wanted.connection);
  if (connection === undefined) throw unknown('kind of connection', wanted.connection, app.connections.keys());
  if (connection.aliasTo !== undefined) throw notInstalled(app, connection.aliasTo);
  return { app, connection };
}

/** Longest name of a connection, in characters. */
const LONGEST_NAME = 200;

/** What people call a connection, without spaces around it. @throws ConnectorError `BundleValidationError`. */
export function requireName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST_NAME) return trimmed;
  const message = trimmed === '' ? 'The connection needs a name.' : 'The name of the connection is too long.';
  const problem = { pointer: '/name', severity: 'error', code: 'NAME', message } as const;
  throw new ConnectorError('BundleValidationError', message, {
    problems: [problem],
    fix: `Give it a name of 1 to ${LONGEST_NAME} characters.`,
  });
}

function notInstalled({ label }: App, aliasTo: string): ConnectorError {
  return new ConnectorError(
    'InvalidConfigurationError',
    `"${label}" works with the connection "${aliasTo}" of another app, and no installed app has it.`,
    { fix: 'Import the app it belongs to, then create the connection.' },
  );
}

function unknown(noun: string, name: string, known: Iterable<string>): ConnectorError {
  const names = [...known];
  return new ConnectorError('NotFoundError', `There is no ${noun} "${name}".${didYouMean(name, names)}`, {
    fix: `Use one of: ${names.join(', ')}.`,
  });
}
