import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

import { createHelpDesk, type HelpDesk, type Ticket } from './engine/help-desk.ts';

/** A help desk that is reached over HTTP. */
export interface HelpDeskServer {
  readonly desk: HelpDesk;
  readonly origin: string;
  /** Told after every note that was taken, before it is answered. */
  onNote: (taken: number) => void;
  close(): Promise<void>;
}

/** Starts a help desk on a free port. */
export async function startHelpDesk(tickets: readonly Ticket[]): Promise<HelpDeskServer> {
  const desk = createHelpDesk(tickets);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '/' } = request;
      const policy = { bases: [], privateOrigins: [], secrets: [] };
      const before = desk.notes.length;
      const sent = { method, url: `${running.origin}${url}`, headers: {}, body: Buffer.concat(chunks), policy };
      void desk.send(sent).then(({ status, headers, body }) => {
        if (desk.notes.length > before) running.onNote(desk.notes.length);
        response.writeHead(status, { 'content-type': String(headers['content-type']) });
        response.end(body);
      });
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const running: HelpDeskServer = {
    desk,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onNote: () => undefined,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
  return running;
}

/** The files of its app, as they are sent to a server. */
export function helpDeskFiles(): Record<string, string> {
  const folder = resolve(import.meta.dirname, '../examples/apps/help-desk');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
