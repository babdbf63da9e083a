import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenError } from '../../core/listen-error.ts';

/** A port that is held already, while what answers on it is still being prepared. */
export interface Listener {
  readonly port: number;
  /** Answers requests from now on, those that came in before included. */
  serve(answer: http.RequestListener): void;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/**
 * Takes a port; 0 takes a free one.
 * @throws ConnectorError `ConflictError` when another program has it, `ConfigurationError` when it cannot be used.
 */
export async function openListener(port: number, host: string): Promise<Listener> {
  let ready: (answer: http.RequestListener) => void = () => undefined;
  const answering = new Promise<http.RequestListener>((resolve) => {
    ready = resolve;
  });
  const server = http.createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    void answering.then((answer) => answer(request, response));
  });
  const place = { who: 'The sandbox', host, port, choose: 'choose another port with SANDBOX_PORT' };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, place)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: ready,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
