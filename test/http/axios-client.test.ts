import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type LookupFunction, type Server } from 'node:net';
import { inspect } from 'node:util';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { systemClock } from '../../src/core/clock.ts';
import { ConnectorError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { createAxiosClient } from '../../src/http/axios-client.ts';
import type { Exchange, HttpRequest } from '../../src/http/client.ts';
import { decodeBody } from '../../src/http/decode.ts';
import { neverSent } from '../../src/http/network-error.ts';
import { CERTIFICATE, KEY } from './self-signed.ts';
import { answer, startScriptedUpstream, type ScriptedUpstream } from './scripted-upstream.ts';

const TOKEN = 'tok/9f8e+7d6c=5b';
const limits = { deadlineMs: 1500, wireBytes: 64 * 1024, bodyBytes: 1024 * 1024, redirects: 5 };
const client = createAxiosClient({ limits, clock: systemClock });
let upstream: ScriptedUpstream;
let other: ScriptedUpstream;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  other = await startScriptedUpstream();
});

afterAll(async () => {
  client.close();
  await upstream.stop();
  await other.stop();
});

test('gives back the whole answer of any status', async () => {
  const response = await client.send(request('/missing'));
  expect(response).toMatchObject({ status: 404, statusText: 'Not Found', url: `${upstream.origin}/missing` });
  expect(response.headers['content-type']).toBe('application/json');
  expect(Buffer.from(response.body).toString()).toBe('{"error":"not found"}');
});

test('sends the method, the headers and the body as given, and names no content type of its own', async () => {
  const sent = await echo({ method: 'POST', headers: { 'X-Many': ['a', 'b'] }, body: '{"a":"ü"}' });
  expect(sent.head).toMatch(/^POST \/echo HTTP\/1\.1\r\n/);
  expect(sent.head).toMatch(/\r\nx-many: a\r\nx-many: b\r\n/i);
  expect(sent.head).toMatch(/\r\nuser-agent: sonar-connect\r\n/i);
  expect(sent.head).not.toMatch(/content-type/i);
  expect(sent.body).toBe('{"a":"ü"}');
  const typed = await echo({ method: 'PUT', headers: { 'content-TYPE': 'text/x', accept: 'text/y' }, body: 'x' });
  expect(typed.head).toMatch(/\r\ncontent-type: text\/x\r\n/i);
  expect(typed.head).toMatch(/\r\naccept: text\/y\r\n/i);
});

test('sends bytes unchanged and no body at all for an empty one', async () => {
  expect((await echo({ method: 'POST', body: new TextEncoder().encode('xüx').subarray(1, 3) })).body).toBe('ü');
  expect((await echo({ method: 'GET', body: '' })).head).not.toMatch(/content-length/i);
});

test('gives repeated headers as arrays and an empty body for 204', async () => {
  const { headers } = await client.send(request('/repeated-headers'));
  expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(headers['x-page']).toEqual(['1', '2']);
  const empty = await client.send(request('/empty'));
  expect([empty.status, empty.body.byteLength]).toEqual([204, 0]);
});

test('keeps one connection for requests one after the other', async () => {
  await client.send(request('/ok'));
  const before = upstream.connections();
  for (let round = 0; round < 5; round += 1) await client.send(request('/ok'));
  expect(upstream.connections()).toBe(before);
});

test.each([
  ['/black-hole', 'ModuleTimeoutError', 'within 1.5 s'],
  ['/slow-headers', 'ModuleTimeoutError', 'within 1.5 s'],
  ['/drip', 'ModuleTimeoutError', 'within 1.5 s'],
  ['/hangup', 'ConnectionError', 'broke the connection off'],
  ['/reset', 'ConnectionError', 'broke the connection off'],
  ['/short-length', 'ConnectionError', 'broke the connection off'],
  ['/short-chunk', 'ConnectionError', 'broke the connection off'],
  ['/short-gzip', 'ConnectionError', 'broke the connection off'],
  ['/false-gzip', 'RuntimeError', 'announced as compressed by gzip'],
  ['/odd-coding', 'RuntimeError', 'does not read'],
  ['/bomb', 'MaxFileSizeExceededError', 'larger than 1048576 bytes after decompression'],
  ['/huge', 'MaxFileSizeExceededError', 'larger than 65536 bytes as sent'],
  ['/loop', 'RuntimeError', 'redirected more than 5 times'],
  ['/nonsense', 'RuntimeError', 'not a valid HTTP answer'],
])('ends %s with %s', async (path, name, message) => {
  const error = await failure(request(path));
  expect([error.name, error.message]).toEqual([name, expect.stringContaining(message)]);
});

test.each(['/short-json', '/html-as-json'])('never reads %s as a success', async (path) => {
  const response = await client.send(request(path));
  expect(() => decodeBody(response, 'automatic')).toThrow('announced JSON but sent');
  expect(() => decodeBody(response, 'json')).toThrow('JSON but sent');
});

test('decompresses what is announced as compressed', async () => {
  expect(decodeBody(await client.send(request('/gzip')), 'automatic')).toEqual({ ok: true });
});

test('names the address where nothing answers, and knows that nothing was sent', async () => {
  const gone = await startScriptedUpstream();
  await gone.stop();
  const error = await failure(request('/x', { method: 'POST' }, gone.origin));
  expect([error.name, error.message]).toEqual(['ConnectionError', `Nothing answers at ${gone.origin}.`]);
  expect(neverSent(error)).toBe(true);
  expect(neverSent(await failure(request('/hangup', { method: 'POST' })))).toBe(false);
});

test('names what is not TLS as such, and does not wait for ever for a silent handshake', async () => {
  const plain = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  });
  const silent = createTcpServer((socket) => void socket.on('error', () => undefined));
  const notTls = await failure(request('/', {}, await listening(plain, 'https')));
  expect([notTls.name, notTls.message]).toEqual(['RuntimeError', expect.stringContaining('No secure connection')]);
  expect((await failure(request('/', {}, await listening(silent, 'https')))).name).toBe('ModuleTimeoutError');
  plain.close();
  silent.close();
});

test('trusts a certificate that nobody signed only for requests that bring it along', async () => {
  const secure = createSecureServer({ cert: CERTIFICATE, key: KEY }, (_incoming, outgoing) => void outgoing.end('ok'));
  const origin = (await listening(secure, 'https')).replace('127.0.0.1', 'service.example');
  const named = createAxiosClient({ limits, clock: systemClock, lookup: toLoopback });
  expect((await named.send(request('/', { ca: CERTIFICATE }, origin))).status).toBe(200);
  await expect(named.send(request('/', {}, origin))).rejects.toMatchObject({
    name: 'RuntimeError',
    message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
  });
  named.close();
  secure.close();
});

test('ends in time where a name is never resolved, and says so where it cannot be', async () => {
  const origin = 'http://service.example';
  const hanging = createAxiosClient({ limits, clock: systemClock, lookup: () => undefined });
  await expect(hanging.send(request('/', {}, origin))).rejects.toHaveProperty('name', 'ModuleTimeoutError');
  const unknown = createAxiosClient({
    limits,
    clock: systemClock,
    lookup: (_host, _options, callback) => callback(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), ''),
  });
  await expect(unknown.send(request('/', {}, origin))).rejects.toThrow('The host name of http://service.example');
});

test('stops when the caller says so, before and during the request', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  expect((await failure(request('/black-hole', { signal: controller.signal }))).name).toBe('ExecutionInterruptedError');
  const count = upstream.received.length;
  expect((await failure(request('/ok', { signal: controller.signal }))).name).toBe('ExecutionInterruptedError');
  expect(upstream.received).toHaveLength(count);
});

test('takes a shorter deadline from the request', async () => {
  expect((await failure(request('/drip', { deadlineMs: 40 }))).message).toContain('within 0.04 s');
});

test('sends nothing that breaks a rule', async () => {
  const count = upstream.received.length + other.received.length;
  const broken: HttpRequest[] = [
    request('/ok', { url: `${other.origin}/ok` }),
    request('/ok', { url: `${upstream.origin}/../ok` }),
    request('/ok', { headers: { Host: 'evil.example' } }),
    request('/ok', { headers: { 'X-Token': 'a\r\nb' } }),
    request('/ok', { method: 'CONNECT' }),
    { ...request('/ok'), policy: { ...request('/ok').policy, privateOrigins: [] } },
  ];
  for (const each of broken) expect((await failure(each)).name).toBe('RequestRefusedError');
  expect(upstream.received.length + other.received.length).toBe(count);
});

test('judges a name by the address it is connected to, also when a connection to it is open already', async () => {
  const named = createAxiosClient({
    limits,
    clock: systemClock,
    lookup: toLoopback,
  });
  const origin = upstream.origin.replace('127.0.0.1', 'service.example');
  expect((await named.send(request('/ok', {}, origin))).status).toBe(200);
  const closed = { ...request('/ok', {}, origin), policy: { bases: [origin], privateOrigins: [], secrets: [] } };
  const error = await named.send(closed).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    name: 'RequestRefusedError',
    message: expect.stringContaining('service.example (127.0.0.1) is a loopback address'),
  });
  named.close();
});

test('takes no notice of proxy settings in the environment', async () => {
  const before = other.received.length;
  process.env['http_proxy'] = other.origin;
  process.env['HTTP_PROXY'] = other.origin;
  try {
    expect((await client.send(request('/ok'))).status).toBe(200);
  } finally {
    delete process.env['http_proxy'];
    delete process.env['HTTP_PROXY'];
  }
  expect(other.received).toHaveLength(before);
});

test('follows a redirect within the bases and tells the address that answered', async () => {
  const response = await client.send(request('/redirect?to=/ok%23top'));
  expect([response.status, response.url]).toEqual([200, `${upstream.origin}/ok`]);
});

test('never follows a redirect out of the bases', async () => {
  const count = other.received.length;
  for (const to of [`${other.origin}/ok`, other.origin.replace('http:', ''), 'file:///etc/passwd', 'http://']) {
    const error = await failure(request(`/redirect?to=${encodeURIComponent(to)}`));
    expect([error.name, error.message]).toEqual(['RequestRefusedError', expect.stringContaining('redirected')]);
  }
  expect(other.received).toHaveLength(count);
});

test.each([
  ['safe', 'POST', 302, undefined],
  ['none', 'GET', 302, undefined],
  ['all', 'POST', 303, 'GET'],
  ['all', 'POST', 302, 'GET'],
  ['all', 'PUT', 302, 'PUT'],
  ['all', 'POST', 307, 'POST'],
  ['all', 'DELETE', 308, 'DELETE'],
] as const)('with redirects %s, %s and %i goes on as %s', async (redirects, method, status, next) => {
  const path = `/redirect?status=${status}&to=/echo`;
  const headers = { 'Content-Type': 'text/x', 'X-Token': TOKEN };
  const response = await client.send(request(path, { method, redirects, headers, ...withBody(method) }));
  if (next === undefined) {
    expect(response.status).toBe(status);
    return;
  }
  const sent = decodeBody(response, 'json') as { head: string; body: string };
  expect(sent.head.split(' ')[0]).toBe(next);
  expect(sent.head).toContain(TOKEN);
  expect(sent.body).toBe(next === 'GET' ? '' : 'x');
  expect(/content-type/i.test(sent.head)).toBe(next !== 'GET');
});

test('sends a read again when its kept connection turns out to be closed, but never a write', async () => {
  let served = 0;
  const flaky = createServer((incoming, outgoing) => {
    served += 1;
    if (served % 2 === 0) incoming.socket.destroy();
    else outgoing.end('ok');
  });
  const origin = await listening(flaky, 'http');
  await client.send(request('/', {}, origin));
  expect((await client.send(request('/', {}, origin))).status).toBe(200);
  expect(served).toBe(3);
  expect((await failure(request('/', { method: 'POST' }, origin))).name).toBe('ConnectionError');
  expect(served).toBe(4);
  flaky.close();
});

test('tells of every exchange, of hops and failures too', async () => {
  const seen: Exchange[] = [];
  const onExchange = (exchange: Exchange): void => void seen.push(exchange);
  await client.send(request('/redirect?to=/ok', { onExchange }));
  await failure(request('/hangup', { onExchange }));
  await failure(request('/ok', { onExchange, headers: { Host: 'x' } }));
  expect(seen.map(({ response, error }) => response?.status ?? error?.name)).toEqual([
    302,
    200,
    'ConnectionError',
    'RequestRefusedError',
  ]);
  expect(seen[1]?.response?.body).toBe('{"ok":true}');
  expect(seen[1]?.durationMs).toBeGreaterThanOrEqual(0);
});

test('shows the token in no form, neither in errors nor in transcripts, whatever the service says', async () => {
  const basic = Buffer.from(`${TOKEN}:x`).toString('base64');
  const forms = [
    TOKEN,
    encodeURIComponent(TOKEN),
    encodeURIComponent(TOKEN).toLowerCase(),
    Buffer.from(TOKEN).toString('base64'),
    Buffer.from(TOKEN).toString('base64url'),
    Buffer.from(TOKEN).toString('hex'),
    basic,
  ];
  const echoing = await startScriptedUpstream({
    tell: (socket, { head }) =>
      void socket.write(answer(`200 ${TOKEN}`, ['X-Seen: '.concat(TOKEN)], head + forms.join('\n'))),
    away: (socket) =>
      void socket.write(answer('302 Found', [`Location: http://${TOKEN.replace(/\W/g, '')}.example/?t=${TOKEN}`], '')),
  });
  const path = fc.constantFrom('/tell', '/away', '/hangup', '/black-hole', '/../x', '/short-gzip', '\\');
  const form = fc.constantFrom(...forms);
  await fc.assert(
    fc.asyncProperty(path, form, async (name, text) => {
      const seen: unknown[] = [];
      const sent = request(name, {
        method: 'POST',
        url: `${echoing.origin}${name}?t=${encodeURIComponent(text)}`,
        headers: { 'X-Token': TOKEN, Authorization: `Basic ${basic}`, 'X-Other': text },
        body: `a ${text} b`,
        deadlineMs: 30,
        onExchange: (exchange) => void seen.push(exchange),
      });
      const policy = { ...sent.policy, bases: [echoing.origin], privateOrigins: [echoing.origin] };
      const result = await client.send({ ...sent, policy }).catch((thrown: unknown) => thrown);
      if (result instanceof Error) seen.push(result, result.message, result.stack);
      const shown = inspect(seen, { depth: 20, showHidden: true, maxStringLength: null });
      expect(seen.length).toBeGreaterThan(0);
      for (const each of forms) expect(shown).not.toContain(each);
    }),
    { numRuns: 25 },
  );
  await echoing.stop();
});

function request(path: string, changes: Partial<HttpRequest> = {}, origin = upstream.origin): HttpRequest {
  return {
    method: 'GET',
    url: `${origin}${path}`,
    headers: { 'X-Token': TOKEN },
    policy: { bases: [origin], privateOrigins: [origin], secrets: [new Secret(TOKEN)] },
    ...changes,
  };
}

const toLoopback: LookupFunction = (_host, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

async function listening(server: Server, scheme: 'http' | 'https'): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function withBody(method: string): Partial<HttpRequest> {
  return method === 'GET' ? {} : { body: 'x' };
}

async function echo(changes: Partial<HttpRequest>): Promise<{ head: string; body: string }> {
  return decodeBody(await client.send(request('/echo', changes)), 'json') as { head: string; body: string };
}

async function failure(sent: HttpRequest): Promise<ConnectorError> {
  const result = await client.send(sent).catch((thrown: unknown) => thrown);
  if (result instanceof ConnectorError) return result;
  throw new Error(`not a ConnectorError: ${inspect(result)}`);
}
