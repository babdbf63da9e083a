import type { Secret } from '../core/secret.ts';

/** What a request may reach and what must never be shown of it. */
export interface RequestPolicy {
  /**
   * Addresses the request may go to, each an absolute URL: scheme, host and port must be equal to those of one of
   * them, and the path must stay below its path.
   */
  readonly bases: readonly string[];
  /** Exact origins that may resolve to a private or loopback address, for example the embedded sandbox. */
  readonly privateOrigins: readonly string[];
  /** Replaced by `[secret]` in transcripts and error messages, in every encoding. */
  readonly secrets: readonly Secret[];
  /** Dot paths masked in the transcript, as in Make's `log.sanitize` (`request.headers.x-token`). */
  readonly sanitize?: readonly string[];
}

/** One request, ready to be sent. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute, percent-encoded. */
  readonly url: string;
  /** Names in any case; a value may repeat. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  readonly policy: RequestPolicy;
  /** `safe`: GET and HEAD are followed; `all`: other methods too. Every hop must satisfy the policy. @default safe */
  readonly redirects?: 'none' | 'safe' | 'all';
  /** Milliseconds for the whole exchange. @default limits.deadlineMs */
  readonly deadlineMs?: number;
  /** Extra certificate authority, PEM. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
  /** Told of every exchange, successful or not, already redacted. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** One answer, whole and decompressed. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names; repeated headers as arrays. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
  /** Address that answered, after redirects. */
  readonly url: string;
}

/** A redacted record of one exchange, for logs, history and `--debug`. Bodies are cut at 65,536 characters. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body: string;
  };
  /** Name and message, when no whole answer came. */
  readonly error?: { readonly name: string; readonly message: string };
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** The only way out of this program. Any HTTP status is a normal answer. */
export interface HttpClient {
  /**
   * @throws ConnectorError `RequestRefusedError` (a rule of the policy, nothing sent), `ConnectionError`,
   *   `ModuleTimeoutError`, `MaxFileSizeExceededError`, `RuntimeError` (TLS certificate, malformed answer),
   *   `ExecutionInterruptedError` (the signal).
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Closes idle connections. */
  close(): void;
}
