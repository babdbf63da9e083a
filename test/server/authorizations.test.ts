import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exampleFiles } from '../app/example-files.ts';
import { type BoardProvider, startBoardProvider } from '../vault/board-provider.ts';
import { openStage, type ServerStage } from './stage.ts';

let provider: BoardProvider;
let stage: ServerStage;
beforeAll(async () => {
  provider = await startBoardProvider();
  stage = await openStage({}, [provider.origin]);
  const files = await exampleFiles('team-board');
  expect(await stage.call('POST', '/api/v1/apps', { body: { files } })).toMatchObject({ status: 201 });
});
afterAll(async () => {
  await stage.close();
  await provider.close();
});

interface Authorization {
  readonly id: string;
  readonly status: string;
  readonly url: string;
  readonly connectionId: string;
}

const values = () => ({ server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' });

async function begin(changes: object = {}): Promise<Authorization> {
  const body = { app: 'team-board', name: 'Garden team', values: values(), ...changes };
  const answer = await stage.call('POST', '/api/v1/authorizations', { body });
  expect(answer.status).toBe(201);
  return answer.body as Authorization;
}

/** The browser follows the service back to this server. */
async function comeBack(address: string, headers: Record<string, string> = {}) {
  const { pathname, search } = new URL(address);
  return stage.call('GET', pathname + search, { headers });
}

test('the app says that its connection is authorised in a browser, and what each scope allows', async () => {
  const { body } = await stage.call('GET', '/api/v1/apps/team-board');
  expect(body).toMatchObject({
    connections: [{ name: 'teamBoard', authorization: 'browser', scopes: { 'notes:write': 'Add notes.' } }],
  });
});

test('a person allows it on the page of the service, is told so, and the connection is there', async () => {
  const { id, url } = await begin();
  expect((await stage.call('GET', `/api/v1/authorizations/${id}`)).body).toMatchObject({ status: 'waiting', url });
  const page = await comeBack(provider.allow(url));
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Connected') });
  expect(page.headers['cache-control']).toBe('no-store');
  const { body } = await stage.call('GET', `/api/v1/authorizations/${id}`);
  expect(body).toMatchObject({ status: 'done', url: null, error: null });
  const { connectionId } = body as Authorization;
  expect((await stage.call('GET', `/api/v1/connections/${connectionId}`)).body).toMatchObject({
    name: 'Garden team',
    account: 'jo@example.com',
    status: 'ok',
  });
  const run = { connectionId, input: { board: 'b1', text: 'Water the plants' } };
  const ran = await stage.call('POST', '/api/v1/apps/team-board/modules/addNote/run', { body: run });
  expect(ran.status).toBe(200);
  expect(provider.requests.at(-1)?.authorization).toMatch(/^Bearer access-/);
  expect(ran.text).not.toContain(provider.requests.at(-1)?.authorization.slice('Bearer '.length));
});

test('the way back is open under the public address and through a tunnel, unlike everything else', async () => {
  const tunnel = { Host: 'hooks.example.com', 'X-Forwarded-For': '203.0.113.5' };
  const { url } = await begin();
  expect(await stage.call('GET', '/api/v1/connections', { headers: tunnel })).toMatchObject({ status: 403 });
  expect(await comeBack(provider.allow(url), tunnel)).toMatchObject({ status: 200 });
});

test('a state that was made up, used before or refused by the person shows a page that says so', async () => {
  const { url } = await begin();
  const back = provider.allow(url);
  const forged = await stage.call('GET', '/oauth/cb/team-board?code=x&state=forged');
  expect(forged).toMatchObject({ status: 400, text: expect.stringContaining('Not connected') });
  await comeBack(back);
  expect((await comeBack(back)).status).toBe(400);
  const other = await begin();
  const state = new URL(other.url).searchParams.get('state');
  const said = encodeURIComponent('<script>alert(1)</script>');
  const denied = await stage.call('GET', `/oauth/cb/team-board?state=${state}&error=x&error_description=${said}`);
  expect(denied.text).not.toContain('<script>');
  expect((await stage.call('GET', `/api/v1/authorizations/${other.id}`)).body).toMatchObject({
    status: 'failed',
    error: { code: 'AccountValidationError' },
  });
});

test('a connection is authorised again on the version it is, with the secrets it has', async () => {
  const { url, id } = await begin();
  await comeBack(provider.allow(url));
  const { connectionId } = (await stage.call('GET', `/api/v1/authorizations/${id}`)).body as Authorization;
  const path = `/api/v1/connections/${connectionId}/authorization`;
  expect(await stage.call('POST', path, { body: {}, headers: { 'If-Match': 'W/"9"' } })).toMatchObject({ status: 412 });
  const again = await stage.call('POST', path, { body: { scope: ['more'] }, headers: { 'If-Match': 'W/"1"' } });
  const next = again.body as Authorization;
  expect(new URL(next.url).searchParams.get('scope')).toBe('boards:read notes:write more');
  await comeBack(provider.allow(next.url));
  expect((await stage.call('GET', `/api/v1/authorizations/${next.id}`)).body).toMatchObject({ connectionId });
});

test('a connection that needs no browser, an incomplete form and an id nobody knows are refused', async () => {
  const body = { app: 'sonar', name: 'Shop', values: { privateToken: 'x'.repeat(20) } };
  expect(await stage.call('POST', '/api/v1/authorizations', { body })).toMatchObject({ status: 400 });
  const incomplete = { app: 'team-board', name: 'Garden team', values: { server: provider.origin } };
  expect(await stage.call('POST', '/api/v1/authorizations', { body: incomplete })).toMatchObject({ status: 422 });
  expect(await stage.call('POST', '/api/v1/connections', { body: { ...incomplete, values: values() } })).toMatchObject({
    status: 400,
  });
  expect(await stage.call('GET', '/api/v1/authorizations/aut_none')).toMatchObject({ status: 404 });
});

test('tokens that end within a run are renewed in it, and of runs at the same time none renews with a used one', async () => {
  const { url, id } = await begin();
  await comeBack(provider.allow(url));
  const { connectionId } = (await stage.call('GET', `/api/v1/authorizations/${id}`)).body as Authorization;
  provider.lifetime = 2;
  const flow = [
    { id: 1, module: 'builtin:BasicRepeater', version: 1, mapper: { start: 1, repeats: 3, step: 1 } },
    {
      id: 2,
      module: 'team-board:addNote',
      version: 1,
      parameters: { __IMTCONN__: connectionId },
      mapper: { board: 'b1', text: 'Note {{1.i}}' },
    },
  ];
  const seen = provider.requests.length;
  const created = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint: { name: 'Notes', flow } } });
  expect(created).toMatchObject({ status: 201, body: { problems: [] } });
  const run = `${created.headers['location']!}/run`;
  await stage.clock.advance(3_600_000);
  const started = await Promise.all([1, 2].map(() => stage.call('POST', run, { body: { type: 'trigger' } })));
  const runs = await Promise.all(started.map(({ headers }) => ended(headers['location']!)));
  expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
  const requests = provider.requests.slice(seen);
  const added = requests.filter(({ method, path }) => method === 'POST' && path === '/api/boards/b1/notes');
  expect(added.map(({ authorization }) => authorization)).toHaveLength(6);
  const renewals = requests.filter(({ path }) => path === '/oauth/token').map(({ form }) => form.get('refresh_token'));
  expect(renewals.length).toBeGreaterThanOrEqual(6);
  expect(new Set(renewals).size).toBe(renewals.length);
  expect(new Set(added.map(({ authorization }) => authorization)).size).toBe(6);
  expect(JSON.stringify(runs)).not.toMatch(/access-|refresh-/);
});

/** The execution at `path` once it is over. */
async function ended(path: string): Promise<{ readonly status: string }> {
  for (;;) {
    const { body } = await stage.call('GET', path);
    const run = body as { readonly status: string };
    if (run.status !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('nothing the server answered or logged holds a token or a code', () => {
  const all = [...stage.call.seen, ...stage.log].join('\n');
  for (const secret of ['access-', 'refresh-', 'code-', 'client-secret-1']) expect(all).not.toContain(secret);
});
