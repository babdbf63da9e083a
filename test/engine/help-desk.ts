import { fileURLToPath } from 'node:url';

import type { Json } from '../../src/core/json.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../src/http/client.ts';
import type { App } from '../../src/manifest/app.ts';
import { loadApp } from '../../src/manifest/load.ts';

const app = await loadApp(fileURLToPath(new URL('../../examples/apps/help-desk', import.meta.url)));
export const HELP_DESK: ReadonlyMap<string, App> = new Map([[app.name, app]]);

export const ACCESS = { url: 'https://desk.example.com', token: 'token-of-the-test' };

/** One ticket, opened in this minute of the first of January. */
export interface Ticket {
  readonly id: number;
  readonly minute: number;
}

/** A help desk that lists its tickets from the newest on, two to a page, and takes notes. */
export interface HelpDesk extends HttpClient {
  readonly tickets: Ticket[];
  /** Texts of the notes it has taken. */
  readonly notes: string[];
  /** Addresses that were asked for. */
  readonly asked: string[];
  /** Refuses notes with this text. */
  refused: string | undefined;
}

const PAGE = 2;

export function createHelpDesk(tickets: readonly Ticket[] = []): HelpDesk {
  const desk: HelpDesk = {
    tickets: [...tickets],
    notes: [],
    asked: [],
    refused: undefined,
    send(request) {
      desk.asked.push(request.url);
      const body = request.method === 'GET' ? list(new URL(request.url)) : note(request);
      return Promise.resolve(answer(body === undefined ? 422 : 200, body ?? { message: 'refused' }, request.url));
    },
    close: () => undefined,
  };
  return desk;

  function list(url: URL): Json {
    const page = Number(url.searchParams.get('page'));
    const all = desk.tickets.toSorted((a, b) => b.minute - a.minute || b.id - a.id);
    const shown = all.slice((page - 1) * PAGE, page * PAGE);
    return {
      tickets: shown.map(({ id, minute }) => ({ id, subject: `No. ${id}`, from: 'a@example.com', opened: at(minute) })),
      more: page * PAGE < all.length,
    };
  }

  function note({ body }: HttpRequest): Json | undefined {
    const { text } = JSON.parse(String(body)) as { readonly text: string };
    if (text === desk.refused) return undefined;
    desk.notes.push(text);
    return { id: desk.notes.length };
  }
}

export function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
}

function answer(status: number, body: Json, url: string): HttpResponse {
  return {
    status,
    statusText: '',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
    url,
  };
}

/** Writes two notes on every new ticket, `limit` tickets a run. */
export function noteTickets(limit = 10, parameters: Record<string, Json> = {}): Json {
  const note = (id: number): Json => ({
    id,
    module: 'help-desk:addNote',
    parameters: { __IMTCONN__: 'con_one' },
    mapper: { ticket: '{{1.id}}', text: `{{1.id}} ${id === 2 ? 'a' : 'b'}` },
  });
  return {
    name: 'Notes',
    flow: [
      { id: 1, module: 'help-desk:watchTickets', parameters: { __IMTCONN__: 'con_one', limit, ...parameters } },
      note(2),
      note(3),
    ],
  };
}
