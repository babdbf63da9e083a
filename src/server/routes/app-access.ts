import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import { redactor, type Secret } from '../../core/secret.ts';
import { didYouMean } from '../../core/suggest.ts';
import type { App, AppModule, AppRpc, AppWebhook } from '../../manifest/app.ts';
import { secretsOf } from '../../manifest/secrets.ts';
import type { ConnectionId } from '../../store/records.ts';
import type { ServerParts } from '../parts.ts';

/** The app called `name`. @throws ConnectorError `NotFoundError` with the name that was probably meant. */
export function findApp({ apps }: Pick<ServerParts, 'apps'>, name: string): App {
  return found(apps, name, `There is no app "${name}".`);
}

interface Components {
  readonly module: AppModule;
  readonly rpc: AppRpc;
  readonly webhook: AppWebhook;
}

/** A part of an app by kind and name. @throws ConnectorError `NotFoundError` with the name that was probably meant. */
export function findComponent<Kind extends keyof Components>(app: App, kind: Kind, name: string): Components[Kind] {
  const components = { module: app.modules, rpc: app.rpcs, webhook: app.webhooks } as {
    readonly [Each in keyof Components]: ReadonlyMap<string, Components[Each]>;
  };
  return found(components[kind], name, `The app "${app.label}" has no ${kind} "${name}".`);
}

/** The opened connection for a part of an app. */
export interface OpenedConnection {
  readonly values: Collection;
  readonly secrets: readonly Secret[];
}

/**
 * Opens the connection a caller named, for a part that works with one.
 * @throws ConnectorError `UsageError` when one is needed and none is named, or when it is of another kind;
 *   `NotFoundError` when it is gone.
 */
export async function openConnection(
  { vault }: Pick<ServerParts, 'vault'>,
  { app, owner, id }: { readonly app: App; readonly owner: AppModule | AppRpc; readonly id: ConnectionId | undefined },
): Promise<OpenedConnection> {
  const { connection } = owner;
  if (connection === undefined) return { values: {}, secrets: [] };
  if (id === undefined) throw unusable(`"${owner.label}" needs a connection.`);
  const view = await vault.get(id);
  if (view.app !== app.name || (view.connection !== connection && view.connection !== owner.altConnection)) {
    throw unusable(`The connection "${view.name}" is not of the kind "${owner.label}" works with.`);
  }
  const values = await vault.reveal(id);
  return { values, secrets: secretsOf(app.connections.get(view.connection), values) };
}

/** An answer in which no form of a secret is left, should a service have echoed one. */
export function redacted<Value>(value: Value, secrets: readonly Secret[]): Value {
  return secrets.length === 0 ? value : (JSON.parse(redactor(secrets)(JSON.stringify(value))) as Value);
}

/** The kind of connection of an app that has one kind only. @throws ConnectorError `UsageError` when it has several, or none. */
export function onlyConnection(parts: Pick<ServerParts, 'apps'>, name: string): string {
  const kinds = [...findApp(parts, name).connections.keys()];
  const [only] = kinds;
  if (only !== undefined && kinds.length === 1) return only;
  const message = `The app "${name}" has ${kinds.length} kinds of connection.`;
  throw new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/connection', severity: 'error', code: 'CONNECTION', message }],
    fix: `Name one as "connection": ${kinds.join(', ') || 'this app needs none'}.`,
  });
}

function unusable(message: string): ConnectorError {
  return new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/connectionId', severity: 'error', code: 'CONNECTION', message }],
    fix: 'Name the id of a connection of this app as connectionId.',
  });
}

function found<Value>(known: ReadonlyMap<string, Value>, name: string, message: string): Value {
  const value = known.get(name);
  if (value !== undefined) return value;
  throw new ConnectorError('NotFoundError', message + didYouMean(name, known.keys()), {
    fix: `Use one of: ${[...known.keys()].join(', ') || 'none there is'}.`,
  });
}
