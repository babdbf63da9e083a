import { expect, test } from '@jest/globals';

import { Secret } from '../../src/core/secret.ts';
import type { Exchange, HttpRequest } from '../../src/http/client.ts';
import { describeExchange } from '../../src/http/transcript.ts';

test('masks credential headers in any case', () => {
  const { request, response } = transcript({
    headers: { AUTHORIZATION: 'Bearer abc', Cookie: 'a=b', 'X-Api-Key': 'k', 'X-Plain': ['a', 'b'] },
    answerHeaders: { 'set-cookie': ['a=b'], 'x-plain': 'c' },
  });
  expect(request.headers).toEqual({
    AUTHORIZATION: '[secret]',
    Cookie: '[secret]',
    'X-Api-Key': '[secret]',
    'X-Plain': ['a', 'b'],
  });
  expect(response?.headers).toEqual({ 'set-cookie': '[secret]', 'x-plain': 'c' });
});

test('hides the value of a credential header where the answer repeats it', () => {
  const { response } = transcript({
    headers: { Authorization: 'Basic dXNlcjpwYXNz' },
    answer: 'You sent dXNlcjpwYXNz',
  });
  expect(response?.body).toBe('You sent [secret]');
});

test('hides the credentials of each request, also where the secrets of its connection are those of the last one', () => {
  const secrets = [new Secret('token-0123')];
  const first = transcript({ secrets, headers: { 'X-Api-Key': 'first-key-1' }, answer: 'first-key-1 second-key-2' });
  const second = transcript({ secrets, headers: { 'X-Api-Key': 'second-key-2' }, answer: 'second-key-2 token-0123' });
  expect(first.response?.body).toBe('[secret] second-key-2');
  expect(second.response?.body).toBe('[secret] [secret]');
  secrets.push(new Secret('another-4567'));
  const third = transcript({ secrets, headers: { 'X-Api-Key': 'second-key-2' }, answer: 'another-4567' });
  expect(third.response?.body).toBe('[secret]');
});

test('masks what sanitize names, in any case, in backticks and through arrays', () => {
  const { request, response } = transcript({
    sanitize: [
      'request.headers.`X-CLIENT.ID`',
      'request.qs.Token',
      'request.body.client_secret',
      'response.body.items.key',
      'response.body.a[1].b',
      'response.headers.x-session',
      'request.body.unknown.path',
    ],
    url: 'https://a.example/x?token=t1&page=2&token=t2',
    headers: { 'x-client.id': 'c1', 'content-type': 'application/json' },
    body: '{"Client_Secret":"s1","name":"n"}',
    answer: '{"items":[{"key":"k1","id":1},{"key":{"deep":"k2"}}],"a":[{"b":1},{"b":2}]}',
    answerHeaders: { 'X-Session': 'x1' },
  });
  expect(request.url).toBe('https://a.example/x?token=[secret]&page=2&token=[secret]');
  expect(request.headers['x-client.id']).toBe('[secret]');
  expect(JSON.parse(request.body ?? '')).toEqual({ Client_Secret: '[secret]', name: 'n' });
  expect(response?.headers['X-Session']).toBe('[secret]');
  const masked = JSON.parse(response?.body ?? '') as { items: unknown };
  expect(masked.items).toEqual([{ key: '[secret]', id: 1 }, { key: '[secret]' }]);
});

test('masks fields of a form and hides what it cannot read', () => {
  const sanitize = ['request.body.user.password', 'response.body.token'];
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const form = transcript({
    sanitize,
    headers,
    body: 'user%5Bpassword%5D=p1&user%5Bname%5D=n',
    answer: '{"token":"t1"',
  });
  expect(form.request.body).toBe('user%5Bpassword%5D=[secret]&user%5Bname%5D=n');
  expect(form.response?.body).toBe('[hidden: it may hold masked values]');
});

test('masks whole parts', () => {
  const { request, response } = transcript({
    sanitize: ['request.body', 'request.url', 'response.body'],
    body: 'free text',
    answer: '{"a":1}',
  });
  expect([request.url, request.body, response?.body]).toEqual(['[secret]', '[secret]', '"[secret]"']);
});

test('tells binary bodies by their size', () => {
  expect(transcript({ body: new Uint8Array([0, 1, 2]) }).request.body).toBe('[3 bytes of binary data]');
});

test('cuts long bodies and shows no part of a secret at the cut', () => {
  const secret = 'S3cr3t-S3cr3t-S3cr3t';
  for (let shift = 0; shift < 200; shift += 7) {
    const answer = `${secret.repeat(3000)}${'x'.repeat(shift)}${secret.repeat(2000)}`;
    const body = transcript({ secret, answer }).response?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.replaceAll('[secret]', '')).toMatch(/^x*\[?[a-z]*$/);
  }
});

interface Given {
  readonly url?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
  readonly answer?: string;
  readonly answerHeaders?: Record<string, string | string[]>;
  readonly sanitize?: readonly string[];
  readonly secret?: string;
  readonly secrets?: readonly Secret[];
}

function transcript(given: Given): Exchange {
  const request: HttpRequest = {
    method: 'POST',
    url: given.url ?? 'https://a.example/x',
    headers: given.headers ?? {},
    ...(given.body === undefined ? {} : { body: given.body }),
    policy: {
      bases: ['https://a.example'],
      privateOrigins: [],
      secrets: given.secrets ?? (given.secret === undefined ? [] : [new Secret(given.secret)]),
      sanitize: given.sanitize ?? [],
    },
  };
  const response = {
    status: 200,
    statusText: 'OK',
    headers: given.answerHeaders ?? {},
    body: Buffer.from(given.answer ?? ''),
    url: request.url,
  };
  return describeExchange(request, { response, startedAt: 0, durationMs: 1 });
}
