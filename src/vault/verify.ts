import type { CallServices } from '../communication/services.ts';
import { callContext } from '../communication/services.ts';
import type { Collection } from '../core/json.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Exchange } from '../http/client.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import { secretsOf } from '../manifest/secrets.ts';

/** A connection that answered. */
export interface VerifiedConnection {
  /** Form values with what the service added (`response.data`). */
  readonly values: Collection;
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
  app: App,
  connection: AppConnection,
  input: Collection,
  onExchange?: (exchange: Exchange) => void,
): Promise<VerifiedConnection> {
  const { values, problems } = connection.form.accept(input, { strict: true });
  if (problems.length > 0) {
    throw new ConnectorError('BundleValidationError', `The connection "${connection.label}" is not complete.`, {
      problems,
    });
  }
  if (connection.call === undefined) return { values, account: null, uid: null };
  const variables = { parameters: values, connection: values, data: values, common: app.common };
  const extras = { secrets: secretsOf(connection, values), ...(onExchange === undefined ? {} : { onExchange }) };
  const result = await connection.call.run(callContext(services, variables, extras));
  return {
    values: { ...values, ...result.data },
    account: result.metadata?.value ?? null,
    uid: result.uid ?? null,
  };
}
