import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { redactor } from '../core/secret.ts';
import type { BodyType, EncodedBody } from '../http/encode.ts';
import type { HttpRequest, HttpResponse } from '../http/client.ts';
import type { CookieJar } from '../http/cookies.ts';
import type { Evaluation } from '../iml/evaluation.ts';
import type { CallContext, CallKind } from './call.ts';
import type { Mark, PollingProgress, PollingState } from './polling.ts';

/** What one call carries from request to request. */
export interface CallState {
  readonly kind: CallKind;
  readonly context: CallContext;
  /** Root variables of every expression; steps add `temp`, `body`, `item` and so on. */
  readonly variables: Collection;
  readonly evaluation: Evaluation;
  /** Replaces every secret in a text. */
  readonly redact: (text: string) => string;
  readonly warnings: string[];
  /** Requests sent, repeats not counted. */
  requests: number;
  /** Rounds that `repeat` asked for. */
  repeats: number;
  result?: Gathered;
  data?: Collection;
  metadata?: { readonly type: string; readonly value: string };
  uid?: string;
  expires?: number;
  scope?: readonly string[];
  oauth?: Collection;
  /** What `shareCookies` keeps. */
  cookies?: CookieJar;
  /** What a polling trigger has come across. */
  progress?: PollingProgress;
  /** Where a polling trigger stands now. */
  polled?: PollingState;
}

/** Outputs of the rounds of one request; `many` when they are one per item. */
export interface Gathered {
  readonly list: unknown[];
  readonly many: boolean;
}

/** The request as the steps build it, before it is encoded. */
export interface Draft {
  /** Where relative addresses start. */
  baseUrl: string;
  /** Absolute address; undefined for a request that sends nothing. */
  url?: string;
  /** Where it may go, see `RequestPolicy.bases`. */
  bases: readonly string[];
  /** Whether the address is still to be encoded; `false` sends it as written. */
  encodeUrl: boolean;
  method: string;
  headers: Record<string, string | readonly string[]>;
  qs?: Collection;
  type: BodyType;
  encoded?: EncodedBody;
  redirects: 'none' | 'safe' | 'all';
  timeout?: number;
  ca?: string;
  sanitize?: readonly string[];
  /** Signs the finished request: the last thing that is done to it. */
  sign?: (request: HttpRequest) => HttpRequest;
}

/** Which page of a request a round is for. */
export interface Page {
  /** From 1. */
  readonly number: number;
  /** Outputs of the pages before it. */
  readonly before: number;
  /** The addresses the page before was allowed to reach; a link in its answer may lead there too. */
  readonly bases: readonly string[];
  /** `response.limit`, as far as it is known. */
  readonly limit?: number;
  /** The request of the page before, to notice when nothing changes. */
  readonly sent?: string;
}

/** One request and its answer. */
export interface Round {
  readonly call: CallState;
  readonly page: Page;
  readonly draft: Draft;
  /** `condition` was not met; nothing is sent. */
  skipped: boolean;
  response?: HttpResponse;
  /** Set when `valid` refused an answer. */
  veto?: Failure;
  /** The items of this page, before and after the condition of `iterate`. */
  elements?: { readonly found: number; readonly kept: readonly unknown[] };
  /** What the kept items of a polling trigger are told by. */
  marks?: readonly (Mark & { readonly place: number })[];
  gathered?: Gathered;
  limit?: number;
  limitReached: boolean;
  /** `repeat` asks for another round after this many milliseconds, at most `limit` times. */
  again?: { readonly delay: number; readonly limit: number };
  /** What `pagination.condition` said. */
  morePages: boolean;
  /** Text of the request as sent, when pages are read. */
  sent?: string;
  /** The request was the same as that of the page before, so it was not sent again. */
  stalled: boolean;
}

/** What an app says about an answer it refuses. */
export interface Failure {
  readonly message?: string;
  readonly type?: string;
}

/** A fresh call with its own copy of the variables. */
export function createCallState(kind: CallKind, context: CallContext): CallState {
  const variables: Collection = { temp: {}, ...context.variables };
  let replace: ((text: string) => string) | undefined;
  const redact = (text: string): string => {
    replace ??= redactor(context.secrets);
    return replace(text);
  };
  const { onDebug } = context;
  return {
    kind,
    context,
    variables,
    evaluation: {
      variables,
      clock: context.clock,
      random: context.random,
      timezone: context.timezone,
      limits: context.limits.expression,
      ...(onDebug && { debug: (line: string) => onDebug(redact(line)) }),
    },
    redact,
    warnings: [],
    requests: 0,
    repeats: 0,
  };
}

/** A fresh round with the defaults of the format. */
export function createRound(call: CallState, page: Page): Round {
  return {
    call,
    page,
    draft: { baseUrl: '', bases: [], encodeUrl: true, method: 'GET', headers: {}, type: 'json', redirects: 'safe' },
    skipped: false,
    limitReached: false,
    stalled: false,
    morePages: true,
  };
}

/** A budget that the app's `common` may set (`maxRequestCount`), within reason. */
export function budgetOf(call: CallState, commonName: string, otherwise: number): number {
  const common = call.variables['common'];
  const own = isCollection(common) ? Number(ownValue(common, commonName)) : Number.NaN;
  return Number.isInteger(own) && own > 0 ? Math.min(own, LARGEST_BUDGET) : otherwise;
}

/** The most an app, or a trigger that looks for what is new, may ask for. */
export const LARGEST_BUDGET = 10_000;
