import http from 'node:http';
import https from 'node:https';

/** Connections open at a time, over all subscribers. */
const MOST_SOCKETS = 64;
/** Of an answer's body no more than this is read; only its status counts. */
const MOST_BODY_BYTES = 65_536;

/** One request to a subscriber. */
export interface Posting {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  /** Real milliseconds for the whole exchange. */
  readonly timeoutMs: number;
}

/** Sends JSON to web addresses over connections that are kept open. */
export interface Poster {
  /** The status of the answer; rejects with what went wrong when there is none. Redirects are not followed. */
  post(posting: Posting): Promise<number>;
  /** Ends every exchange and closes the connections. */
  close(): void;
}

/** A poster with connections of its own. */
export function createPoster(): Poster {
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, maxTotalSockets: MOST_SOCKETS };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  const open = new Set<http.ClientRequest>();

  return {
    post: ({ method, url, body, timeoutMs }) =>
      new Promise((resolve, reject) => {
        const target = new URL(url);
        const secure = target.protocol === 'https:';
        const headers = {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'Sonar-Sandbox',
        };
        const request = (secure ? https : http).request(target, {
          method,
          headers,
          agent: secure ? agents['https:'] : agents['http:'],
        });
        const tooSlow = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
        open.add(request);
        request.on('close', () => {
          clearTimeout(tooSlow);
          open.delete(request);
        });
        request.on('error', reject);
        request.on('response', (response) => readStatus(response, resolve, reject));
        request.end(body);
      }),
    close() {
      for (const request of open) request.destroy(new Error('the sandbox is shutting down'));
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

function readStatus(
  response: http.IncomingMessage,
  done: (status: number) => void,
  fail: (error: Error) => void,
): void {
  let bytes = 0;
  const finish = (): void => done(response.statusCode ?? 0);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BODY_BYTES) return;
    finish();
    response.destroy();
  });
  response.on('end', finish);
  response.on('error', fail);
}
