import { isDeepStrictEqual } from 'node:util';
import type { CallServices } from '../communication/services.ts';
import { ConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Collection } from '../core/json.ts';
import { redactor } from '../core/secret.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import type { OAuthFlow } from '../manifest/oauth-flow.ts';
import { secretsOf } from '../manifest/secrets.ts';
import type { ConnectionId, ConnectionRecord } from '../store/records.ts';
import {
  type AuthorisationId,
  type AuthorisationRequest,
  type AuthorisationView,
  createAuthorisations,
} from './authorisations.ts';
import type { CheckResult } from './check.ts';
import { requireComponent, requireName } from './component.ts';
import { changedMeanwhile, type ConnectionVault } from './connection-records.ts';
import { contentOf, stateOf } from './connection-state.ts';
import { editValues, withPlainSecrets } from './connection-values.ts';
import type { PhaseInput, PhaseState } from './phase.ts';
import { scopesFor } from './scopes.ts';
import type { SealedValues } from './sealed-values.ts';
import { acceptValues } from './verify.ts';

/** A new connection whose service asks a person in a browser. */
export interface NewAuthorisation {
  readonly app: string;
  /** Name of the connection component in the app. */
  readonly connection: string;
  /** What people call it. */
  readonly name: string;
  readonly values: Collection;
  /** Scopes beside those the app asks for. */
  readonly scope?: readonly string[];
}

/** A new authorisation of a connection there is. */
export interface RepeatedAuthorisation {
  /** The version it is based on. */
  readonly version: number;
  readonly name?: string;
  /** Values of the form; what is left out stays, and a secret left empty stays too. */
  readonly values?: Collection;
  readonly scope?: readonly string[];
}

/** Authorising connections at the page of their service. */
export interface Authorising {
  /**
   * Begins to authorise a new connection; it exists once a person has allowed it.
   * @throws ConnectorError `BundleValidationError` for its form, `UsageError` when no browser is needed, or what the
   *   service answered.
   */
  authorise(connection: NewAuthorisation, signal?: AbortSignal): Promise<AuthorisationView>;
  /** The same for a connection there is. @throws ConnectorError as above, and `ConflictError` when it was changed. */
  authoriseAgain(id: ConnectionId, edit: RepeatedAuthorisation, signal?: AbortSignal): Promise<AuthorisationView>;
  /** How an authorisation stands. @throws ConnectorError `NotFoundError`. */
  authorisation(id: AuthorisationId): Promise<AuthorisationView>;
  /** Goes on with what a browser brought back from the page. @throws ConnectorError `NotFoundError`. */
  finishAuthorisation(app: string, query: Collection): Promise<AuthorisationView>;
}

/** What authorising works with. */
export interface AuthorisingParts {
  readonly records: ConnectionVault;
  readonly apps: ReadonlyMap<string, App>;
  readonly services: CallServices;
  /** Where authorisations wait for a person. */
  readonly pending: SealedValues;
  /** Where services send browsers back to, by app. */
  readonly redirectUri: (app: string) => string;
}

/** Authorising for the connections of a vault. */
export function createAuthorising({ records, apps, services, pending, redirectUri }: AuthorisingParts): Authorising {
  const authorisations = createAuthorisations({ services, pending, prepare, save });
  return {
    async authorise(wanted, signal) {
      const { app, connection } = requireComponent(apps, wanted);
      const name = requireName(wanted.name);
      requireFlow(connection);
      const values = acceptValues(connection, withPlainSecrets(wanted.values));
      const request = { ...requestOf({ app, connection }, wanted.scope), name, values, connectionId: null };
      return authorisations.begin(request, {}, signal);
    },
    async authoriseAgain(id, edit, signal) {
      const record = await records.require(id);
      if (record.version !== edit.version) throw changedMeanwhile(record, edit.version);
      const { app, connection } = requireComponent(apps, record);
      requireFlow(connection);
      const name = edit.name === undefined ? record.name : requireName(edit.name);
      const before = records.open(record);
      const edited = editValues(connection, before.values, withPlainSecrets(edit.values ?? {}));
      const values = acceptValues(connection, edited.values);
      const request = { ...requestOf({ app, connection }, edit.scope), name, values, connectionId: id };
      // What the service gave was given for these values; with others it could end up elsewhere.
      const data = isDeepStrictEqual(before.values, values) ? before.data : {};
      return authorisations.begin(request, data, signal);
    },
    authorisation: (id) => authorisations.get(id),
    finishAuthorisation: (app, query) => authorisations.finish(app, query),
  };

  function requestOf({ app, connection }: Wanted, extra: readonly string[] | undefined) {
    const scope = scopesFor(app, connection, extra);
    return { app: app.name, connection: connection.name, scope, redirectUri: redirectUri(app.name) };
  }

  function prepare(request: AuthorisationRequest): { readonly input: PhaseInput; readonly flow: OAuthFlow } {
    const { app, connection } = requireComponent(apps, request);
    const { values, scope, redirectUri: back } = request;
    return { input: { app, connection, values, scope, redirectUri: back }, flow: requireFlow(connection) };
  }

  function save(request: AuthorisationRequest, state: PhaseState): Promise<ConnectionId> {
    const { connection } = requireComponent(apps, request);
    const result = resultOf({ ...request, connection }, state);
    const { connectionId } = request;
    return connectionId === null ? insert(request, result) : renew(connectionId, request.name, result);
  }

  async function insert(wanted: AuthorisationRequest, result: Authorised): Promise<ConnectionId> {
    const { app, connection } = requireComponent(apps, wanted);
    const now = services.clock.now();
    const record = { id: newId('con', now), app: app.name, connection: connection.name, name: wanted.name, version: 1 };
    const times = { createdAt: now, updatedAt: now };
    await records.insert({ ...record, ...times, ...stateOf(connection, result, now) }, contentOf(result));
    return record.id;
  }

  /** Whatever else was changed meanwhile: the service has given the token, and it must not be lost. */
  async function renew(id: ConnectionId, name: string, result: Authorised): Promise<ConnectionId> {
    const record: ConnectionRecord = await records.require(id);
    const { connection } = requireComponent(apps, record);
    const changes = { ...stateOf(connection, result, services.clock.now()), name, content: contentOf(result) };
    await records.update(record, changes);
    return id;
  }
}

interface Wanted {
  readonly app: App;
  readonly connection: AppConnection;
}

type Authorised = Omit<CheckResult, 'error'>;

function resultOf(
  { connection, values, scope }: { connection: AppConnection; values: Collection; scope: readonly string[] },
  { data, account, uid, expiresAt, granted = scope }: PhaseState,
): Authorised {
  const shown = account === null ? null : redactor(secretsOf(connection, { ...values, ...data }))(account);
  return { values, data, account: shown, address: null, uid, expiresAt, scope: granted, status: 'ok', reason: null };
}

function requireFlow({ oauth, label }: AppConnection): OAuthFlow {
  if (oauth?.authorize !== undefined) return oauth;
  throw new ConnectorError('UsageError', `"${label}" is not authorised in a browser.`, {
    fix: 'Create the connection with the values of its form.',
  });
}
