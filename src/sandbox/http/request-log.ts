import { Secret, redactor } from '../../core/secret.ts';

/** Calls that are kept; beyond it the oldest go. */
const CALLS_KEPT = 1_000;
/** Of longer bodies only the beginning is kept. */
const LONGEST_BODY = 16_384;

/** One call of the API as people may see it: no secret in it. */
export interface LoggedCall {
  readonly request_id: string;
  readonly at: string;
  readonly method: string;
  /** Path with its query string. */
  readonly path: string;
  readonly content_type: string | null;
  readonly body: string;
  /** Status of the answer; null when the connection was cut instead. */
  readonly status: number | null;
  readonly response: string;
  /** Real milliseconds. */
  readonly ms: number;
  /** Whether an injected fault had a hand in it. */
  readonly fault: boolean;
}

/** The last calls of the API, for people and tests. */
export interface RequestLog {
  /** Keeps a call; every form of the `secrets` in it is replaced first. */
  add(call: LoggedCall, secrets: readonly string[]): void;
  /** Newest first. */
  list(): readonly LoggedCall[];
  clear(): void;
}

/** An empty log, in memory. */
export function createRequestLog(): RequestLog {
  let calls: LoggedCall[] = [];
  return {
    add(call, secrets) {
      const redact = redactor(secrets.map((each) => new Secret(each)));
      const shown = (text: string): string => redact(text).slice(0, LONGEST_BODY);
      calls.push({ ...call, path: shown(call.path), body: shown(call.body), response: shown(call.response) });
      if (calls.length > CALLS_KEPT * 2) calls = calls.slice(-CALLS_KEPT);
    },
    list: () => calls.slice(-CALLS_KEPT).reverse(),
    clear() {
      calls = [];
    },
  };
}
