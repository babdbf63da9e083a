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
  const { values, problems } = rpc.form.accept(parameters, { timezone: services.timezone, now: services.clock.now() });
  const time = AbortSignal.timeout(LONGEST_MS);
  if (problems.length > 0) {
    throw new ConnectorError('BundleValidationError', `"${rpc.label}" was not called.`, { problems });
  }
  // What the form of the RPC does not name is there as well: it may read any value of the form it works for.
  const variables = { parameters: { ...parameters, ...values }, connection, common: app.common };
  const signal = AbortSignal.any([time, ...(extras.signal === undefined ? [] : [extras.signal])]);
  try {
    const { outputs, warnings } = await rpc.call.run(callContext(services, variables, { ...extras, signal }));
    return capped(outputs.flat(), warnings);
  } catch (error) {
    throw time.aborted ? tooSlow(rpc) : error;
  }
}

/** Nobody chooses among more, and nobody waits longer. */
const MOST_ITEMS = 500;
const LONGEST_MS = 40_000;

function capped(items: readonly unknown[], warnings: readonly string[]): RpcResult {
  if (items.length <= MOST_ITEMS) return { items, warnings };
  const cut = `Only the first ${MOST_ITEMS} of ${items.length} records are shown.`;
  return { items: items.slice(0, MOST_ITEMS), warnings: [...warnings, cut] };
}

function tooSlow({ label }: AppRpc): ConnectorError {
  return new ConnectorError('ModuleTimeoutError', `"${label}" did not give its records within ${LONGEST_MS / 1000} s.`);
}
