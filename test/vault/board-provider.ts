import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the provider saw it. */
export interface BoardRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly form: URLSearchParams;
}

/** A board server with OAuth 2: every token it gives works once, as strict services do. */
export interface BoardProvider {
  readonly origin: string;
  readonly requests: BoardRequest[];
  /** What a person does on the page: allows access and is sent back; gives the address the browser opens then. */
  allow(page: string): string;
  /** Answers the next request to a path this way instead. */
  failNext(path: string, status: number, body: unknown): void;
  /** Answers every request to a path this way, until the function it gives is called. */
  fail(path: string, status: number, body: unknown): () => void;
  /** Seconds a token is valid. */
  lifetime: number;
  /** Whose account a token that is given now is for. */
  account: string;
  close(): Promise<void>;
}

/** Starts the provider on a free port of loopback. */
export async function startBoardProvider(): Promise<BoardProvider> {
  const codes = new Map<string, URLSearchParams>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Map<string, string>();
  const failures = new Map<string, { readonly status: number; readonly body: unknown }>();
  const lasting = new Map<string, { readonly status: number; readonly body: unknown }>();
  const requests: BoardRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const { method = '', headers } = request;
      const seen = {
        method,
        path: url.pathname,
        query: url.searchParams,
        authorization: headers.authorization ?? '',
        form,
      };
      requests.push(seen);
      if (seen.path === '/oauth/authorize') {
        const allowed = provider.allow(url.href).replaceAll('&', '&amp;');
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(
          `<!doctype html><title>Team Board</title><h1>Team Board</h1><a href="${allowed}">Allow access</a>`,
        );
        return;
      }
      const failure = failures.get(seen.path) ?? lasting.get(seen.path);
      failures.delete(seen.path);
      const { status, body } = failure ?? answer(seen);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const provider: BoardProvider = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lifetime: 3600,
    account: 'acc-1',
    allow(page) {
      const { searchParams } = new URL(page);
      const code = `code-${randomUUID()}`;
      codes.set(code, searchParams);
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back.href;
    },
    failNext: (path, status, body) => void failures.set(path, { status, body }),
    fail(path, status, body) {
      lasting.set(path, { status, body });
      return () => void lasting.delete(path);
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return provider;

  function answer(request: BoardRequest): { readonly status: number; readonly body: unknown } {
    if (request.path === '/oauth/token') return tokenFor(request.form);
    if (request.path === '/oauth/revoke') return { status: 200, body: {} };
    const account = accessTokens.get(request.authorization.replace('Bearer ', ''));
    if (account === undefined) return { status: 401, body: { error: 'no' } };
    if (request.path === '/api/me') return { status: 200, body: { account, email: 'jo@example.com' } };
    if (request.path === '/api/texts') return { status: 200, body: { texts: [`About ${request.query.get('words')}`] } };
    if (request.path === '/api/shelves')
      return { status: 200, body: { shelves: SHELVES[request.query.get('in') ?? ''] ?? [] } };
    if (request.path.endsWith('/fields')) return { status: 200, body: { fields: [COLOUR] } };
    if (request.path === '/api/boards') return { status: 200, body: { boards: [{ id: 'b1', name: 'Garden' }] } };
    return { status: 200, body: { notes: [{ id: 'n1', board: 'b1', text: 'Water the plants' }] } };
  }

  function tokenFor(form: URLSearchParams): { readonly status: number; readonly body: unknown } {
    const refused = { status: 400, body: { error: 'invalid_grant', error_description: 'The grant is not valid.' } };
    if (form.get('client_secret') !== 'client-secret-1') return refused;
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    const isRenewal =
      form.get('grant_type') === 'refresh_token' && refreshTokens.delete(form.get('refresh_token') ?? '');
    if (!isRenewal && (asked === undefined || !provesItself(asked, form))) return refused;
    const [access_token, refresh_token] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    accessTokens.set(access_token, provider.account);
    refreshTokens.add(refresh_token);
    const scope = asked?.get('scope') ?? undefined;
    return { status: 200, body: { access_token, refresh_token, expires_in: provider.lifetime, scope } };
  }
}

/** What stands in each shelf. */
const SHELVES: Readonly<Record<string, readonly string[]>> = { '/': ['House', 'Garden'], '/garden': ['Tools'] };

/** A field that only boards know. */
const COLOUR = {
  name: 'colour',
  type: 'select',
  label: 'Colour',
  options: [
    { label: 'Green', value: 'green' },
    { label: 'Yellow', value: 'yellow' },
  ],
};

/** PKCE: what was promised on the page must fit what comes with the code; so must the address. */
function provesItself(asked: URLSearchParams, form: URLSearchParams): boolean {
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return asked.get('code_challenge') === challenge && asked.get('redirect_uri') === form.get('redirect_uri');
}
