import { ConnectorError, type ErrorName } from '../core/errors.ts';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const CODE = {
  error: 1,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  range: 25,
  notADatabase: 26,
} as const;

interface Meaning {
  readonly name: ErrorName;
  readonly message: string;
  readonly fix?: string;
}

const DISK_REFUSES: Meaning = {
  name: 'OutOfSpaceError',
  message: 'The disk of the data file refuses to store more',
  fix: 'Free space on the disk of the data file or repair it; storing goes on by itself afterwards.',
};
const KEPT_LOCKED: Meaning = {
  name: 'ConnectionError',
  message: 'The data file is kept locked by another process',
  fix: 'Stop the other process that writes to this data file, or wait until it is done.',
};
const DAMAGED: Meaning = {
  name: 'UnexpectedError',
  message: 'The data file is damaged',
  fix: 'Stop the server and restore the data file from a backup.',
};

const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [CODE.busy, KEPT_LOCKED],
  [CODE.locked, KEPT_LOCKED],
  [CODE.readonly, DISK_REFUSES],
  [CODE.ioError, DISK_REFUSES],
  [CODE.full, DISK_REFUSES],
  [CODE.cannotOpen, DISK_REFUSES],
  [CODE.corrupt, DAMAGED],
  [CODE.notADatabase, DAMAGED],
  [CODE.constraint, { name: 'ConflictError', message: 'A record with this identity exists already' }],
]);

/** Codes after which SQLite has undone the one statement only and the transaction goes on. */
const STATEMENT_ONLY: ReadonlySet<number> = new Set([
  CODE.error,
  CODE.tooBig,
  CODE.constraint,
  CODE.mismatch,
  CODE.range,
]);

/** Whether the failure concerns one statement; any other may have ended the transaction around it. */
export function failsAlone(thrown: unknown): boolean {
  const code = resultCode(thrown);
  return code === undefined || STATEMENT_ONLY.has(code);
}

/** A failure of the SQLite library as the error the store promises; ConnectorErrors stay as they are. */
export function toStoreError(thrown: unknown): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const code = resultCode(thrown);
  const meaning = code === undefined ? undefined : MEANINGS.get(code);
  if (meaning === undefined)
    return new ConnectorError('UnexpectedError', `Storing failed: ${detail}`, { cause: thrown });
  return new ConnectorError(meaning.name, `${meaning.message}: ${detail}`, {
    ...(meaning.fix === undefined ? {} : { fix: meaning.fix }),
    cause: thrown,
  });
}

/** The primary code: `errcode` of node:sqlite, `rawCode` of libsql, without their extended bits. */
function resultCode(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { errcode, rawCode } = thrown as { readonly errcode?: unknown; readonly rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === 'number' ? code % 256 : undefined;
}
