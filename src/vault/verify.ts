import type { CallExtras, CallServices } from '../communication/services.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import { beforePhases, type PhaseInput, type PhaseState, runPhase } from './phase.ts';

/** Which connection to verify, and with what. */
export interface VerifyRequest {
  readonly app: Pick<App, 'name' | 'common'>;
  readonly connection: AppConnection;
  /** Values of the form. */
  readonly input: Collection;
  /** What the service gave the last time (`response.data`). */
  readonly data?: Collection;
  /** Where the service sends browsers back to, for OAuth. */
  readonly redirectUri: string;
  /** Scopes that are asked for, for OAuth. */
  readonly scope: readonly string[];
}

/** A connection that answered. */
export interface VerifiedConnection extends Pick<PhaseState, 'data' | 'account' | 'uid' | 'expiresAt' | 'granted'> {
  /** The values of the form, checked. */
  readonly values: Collection;
}

/**
 * Checks the form of a connection and asks the service whether it accepts it, by the connection's own test request; with
 * OAuth by asking for a token without a person, or, when there is one already, whose account it is.
 * @throws ConnectorError `BundleValidationError` with every field, or whatever the service answered.
 */
export async function verifyConnection(
  services: CallServices,
  request: VerifyRequest,
  extras: Pick<CallExtras, 'signal' | 'onExchange'> = {},
): Promise<VerifiedConnection> {
  const { app, connection, redirectUri, scope } = request;
  const values = acceptValues(connection, request.input);
  const input: PhaseInput = { app, connection, values, redirectUri, scope };
  let state = beforePhases(request.data);
  for (const call of testsOf(connection, request.data)) {
    state = await runPhase(services, call, { input, state }, extras);
  }
  return { ...state, values };
}

/** Whether anything proves that a connection works. */
export function isTestable({ call, oauth }: AppConnection): boolean {
  return call !== undefined || oauth?.info !== undefined || (oauth !== undefined && oauth.authorize === undefined);
}

function testsOf({ call, oauth }: AppConnection, data: Collection | undefined) {
  if (oauth === undefined) return [call];
  const isAuthorised = data !== undefined && Object.keys(data).length > 0;
  return isAuthorised ? [oauth.info] : [oauth.preauthorize, oauth.token, oauth.info];
}

/**
 * The values of the form of a connection, checked.
 * @throws ConnectorError `BundleValidationError` with every field that cannot be used.
 */
export function acceptValues(connection: AppConnection, input: Collection): Collection {
  const { values, problems } = connection.form.accept(input, { strict: true });
  if (problems.length === 0) return values;
  throw new ConnectorError('BundleValidationError', `The connection "${connection.label}" is not complete.`, {
    problems,
    fix: 'Correct every field listed and try again.',
  });
}
