import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConnectorError } from '../core/errors.ts';
import { listenError } from '../core/listen-error.ts';
import { createApp } from './app.ts';
import type { ServerContext, ServerParts } from './parts.ts';
import { createRequestedRuns } from './requested-runs.ts';
import { problemAnswer, sendProblem } from './problem.ts';

/** The server of the program. */
export interface Server {
  /**
   * Starts to listen.
   * @throws ConnectorError `ConflictError` for a port that is taken, `ConfigurationError` for an address that is not this
   *   computer's own or cannot be used.
   */
  listen(): Promise<{ readonly url: string }>;
  /** Accepts nothing new, ends streams, and resolves when every request is answered, at the latest after `graceMs`. */
  close(): Promise<void>;
}

/** How a server stops. */
export interface ServerOptions {
  /** Milliseconds that requests have to end when the server stops. @default 25000 */
  readonly graceMs?: number;
}

/** A connection kept alive becomes idle with its last answer, so it is looked for until all are gone. */
const IDLE_LOOK_MS = 50;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * One HTTP server: what is below `/hooks/` goes straight to the intake, because a framework in front of it would cost
 * most of its speed; everything else goes to Express.
 */
export function createServer(parts: ServerParts, options: ServerOptions = {}): Server {
  const closing = new AbortController();
  const requested = createRequestedRuns(closing.signal, (error) => parts.log.warn('a run by hand failed', { error }));
  const context: ServerContext = { ...parts, closing: closing.signal, requested, startedAt: parts.clock.now() };
  const server = http.createServer(TIMEOUTS, requestListener(context));
  server.maxConnections = 10_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  return {
    async listen() {
      const { host, port } = parts.config;
      checkHost(host);
      const actual = await listen(server, host, port);
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
      parts.log.debug('the server listens', { url });
      return { url };
    },
    async close() {
      closing.abort();
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const force = setTimeout(() => server.closeAllConnections(), options.graceMs ?? 25_000);
      const idle = setInterval(() => closeQuiet(server, sockets), IDLE_LOOK_MS);
      await closed;
      clearTimeout(force);
      clearInterval(idle);
      parts.log.debug('the server has stopped');
    },
  };
}

/** Who answers a request, by its path. */
export function requestListener(parts: ServerContext): http.RequestListener {
  const app = createApp(parts);
  return (request, response) => {
    if (request.url?.startsWith('/hooks/') !== true) {
      app(request, response);
      return;
    }
    try {
      parts.intake(request, response);
    } catch (error) {
      parts.log.error('the intake failed', { error });
      sendProblem(response, problemAnswer(error, { instance: '/hooks/', traceId: '' }));
    }
  };
}

/** Node counts a connection over which nothing has come yet as one at work. */
function closeQuiet(server: http.Server, sockets: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}

/** Slow senders are cut off; Node looks for them only every 30 s unless told otherwise. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
} as const;

/** @throws ConnectorError `ConfigurationError` for an address that others than this computer can reach. */
export function checkHost(host: string): void {
  if (LOOPBACK.has(host)) return;
  throw new ConnectorError(
    'ConfigurationError',
    `The server does not listen on ${host}: anyone who reaches it could use it, for there is no sign-in yet.`,
    {
      fix: 'Leave HOST out, or set it to 127.0.0.1. Let a tunnel or proxy pass only /hooks/ and /oauth/cb/ on, and set PUBLIC_URL to its address.',
      problems: [
        {
          pointer: '/SONAR_CONNECT_HOST',
          severity: 'error',
          code: 'SETTING',
          message: `${host} is not a loopback address.`,
        },
      ],
    },
  );
}

function listen(server: http.Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const place = { who: 'The server', host, port, choose: 'set PORT to another one' };
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, place));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.removeListener('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
