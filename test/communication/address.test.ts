import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { ConnectorError } from '../../src/core/errors.ts';
import type { RunOptions } from './scripted-client.ts';
import { runOnce } from './scripted-client.ts';

const BASE = { baseUrl: 'https://api.example.com/api', headers: { 'X-Token': '{{connection.token}}' } };

async function urlOf(url: string, variables: Record<string, unknown>, options: RunOptions = {}): Promise<string> {
  const { sent, error } = await runOnce({ url, ...(options.kind ? {} : {}) }, { base: BASE, variables, ...options });
  if (error !== undefined) throw error;
  return sent[0]?.url ?? '';
}

test.each([
  ['/customers/{{parameters.x}}', 'a/b?c#d', 'https://api.example.com/api/customers/a%2Fb%3Fc%23d'],
  ['/customers/{{parameters.x}}/close', '', 'https://api.example.com/api/customers/close'],
  ['/customers/{{encodeURL(parameters.x)}}', 'a/b', 'https://api.example.com/api/customers/a%2Fb'],
  ['/customers?q={{parameters.x}}', 'a&b=c#d', 'https://api.example.com/api/customers?q=a%26b%3Dc%23d'],
  ['/customers?q={{encodeURL(parameters.x)}}', 'a&b', 'https://api.example.com/api/customers?q=a%26b'],
  ['/customers?ids=1,{{parameters.x}}', '2&admin=1', 'https://api.example.com/api/customers?ids=1,2%26admin%3D1'],
  ['/customers?{{parameters.x}}', 'a=1&b=2', 'https://api.example.com/api/customers?a=1&b=2'],
  ['/{{parameters.x}}', 'v1/list?a=b%20c', 'https://api.example.com/api/v1/list?a=b%20c'],
  ['{{parameters.x}}', '/v1/list', 'https://api.example.com/api/v1/list'],
  ['/a b/{{parameters.x}}', 'ü', 'https://api.example.com/api/a%20b/%C3%BC'],
])('writes %s with %j by the place it stands in', async (url, x, expected) => {
  expect(await urlOf(url, { parameters: { x } })).toBe(expected);
});

test.each([
  ['https://other.example.org/hook', 'a literal address'],
  ['https://{{connection.domain}}.example.org/v1', 'a host from the connection'],
  ['https://{{connection.domain}}.example.org', 'a host that ends the address'],
  ['{{connection.site}}/v1/{{parameters.x}}', 'a whole base from the connection'],
])('goes where the author and the connection say: %s (%s)', async (url) => {
  const variables = { connection: { domain: 'eu', site: 'https://eu.example.org' }, parameters: { x: 1 } };
  await expect(urlOf(url, variables)).resolves.toMatch(/^https:\/\/(?:eu|other)\.example\.org/);
});

test('a path behind the host an author names may be any path of that host, and nothing else', async () => {
  const to = (x: string): Promise<string> => urlOf('https://api.example.com{{parameters.x}}', { parameters: { x } });
  expect(await to('/v2/list?a=b')).toBe('https://api.example.com/v2/list?a=b');
  expect(await to('')).toBe('https://api.example.com');
  for (const x of ['.evil.org/', '@evil.org/', ':8443/', 'evil.org', '\\\\evil.org/', ' /v2']) {
    await expect(to(x)).rejects.toMatchObject({ name: 'RequestRefusedError' });
  }
});

test.each([
  ['no header', { headers: null }],
  ['headers of its own', { headers: '{{pick(parameters, "accept")}}' }],
])('a request with %s carries nothing of the connection and fetches what data names', async (_, manifest) => {
  const variables = { parameters: { x: 'https://files.example.org/a.png?b=c' } };
  const { sent, error } = await runOnce({ url: '{{parameters.x}}', ...manifest }, { base: BASE, variables });
  expect(error).toBeUndefined();
  expect(sent).toMatchObject([
    { url: 'https://files.example.org/a.png?b=c', policy: { bases: ['https://files.example.org'] } },
  ]);
});

test.each([
  ['a header', { url: '{{parameters.x}}', headers: { 'X-Key': 'k-123' } }],
  ['a header, beside an expression', { url: '{{parameters.x}}', headers: { Authorization: 'Key {{parameters.y}}' } }],
  ['the query', { url: '{{parameters.x}}', qs: { key: 'k-123' } }],
  ['the address', { url: '{{parameters.x}}?key=k-123' }],
  ['the body', { url: '{{parameters.x}}', method: 'POST', body: { key: 'k-123' } }],
])('a key the author wrote into %s does not go where data says', async (_, manifest) => {
  const base = { baseUrl: BASE.baseUrl };
  const variables = { parameters: { x: 'https://evil.example.org/', y: '1' } };
  const { sent, error } = await runOnce(manifest, { base, variables });
  expect(sent).toEqual([]);
  expect(error).toMatchObject({ name: 'RequestRefusedError' });
  const plain = { url: '{{parameters.x}}', headers: { Accept: 'image/png' } };
  expect((await runOnce(plain, { base, variables })).error).toBeUndefined();
});

test.each([
  ['the query', { headers: null, qs: { key: '{{connection.token}}' } }],
  ['the body', { headers: null, method: 'POST', body: { key: '{{common.key}}' } }],
  ['the address itself', { headers: null, url: '{{parameters.x}}?key={{connection.token}}' }],
  ['temp', { headers: { a: '{{temp.token}}' } }],
  ['a value that is only known when it runs', { headers: { a: '{{connection}}' } }],
])('a request with something of the connection in %s does not go where data says', async (_, manifest) => {
  const variables = { parameters: { x: 'https://evil.example.org/' }, connection: { token: 't' } };
  const { sent, error } = await runOnce({ url: '{{parameters.x}}', ...manifest }, { base: BASE, variables });
  expect(error).toMatchObject({ name: 'RequestRefusedError' });
  expect(sent).toEqual([]);
});

test.each([
  ['{{parameters.x}}', 'https://evil.example.org/'],
  ['/{{parameters.x}}', '/evil.example.org/'],
  ['/{{parameters.x}}', 'https://evil.example.org/'],
  ['/{{parameters.x}}', ' HTTP://evil.example.org/'],
  ['/{{parameters.x}}', '../admin'],
  ['/customers/{{parameters.x}}', '..'],
  ['/{{parameters.x}}', '%2e%2e/admin'],
  ['/{{parameters.x}}', '\\evil.example.org'],
  ['/{{parameters.x}}', 'a\r\nHost: evil.example.org'],
  ['https://api.example.com{{parameters.x}}', '.evil.example.org/'],
  ['https://api.example.com{{parameters.x}}', '@evil.example.org/'],
  ['https://{{parameters.x}}/v1', 'evil.example.org'],
  ['https://{{connection.domain}}{{parameters.x}}', '.evil.example.org/'],
])('never lets data decide where a request goes: %s with %j', async (url, x) => {
  const { sent, error } = await runOnce(
    { url },
    { base: BASE, variables: { parameters: { x }, connection: { domain: 'eu' } } },
  );
  expect(error).toBeInstanceOf(ConnectorError);
  expect((error as ConnectorError).name).toBe('RequestRefusedError');
  expect(sent).toEqual([]);
});

test('a host that a value goes on with is not one the author named', async () => {
  const { sent, error } = await runOnce(
    { url: 'https://other.example.org{{parameters.x}}' },
    { base: BASE, variables: { parameters: { x: '.evil.org/v1' } } },
  );
  expect(sent).toEqual([]);
  expect(error).toMatchObject({ name: 'RequestRefusedError' });
});

test('any mapped value leaves the request on the origin and below the path of the base, or it is refused', async () => {
  const templates = [
    '{{parameters.x}}',
    '/{{parameters.x}}',
    '/c/{{parameters.x}}/d',
    '/c?q={{parameters.x}}',
    '/c?{{parameters.x}}',
  ];
  const nasty = fc.constantFrom(
    '..',
    '/',
    '\\',
    '@',
    '//',
    'https://',
    'evil.example.org',
    '%2e',
    '%2F',
    '?',
    '#',
    ':',
    '\t',
    'api',
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(nasty, fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...templates), value, async (url, x) => {
      const { sent, error } = await runOnce({ url }, { base: BASE, variables: { parameters: { x } } });
      if (error !== undefined) expect((error as ConnectorError).name).toBe('RequestRefusedError');
      for (const { url: address } of sent) {
        const { origin, pathname } = new URL(address);
        expect(origin).toBe('https://api.example.com');
        expect(`${pathname}/`).toMatch(/^\/api\//);
      }
    }),
    { numRuns: 300 },
  );
});

test('a connection may be set up for any host that its form names', async () => {
  const options = { kind: 'connection' as const, base: undefined };
  expect(await urlOf('https://{{parameters.host}}/me', { parameters: { host: 'eu.example.org' } }, options)).toBe(
    'https://eu.example.org/me',
  );
});

test('a temp value that only reads the connection may name the host, one that reads data may not', async () => {
  const request = (from: string): unknown => ({ temp: { site: `https://{{${from}.host}}` }, url: '{{temp.site}}/me' });
  const variables = { connection: { host: 'eu.example.org' }, parameters: { host: 'evil.example.org' } };
  expect((await runOnce(request('connection'), { base: BASE, variables })).sent).toHaveLength(1);
  expect((await runOnce(request('parameters'), { base: BASE, variables })).error).toMatchObject({
    name: 'RequestRefusedError',
  });
});

test('says what is missing when a relative address has no base', async () => {
  const { error } = await runOnce({ url: '/me' }, { kind: 'connection' });
  expect(error).toMatchObject({ name: 'InvalidConfigurationError' });
});

test('an address that evaluates to nothing sends nothing', async () => {
  const { sent, result } = await runOnce({ url: '{{temp.none}}', response: { output: 'static' } });
  expect({ sent, outputs: result?.outputs }).toEqual({ sent: [], outputs: ['static'] });
});

test('a value is never read as a template', async () => {
  const variables = { parameters: { x: '{{connection.token}}' }, connection: { token: 'secret-token' } };
  const { sent } = await runOnce(
    { url: '/c', method: 'POST', qs: { q: '{{parameters.x}}' }, body: '{{parameters.x}}', type: 'text' },
    { variables },
  );
  expect(sent[0]?.body).toBe('{{connection.token}}');
  expect(sent[0]?.url).toBe('https://api.example.com/c?q=%7B%7Bconnection.token%7D%7D');
});
