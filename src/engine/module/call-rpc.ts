import { callContext } from '../../communication/services.ts';
import type { CallExtras, CallServices } from '../../communication/services.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import type { App, AppRpc } from '../../manifest/app.ts';

/** One call of one RPC. */
export interface RpcRequest {
  readonly app: App;
  readonly rpc: AppRpc;
  /** Revealed values of the connection; empty for an RPC that has none. */
  readonly connection: Collection;
  readonly parameters: Collection;
}

/** What an RPC gives. */
export interface RpcResult {
  /** Options or fields. */
  readonly items: readonly unknown[];
  readonly warnings: readonly string[];
}

/**
 * Loads the options or fields an RPC gives.
 * @throws ConnectorError `BundleValidationError` (every problem of the parameters, nothing sent), or what the call raised.
 */
export async function callRpc(
  services: CallServices,
  { app, rpc, connection, parameters }: RpcRequest,
  extras: CallExtras,
): Promise<RpcResult> {
  const { values, problems } = rpc.form.accept(parameters, { timezone: services.timezone });
  if (problems.length > 0) {
    throw new ConnectorError('BundleValidationError', `"${rpc.label}" was not called.`, { problems });
  }
  const variables = { parameters: values, connection, common: app.common };
  const { outputs, warnings } = await rpc.call.run(callContext(services, variables, extras));
  return { items: outputs.flat(), warnings };
}
