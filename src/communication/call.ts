import type { Clock } from '../core/clock.ts';
import type { Collection } from '../core/json.ts';
import type { Limits } from '../core/limits.ts';
import type { Secret } from '../core/secret.ts';
import type { Exchange, HttpClient } from '../http/client.ts';
import type { Polling, PollingRule, PollingState } from './polling.ts';

/** Which component a call belongs to; it decides what is inherited from the app's base and what a legal result is. */
export type CallKind = 'module' | 'rpc' | 'connection' | 'hook';

/** Everything a call needs from outside. */
export interface CallContext {
  /** Root variables: `parameters`, `connection`, `common`, `environment`, `data`, `webhook`, `payload`, `temp`, … */
  readonly variables: Readonly<Collection>;
  /** Values of the connection that must never be shown. */
  readonly secrets: readonly Secret[];
  /** Exact origins that may be private addresses. */
  readonly privateOrigins: readonly string[];
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timezone: string;
  readonly limits: Limits;
  readonly signal?: AbortSignal;
  /** What a polling trigger is asked for; without it every item is put out. */
  readonly polling?: Polling;
  /** Told of every exchange, already redacted. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Told what functions of the app say by `debug`, secrets replaced. */
  readonly onDebug?: (line: string) => void;
}

/** What a call made. */
export interface CallResult {
  /** The outputs in order: one for a plain call, one per item when iterating, none when the output is empty. */
  readonly outputs: readonly unknown[];
  /** `response.data`: what a connection or an attach stores. */
  readonly data?: Collection;
  /** `response.metadata`: shown behind the connection's name. */
  readonly metadata?: { readonly type: string; readonly value: string };
  readonly uid?: string;
  /** Milliseconds since 1970 when the user must authorise again. */
  readonly expires?: number;
  /** `response.scope`: what an OAuth connection was allowed. */
  readonly scope?: readonly string[];
  /** `response.oauth`: the token of OAuth 1 and its secret, for the phases that follow. */
  readonly oauth?: Collection;
  /** What `temp` held in the end, when it held anything. */
  readonly temp?: Collection;
  /** Where a polling trigger stands after this call. */
  readonly polled?: PollingState;
  /** Things a person should know that did not stop the call. */
  readonly warnings: readonly string[];
}

/** A request as it would be sent, secrets redacted. */
export interface RequestPreview {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Where a browser is sent, and what `temp` holds then. */
export interface CallAddress {
  readonly url: string;
  readonly temp: Collection;
}

/** A communication compiled once: running it only calls closures. */
export interface Call {
  /** What a polling trigger tells items by; absent when it is none. */
  readonly polls?: PollingRule['type'];
  /** @throws ConnectorError as the directives and the HTTP client say. */
  run(context: CallContext): Promise<CallResult>;
  /** The first request that would be sent, or undefined when the call sends none. */
  preview(context: CallContext): RequestPreview | undefined;
  /**
   * The whole address of the first request, for a browser to open; nothing is sent. Undefined when the call sends none.
   * @throws ConnectorError `RequestRefusedError` when it would lead anywhere but where the app's author wrote.
   */
  address(context: CallContext): CallAddress | undefined;
}
