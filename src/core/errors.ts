import type { Problem } from './source.ts';

/** What the engine does after an error of this type; `refuse` means that nothing was sent or started. */
export type Disposition = 'fail' | 'store-bundle' | 'retry-later' | 'disable' | 'warn' | 'refuse';

/** One row of the error table. */
export interface ErrorRow {
  readonly disposition: Disposition;
  /** HTTP status the API answers with. */
  readonly status: number;
  /** Exit code of the command line: 1 the answer is no, 2 usage, 3 configuration, 4 remote, 5 conflict, 70 a bug of ours. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 70;
  /** What it means, one sentence. */
  readonly meaning: string;
  /** What to do about it, one sentence. */
  readonly fix: string;
}

/**
 * Every error this product can raise, closed: the names are Make's where Make has one. `docs/reference/errors.md` is
 * generated from this table.
 */
export const ERRORS = {
  RuntimeError: {
    disposition: 'fail',
    status: 502,
    exit: 4,
    meaning: 'The service refused the request, or answered something that is not a success.',
    fix: 'Read the text of the service; correct the input or the account it speaks of.',
  },
  DataError: {
    disposition: 'store-bundle',
    status: 422,
    exit: 1,
    meaning: 'A value cannot be used: the service, or an expression, rejected the data itself.',
    fix: 'Correct the value named in the message and run again.',
  },
  BundleValidationError: {
    disposition: 'store-bundle',
    status: 422,
    exit: 1,
    meaning: 'An input of the module is missing or of the wrong type; nothing was sent.',
    fix: 'Correct every field listed and run again.',
  },
  RateLimitError: {
    disposition: 'retry-later',
    status: 429,
    exit: 4,
    meaning: 'The service asked to slow down.',
    fix: 'Wait for the time it named; scenarios are retried by themselves.',
  },
  ConnectionError: {
    disposition: 'retry-later',
    status: 502,
    exit: 4,
    meaning: 'The service could not be reached, broke the connection off, or answered with a server error.',
    fix: 'Check that the address is right and the service is up, then run again.',
  },
  ModuleTimeoutError: {
    disposition: 'retry-later',
    status: 504,
    exit: 4,
    meaning: 'The service did not finish its answer before the deadline of the module.',
    fix: 'Run again later; if the service is always this slow, raise the timeout in the app.',
  },
  IncompleteDataError: {
    disposition: 'retry-later',
    status: 409,
    exit: 4,
    meaning: 'The service has the record, but not yet all of its data.',
    fix: 'Run again a little later.',
  },
  InvalidAccessTokenError: {
    disposition: 'disable',
    status: 401,
    exit: 4,
    meaning: 'The service did not accept the token of the connection.',
    fix: 'Check the token and the environment it belongs to, then edit the connection.',
  },
  InvalidConfigurationError: {
    disposition: 'disable',
    status: 422,
    exit: 3,
    meaning: 'The module or the connection is set up in a way that cannot work.',
    fix: 'Correct the setting named in the message.',
  },
  AccountValidationError: {
    disposition: 'disable',
    status: 422,
    exit: 3,
    meaning: 'The connection could not be verified when the scenario started.',
    fix: 'Test the connection and authorise it again.',
  },
  DuplicateDataError: {
    disposition: 'warn',
    status: 409,
    exit: 1,
    meaning: 'The service has this record already.',
    fix: 'Nothing, if that is fine; else look the record up first.',
  },
  OutOfSpaceError: {
    disposition: 'fail',
    status: 507,
    exit: 4,
    meaning: 'The account at the service, or the disk here, is full.',
    fix: 'Free some space and run again.',
  },
  MaxFileSizeExceededError: {
    disposition: 'fail',
    status: 413,
    exit: 4,
    meaning: 'A body or a file is larger than the limit.',
    fix: 'Ask the service for less at once, or raise the limit.',
  },
  MaxResultsExceededError: {
    disposition: 'fail',
    status: 422,
    exit: 1,
    meaning: 'More results came back than the module may return.',
    fix: 'Narrow the search or set a limit.',
  },
  InconsistencyError: {
    disposition: 'disable',
    status: 500,
    exit: 1,
    meaning: 'A change was half done and could not be taken back.',
    fix: 'Compare the records named in the run by hand, then switch the scenario on again.',
  },
  DataSizeLimitExceededError: {
    disposition: 'disable',
    status: 413,
    exit: 1,
    meaning: 'The data of one run went over its budget.',
    fix: 'Handle fewer bundles in one run.',
  },
  OperationsLimitExceededError: {
    disposition: 'disable',
    status: 429,
    exit: 1,
    meaning: 'One run used more operations than allowed.',
    fix: 'Filter earlier in the scenario, or raise the limit.',
  },
  ScenarioTimeoutError: {
    disposition: 'fail',
    status: 504,
    exit: 1,
    meaning: 'A run took longer than a run may take.',
    fix: 'Split the scenario, or handle fewer bundles in one run.',
  },
  ExecutionInterruptedError: {
    disposition: 'fail',
    status: 409,
    exit: 1,
    meaning: 'The run was stopped before its end.',
    fix: 'Run it again if it is still wanted.',
  },
  UnknownError: {
    disposition: 'fail',
    status: 500,
    exit: 70,
    meaning: 'Something broke that has no name in this table.',
    fix: 'Report it together with the message.',
  },
  UnexpectedError: {
    disposition: 'disable',
    status: 500,
    exit: 70,
    meaning: 'This program reached a state that should not exist.',
    fix: 'Report it together with the message.',
  },
  ExpressionError: {
    disposition: 'fail',
    status: 422,
    exit: 1,
    meaning: 'An expression cannot be read, or went over its budget.',
    fix: 'Correct the expression at the position shown.',
  },
  ManifestError: {
    disposition: 'refuse',
    status: 422,
    exit: 1,
    meaning: 'The files of an app are not valid; nothing of the app was loaded.',
    fix: 'Correct every finding listed, each with its file, line and column.',
  },
  RequestRefusedError: {
    disposition: 'refuse',
    status: 422,
    exit: 1,
    meaning: 'The request would break a safety rule, so it was not sent.',
    fix: 'Read the rule named in the message; use a path below the address of the connection and allowed headers only.',
  },
  UsageError: {
    disposition: 'refuse',
    status: 400,
    exit: 2,
    meaning: 'The command or request is not one this program knows.',
    fix: 'Look at the help of the command for the names and forms it takes.',
  },
  NotFoundError: {
    disposition: 'refuse',
    status: 404,
    exit: 2,
    meaning: 'There is nothing with this name or id.',
    fix: 'List what exists and use one of those names.',
  },
  ConflictError: {
    disposition: 'refuse',
    status: 409,
    exit: 5,
    meaning: 'The change clashes with something that exists or is in use.',
    fix: 'Resolve what the message lists, then try again.',
  },
  ConfigurationError: {
    disposition: 'refuse',
    status: 500,
    exit: 3,
    meaning: 'The settings of this program (environment, flags, key) are not usable; nothing was started.',
    fix: 'Correct every setting listed and start again.',
  },
} as const satisfies Record<string, ErrorRow>;

/** The name of an error in the table. */
export type ErrorName = keyof typeof ERRORS;

/** What a service answered when it refused, for people to read; secrets already redacted. */
export interface UpstreamAnswer {
  readonly status: number;
  /** The text or JSON of the answer, at most 2,000 characters. */
  readonly body: string;
}

/** Everything beyond the message that an error may carry. */
export interface ErrorDetails {
  /** What to do, when something more exact than the table's sentence is known. */
  readonly fix?: string;
  /** All findings, when there are several: input fields or places in files. */
  readonly problems?: readonly Problem[];
  readonly upstream?: UpstreamAnswer;
  /** Milliseconds until a retry makes sense, when the service said so. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The one error class: a name from {@link ERRORS}, what happened, and what to do. Never holds a secret. */
export class ConnectorError extends Error {
  override readonly name: ErrorName;
  readonly fix: string;
  readonly problems: readonly Problem[];
  readonly upstream: UpstreamAnswer | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(name: ErrorName, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = name;
    this.fix = details.fix ?? ERRORS[name].fix;
    this.problems = details.problems ?? [];
    this.upstream = details.upstream;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** The table row of this error. */
  get row(): ErrorRow {
    return ERRORS[this.name];
  }
}

/** Whether `name` stands in the table; apps may name types of their own, which fall back to RuntimeError. */
export function isErrorName(name: string): name is ErrorName {
  return Object.hasOwn(ERRORS, name);
}

/** Any thrown value as a ConnectorError; foreign errors become `UnexpectedError` with the original as cause. */
export function toConnectorError(thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ConnectorError('UnexpectedError', message, { cause: thrown });
}
