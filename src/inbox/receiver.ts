import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newUrlToken } from '../core/ids.ts';
import { listenError } from '../core/listen-error.ts';
import type { RawDelivery } from './parse-delivery.ts';

/** A listener that lives as long as one command waits for a delivery. */
export interface Receiver {
  /** Where to deliver, an unguessable address on this machine. */
  readonly url: string;
  readonly port: number;
  readonly path: string;
  close(): Promise<void>;
}

/** Bodies over this size are refused with 413. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Opens a listener on loopback that answers 202 to every delivery and hands it over; any other path is 404.
 * @throws ConnectorError `ConflictError` when the port is taken, `ConfigurationError` when it cannot be used.
 */
export async function openReceiver(
  options: { readonly port: number },
  onRequest: (request: RawDelivery) => void,
): Promise<Receiver> {
  const path = `/hooks/${newUrlToken()}`;
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== path) return answer(response, 404);
    readBody(request)
      .then((body) => {
        answer(response, body === undefined ? 413 : 202);
        if (body !== undefined) onRequest(received(request, body));
      })
      .catch(() => response.destroy());
  });
  const place = {
    who: 'This command',
    host: '127.0.0.1',
    port: options.port,
    choose: 'choose another port with --port',
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, place)));
    server.listen(place.port, place.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    port,
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function received(request: IncomingMessage, body: Buffer): RawDelivery {
  const headers = Object.entries(request.headers).filter(([, value]) => value !== undefined);
  return {
    method: request.method ?? 'POST',
    query: request.url?.split('?')[1] ?? '',
    headers: Object.fromEntries(headers) as Record<string, string | string[]>,
    body,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 202 ? 'Accepted' : '');
}
