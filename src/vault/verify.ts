import type { CallExtras, CallServices } from '../communication/services.ts';
import { callContext } from '../communication/services.ts';
import type { Collection } from '../core/json.ts';
import { ConnectorError } from '../core/errors.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import { secretsOf } from '../manifest/secrets.ts';

/** Which connection to verify, and with what. */
export interface VerifyRequest {
  readonly app: Pick<App, 'common'>;
  readonly connection: AppConnection;
  /** Values of the form. */
  readonly input: Collection;
  /** What the service gave the last time (`response.data`). */
  readonly data?: Collection;
}

/** A connection that answered. */
export interface VerifiedConnection {
  /** The values of the form, checked. */
  readonly values: Collection;
  /** What the service added (`response.data`). */
  readonly data: Collection;
  /** What the service said of the account, shown behind the name. */
  readonly account: string | null;
  readonly uid: string | null;
}

/**
 * Checks the form of a connection and asks the service whether it accepts it, by the connection's own test request.
 * @throws ConnectorError `BundleValidationError` with every field, or whatever the service answered.
 */
export async function verifyConnection(
  services: CallServices,
  request: VerifyRequest,
  extras: Pick<CallExtras, 'signal' | 'onExchange'> = {},
): Promise<VerifiedConnection> {
  const { app, connection } = request;
  const values = acceptValues(connection, request.input);
  if (connection.call === undefined) return { values, data: {}, account: null, uid: null };
  const known = { ...values, ...request.data };
  const variables = { parameters: known, connection: known, data: known, common: app.common };
  const result = await connection.call.run(
    callContext(services, variables, { ...extras, secrets: secretsOf(connection, values) }),
  );
  return {
    values,
    data: { ...request.data, ...result.data },
    account: result.metadata?.value ?? null,
    uid: result.uid ?? null,
  };
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
