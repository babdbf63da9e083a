import { expect, test } from '@jest/globals';

import { runOnce } from './scripted-client.ts';

const BASE = {
  baseUrl: 'https://api.example.com',
  headers: { 'X-Token': '{{connection.token}}', Accept: 'application/json' },
};
const connection = { token: 'secret-token' };

async function send(headers: unknown, given: Record<string, unknown>): ReturnType<typeof runOnce> {
  return runOnce({ url: '/c', headers }, { base: BASE, variables: { connection, parameters: given } });
}

test.each([
  ['x-token', 'connection headers'],
  ['X-TOKEN', 'connection headers'],
  ['Host', 'reserved headers'],
  ['content-length', 'reserved headers'],
  ['Transfer-Encoding', 'reserved headers'],
  ['Connection', 'reserved headers'],
  ['Proxy-Authorization', 'reserved headers'],
])('a value cannot set the header %s, in a spread, a key or one expression for all', async (name, rule) => {
  const forms: readonly [unknown, Record<string, unknown>][] = [
    [{ '{{...}}': '{{parameters.headers}}' }, { headers: { [name]: 'x' } }],
    [{ '{{parameters.name}}': 'x' }, { name }],
    ['{{parameters.headers}}', { headers: { [name]: 'x' } }],
  ];
  for (const [headers, given] of forms) {
    const { sent, error } = await send(headers, given);
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ name: 'RequestRefusedError' });
    expect(String(error)).toContain(name);
    if (typeof headers !== 'string' || rule === 'reserved headers') expect(String(error)).toContain(rule);
  }
});

test('the author of the app may replace a header of the base', async () => {
  const { sent } = await send({ 'x-token': 'other', accept: 'text/csv' }, {});
  expect(sent[0]?.headers).toEqual({ 'x-token': 'other', accept: 'text/csv' });
});

test('a spread of the connection in the base protects its names too', async () => {
  const base = { baseUrl: 'https://api.example.com', headers: { '{{...}}': '{{connection.headers}}' } };
  const variables = {
    connection: { headers: { Authorization: 'Bearer a' } },
    parameters: { headers: { authorization: 'Bearer b' } },
  };
  const { sent } = await runOnce({ url: '/c' }, { base, variables });
  expect(sent[0]?.headers).toEqual({ Authorization: 'Bearer a' });
  const refused = await runOnce({ url: '/c', headers: { '{{...}}': '{{parameters.headers}}' } }, { base, variables });
  expect(refused.error).toMatchObject({ name: 'RequestRefusedError' });
});

test('spreads of the base and of the request both count', async () => {
  const base = { ...BASE, headers: { '{{...}}': '{{common.headers}}' } };
  const variables = { common: { headers: { 'X-Base': '1' } }, parameters: { headers: { 'X-Own': '2' } } };
  const { sent } = await runOnce({ url: '/c', headers: { '{{...}}': '{{parameters.headers}}' } }, { base, variables });
  expect(sent[0]?.headers).toEqual({ 'X-Base': '1', 'X-Own': '2' });
});

test('null takes a header of the base away, a missing value leaves it', async () => {
  const { sent } = await send({ Accept: null, 'X-Token': '{{parameters.none}}' }, {});
  expect(sent[0]?.headers).toEqual({ 'X-Token': 'secret-token' });
});

test('a line break in a value is refused', async () => {
  const { error } = await send({ 'X-Name': '{{parameters.name}}' }, { name: 'a\r\nX-Token: b' });
  expect(error).toMatchObject({ name: 'RequestRefusedError' });
});

test('a written content type stays, except that multipart needs its own boundary', async () => {
  const own = { method: 'POST', headers: { 'content-type': 'application/vnd.api+json' }, url: '/c', body: { a: 1 } };
  expect((await runOnce(own)).sent[0]?.headers).toEqual({ 'content-type': 'application/vnd.api+json' });
  const parts = { ...own, type: 'multipart/form-data', headers: { 'Content-Type': 'multipart/form-data' } };
  expect((await runOnce(parts)).sent[0]?.headers['Content-Type']).toMatch(/^multipart\/form-data; *boundary=/);
});
