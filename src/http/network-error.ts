import { types } from 'node:util';

import { ConnectorError, type ErrorName } from '../core/errors.ts';

/**
 * Any failure of the network as an error of the table. The original is never attached: it holds the whole request
 * with its token. The cause is a plain error with the system's `code`.
 */
export function toNetworkError(thrown: unknown, origin: string, redact: (text: string) => string): ConnectorError {
  const ours = findInCauses(thrown, (error) => error instanceof ConnectorError);
  if (ours instanceof ConnectorError) return ours;
  const code = codeOf(thrown);
  const row = FAILURES.find(({ codes }) => codes.test(code)) ?? UNNAMED;
  const text = types.isNativeError(thrown) ? thrown.message : String(thrown);
  const cause = Object.assign(new Error(redact(text).slice(0, 500) || code), { code });
  return new ConnectorError(row.name, redact(row.message(origin, code)), {
    ...(row.fix === undefined ? {} : { fix: row.fix }),
    cause,
  });
}

/**
 * Whether a failed request certainly never reached the service: a rule refused it, its name did not resolve or
 * nothing listened. Anything else may have been carried out.
 */
export function neverSent(error: ConnectorError): boolean {
  return error.name === 'RequestRefusedError' || NOT_CONNECTED.test(codeOf(error.cause));
}

const NOT_CONNECTED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;

interface Failure {
  readonly codes: RegExp;
  readonly name: ErrorName;
  readonly message: (origin: string, code: string) => string;
  readonly fix?: string;
}

const FAILURES: readonly Failure[] = [
  {
    codes: /^ECONNREFUSED$/,
    name: 'ConnectionError',
    message: (origin) => `Nothing answers at ${origin}.`,
    fix: 'Check that the address and the port are right and that the service is running, then run again.',
  },
  {
    codes: /^(?:ENOTFOUND|EAI_\w+)$/,
    name: 'ConnectionError',
    message: (origin) => `The host name of ${origin} cannot be resolved.`,
    fix: 'Check the spelling of the address and the name server of this machine, then run again.',
  },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|ECONNABORTED)$/,
    name: 'ConnectionError',
    message: (origin, code) => `There is no way through the network to ${origin} (${code}).`,
  },
  {
    codes: /^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/,
    name: 'ConnectionError',
    message: (origin) => `The service at ${origin} broke the connection off before its answer was complete.`,
  },
  {
    codes:
      /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/,
    name: 'RuntimeError',
    message: (origin, code) => `No secure connection to ${origin} could be made (${code}).`,
    fix: 'Check that the address speaks HTTPS and that its certificate is valid; a private authority goes into "ca".',
  },
  {
    codes: /^HPE_/,
    name: 'RuntimeError',
    message: (origin, code) => `What ${origin} sent is not a valid HTTP answer (${code}).`,
  },
];

const UNNAMED: Failure = {
  codes: /^/,
  name: 'ConnectionError',
  message: (origin, code) => `The connection to ${origin} failed${code === '' ? '' : ` (${code})`}.`,
};

/** The system's code of an error or of the first of its causes that has one; axios's own codes say less. */
function codeOf(thrown: unknown): string {
  let code = '';
  findInCauses(thrown, (error) => {
    if (code === '' && 'code' in error && typeof error.code === 'string' && !AXIOS_CODES.test(error.code)) {
      code = error.code;
    }
    return code !== '';
  });
  return code;
}

const AXIOS_CODES = /^ERR_(?:BAD|NETWORK|CANCELED)/;

/** The first error along the causes, at most five deep, for which `matches` holds. */
function findInCauses(thrown: unknown, matches: (error: Error) => boolean): Error | undefined {
  let error = thrown;
  for (let depth = 0; depth < 5 && types.isNativeError(error); depth += 1) {
    if (matches(error)) return error;
    error = error.cause;
  }
  return undefined;
}
