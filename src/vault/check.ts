import type { CallServices } from '../communication/services.ts';
import { type ErrorName, toConnectorError, ConnectorError } from '../core/errors.ts';
import type { Collection } from '../core/json.ts';
import { REDACTED, redactor } from '../core/secret.ts';
import { secretsOf } from '../manifest/secrets.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { ENVIRONMENT_POINTER, inSandbox, sandboxAdvice } from './environment.ts';
import { acceptValues, isTestable, verifyConnection, type VerifiedConnection, type VerifyRequest } from './verify.ts';

/** Longest time a service has for its answer when a connection is checked, in milliseconds. */
const CHECK_DEADLINE_MS = 10_000;

/** What a check found; everything but `values` and `data` may be shown. */
export interface CheckResult {
  readonly values: Collection;
  readonly data: Collection;
  readonly account: string | null;
  readonly address: string | null;
  /** The account's own id at the service. */
  readonly uid: string | null;
  /** Milliseconds since 1970 when a person must authorise it again. */
  readonly expiresAt: number | null;
  /** Scopes it holds, for OAuth. */
  readonly scope: readonly string[];
  /** `unchecked`: there is no test request, or no answer that tells. */
  readonly status: ConnectionRecord['status'];
  readonly reason: string | null;
  /** Why it is not `ok`. */
  readonly error?: ConnectorError;
}

/** Refusals that people must resolve: asking again later does not help. */
const NEEDS_ATTENTION: ReadonlySet<ErrorName> = new Set([
  'InvalidAccessTokenError',
  'InvalidConfigurationError',
  'AccountValidationError',
]);

/** Errors that say nothing about the connection. */
const NO_FINDING: ReadonlySet<ErrorName> = new Set(['ExecutionInterruptedError', 'UnexpectedError']);

/**
 * Asks the service whether it accepts a connection. A refusal is a result, not an exception.
 * @throws ConnectorError `BundleValidationError` for an incomplete form, `ExecutionInterruptedError` by the signal.
 */
export async function checkConnection(
  services: CallServices,
  request: VerifyRequest,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const redact = redactor(secretsOf(request.connection, request.input));
  const values = acceptValues(request.connection, request.input);
  let address: string | null = null;
  const onExchange = (exchange: { readonly request: { readonly url: string } }): void => {
    address = addressOf(exchange.request.url);
  };
  try {
    const verified = await verifyConnection(withDeadline(services), request, {
      onExchange,
      ...(signal && { signal }),
    });
    return { ...accepted(request, verified, redact), address };
  } catch (thrown) {
    const error = toConnectorError(thrown);
    if (NO_FINDING.has(error.name)) throw error;
    const status = NEEDS_ATTENTION.has(error.name) ? 'attention' : 'unchecked';
    const reason = redact(error.message);
    return { ...NOTHING, scope: request.scope, values, address, status, reason, error };
  }
}

/**
 * The error of a refused check. When production did not know the token, the sandbox is asked once: it may be the one
 * the token belongs to. Only for a token somebody has just typed, never for a stored one.
 */
export async function explainRefusal(
  services: CallServices,
  request: VerifyRequest,
  { error, signal }: { readonly error: ConnectorError; readonly signal?: AbortSignal | undefined },
): Promise<ConnectorError> {
  const other = inSandbox(request.connection, request.input);
  if (error.name !== 'InvalidAccessTokenError' || other === undefined) return error;
  const answer = await checkConnection(services, { ...request, input: other }, signal).catch(() => undefined);
  if (answer?.status !== 'ok') return error;
  const advice = sandboxAdvice(request.connection);
  return new ConnectorError(error.name, error.message, {
    fix: advice,
    problems: [{ pointer: ENVIRONMENT_POINTER, severity: 'error', code: 'OTHER_ENVIRONMENT', message: advice }],
    ...(error.upstream && { upstream: error.upstream }),
  });
}

function accepted(
  { connection, scope }: VerifyRequest,
  { values, data, account, uid, expiresAt, granted = scope }: VerifiedConnection,
  redact: (text: string) => string,
): Omit<CheckResult, 'address'> {
  const status = isTestable(connection) ? 'ok' : 'unchecked';
  const shown = account === null ? null : redact(account);
  return { values, data, account: shown, uid, expiresAt, scope: granted, status, reason: null };
}

const NOTHING = { data: {}, account: null, uid: null, expiresAt: null } as const;

/** The same services, their answers awaited for a short time only. */
export function withDeadline(services: CallServices): CallServices {
  const { http, limits } = services;
  return {
    ...services,
    http: {
      ...http,
      send: (request) =>
        http.send({
          ...request,
          deadlineMs: Math.min(request.deadlineMs ?? limits.http.deadlineMs, CHECK_DEADLINE_MS),
        }),
    },
  };
}

/** Origin and folder of the address of a request, secrets redacted. */
function addressOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const folder = pathname.slice(0, pathname.lastIndexOf('/'));
  return origin + folder.replaceAll(encodeURI(REDACTED), REDACTED);
}
