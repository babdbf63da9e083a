import { expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import type { HttpRequest } from '../../../src/http/client.ts';
import { blueprint, note, notesOf, observe, servicesWith, trigger, type ObservedRun } from '../fixtures.ts';

interface Sent extends ObservedRun {
  readonly requests: readonly HttpRequest[];
}

async function send(
  mapper: Collection,
  answer: { readonly status?: number; readonly body?: string; readonly headers?: Record<string, string> } = {},
): Promise<Sent> {
  const requests: HttpRequest[] = [];
  const services = servicesWith((request) => {
    requests.push(request);
    const { status = 200, body = '{"a":1}', headers = { 'content-type': 'application/json' } } = answer;
    return { status, statusText: 'Said', headers, body: Buffer.from(body), url: request.url };
  });
  const module = {
    id: 2,
    module: 'http:ActionSendData',
    mapper: { url: 'https://api.example.com/x?a=1', method: 'post', ...mapper },
  };
  const run = await observe(blueprint([trigger({ n: 'ä&b' }), module, note(3, '{{2.data}}')]), { services });
  return { ...run, requests };
}

test('a raw JSON body is sent as written, with its type', async () => {
  const { requests } = await send({ data: '{"n":"{{1.n}}"}', qs: [{ name: 'q', value: '{{1.n}}' }] });
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://api.example.com/x?a=1&q=%C3%A4%26b',
      headers: { 'Content-Type': 'application/json' },
      body: '{"n":"ä&b"}',
      policy: { bases: ['https://api.example.com'], secrets: [] },
    },
  ]);
});

test.each([
  [
    { bodyType: 'x_www_form_urlencoded', formDataFields: [{ key: 'n', value: '{{1.n}}' }] },
    'n=%C3%A4%26b',
    'application/x-www-form-urlencoded',
  ],
  [{ contentType: 'json', inputMethod: 'jsonString', jsonStringBodyContent: '[1]' }, '[1]', 'application/json'],
  [{ contentType: 'text/csv', data: 'a;b' }, 'a;b', 'text/csv'],
  [{ data: 'plain' }, 'plain', 'text/plain; charset=utf-8'],
])('%j becomes the body %j', async (mapper, body, type) => {
  const { requests } = await send(mapper);
  expect(requests).toMatchObject([{ body, headers: { 'Content-Type': type } }]);
});

test('a written content type wins', async () => {
  const { requests } = await send({
    data: '{}',
    headers: [{ name: 'content-type', value: 'application/vnd.api+json' }],
  });
  expect(requests[0]?.headers).toEqual({ 'content-type': 'application/vnd.api+json' });
});

test('a user name and a password become basic authentication', async () => {
  const { requests } = await send({ authUser: 'ada', authPass: 'pw' });
  expect(requests[0]?.headers).toEqual({ Authorization: `Basic ${Buffer.from('ada:pw').toString('base64')}` });
});

test('the answer is parsed when that is wanted, and text otherwise', async () => {
  expect(notesOf(await send({ parseResponse: true }))).toEqual([{ a: 1 }]);
  expect(notesOf(await send({}))).toEqual(['{"a":1}']);
});

test('a refused request is an answer, unless errors are to be handled', async () => {
  expect((await send({}, { status: 404 })).outcome.status).toBe('success');
  const refused = await send(
    { handleErrors: true },
    { status: 429, headers: { 'retry-after': '3' }, body: 'slow down' },
  );
  expect(refused.outcome).toMatchObject({
    status: 'error',
    error: { name: 'RateLimitError', upstream: { status: 429, body: 'slow down' } },
  });
  expect(refused.outcome.cause?.retryAfterMs).toBe(3000);
});

test.each(['', 'api.example.com', 'file:///etc/passwd', 'javascript:1'])('%j is no address', async (url) => {
  const { outcome, requests } = await send({ url });
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'BundleValidationError' } });
  expect(requests).toEqual([]);
});

test('credentials written into the module are not shown in the history', async () => {
  const headers = [
    { name: 'X-Api-Key', value: 'key-12345678' },
    { name: 'Authorization', value: 'Bearer bearer-12345678' },
  ];
  const { operations, requests } = await send(
    { headers, authPass: 'pass-12345678', authUser: 'ada' },
    { body: '"key-12345678"' },
  );
  expect(requests[0]?.headers).toMatchObject({ 'X-Api-Key': 'key-12345678' });
  expect(JSON.stringify(operations)).not.toMatch(/(?:key|bearer|pass)-12345678/);
});
