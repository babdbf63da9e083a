import { ConnectorError } from '../../core/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../http/client.ts';
import { neverSent } from '../../http/network-error.ts';
import { describeExchange } from '../../http/transcript.ts';
import type { AnnouncedRequest } from './journal.ts';

/** An HTTP client that announces requests which change something before they leave, and remembers what became of them. */
export interface WriteWatch {
  readonly http: HttpClient;
  /** Whether such a request was sent, or was about to be. */
  hasSent(): boolean;
  /** The last such request, redacted; undefined when none was sent. */
  request(): AnnouncedRequest | undefined;
  /** Why the announcement could not be kept; then nothing was sent. */
  broken(): unknown;
  /** Whether a failed operation may have changed something, so that it must not simply be repeated. */
  isInDoubt(error: ConnectorError): boolean;
}

/** Watches the requests of one operation. `announce` is called before the first of them leaves, and is waited for. */
export function watchWrites(
  http: HttpClient,
  announce: ((request: AnnouncedRequest) => Promise<void>) | undefined,
): WriteWatch {
  let sent: HttpRequest | undefined;
  let broken: unknown;
  let accepted = 0;
  let unknown = false;
  let lastWasWrite = false;

  return {
    http: { send, close: () => undefined },
    hasSent: () => sent !== undefined,
    request: () => (sent === undefined ? undefined : describe(sent)),
    broken: () => broken,
    isInDoubt: (error) =>
      unknown || accepted > 1 || (accepted === 1 && !(lastWasWrite && error.upstream !== undefined)),
  };

  async function send(request: HttpRequest): Promise<HttpResponse> {
    lastWasWrite = !SAFE.test(request.method);
    if (!lastWasWrite) return http.send(request);
    request.signal?.throwIfAborted();
    if (sent === undefined) await announceFirst(request);
    sent = request;
    try {
      const response = await http.send(request);
      if (response.status < 400) accepted += 1;
      return response;
    } catch (error) {
      if (!(error instanceof ConnectorError) || mayHaveArrived(error)) unknown = true;
      throw error;
    }
  }

  async function announceFirst(request: HttpRequest): Promise<void> {
    if (announce === undefined) return;
    try {
      await announce(describe(request));
    } catch (error) {
      broken = error;
      throw error;
    }
  }
}

function describe(request: HttpRequest): AnnouncedRequest {
  return describeExchange(request, { startedAt: 0, durationMs: 0 }).request;
}

const SAFE = /^(?:get|head|options)$/i;

/** A failure before the connection was secured sent nothing. */
function mayHaveArrived(error: ConnectorError): boolean {
  if (neverSent(error)) return false;
  const code: unknown = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
  return !(error.name === 'RuntimeError' && typeof code === 'string' && !code.startsWith('HPE_'));
}
