import { expect, test } from '@jest/globals';

import { compileCall, type CompileOptions } from '../../src/communication/compile.ts';
import { ConnectorError } from '../../src/core/errors.ts';
import { runOnce } from './scripted-client.ts';

function problemsOf(raw: unknown, options: Partial<CompileOptions> = {}): ConnectorError['problems'] {
  try {
    compileCall(raw, { kind: 'module', base: { baseUrl: 'https://api.example.com' }, ...options });
  } catch (error) {
    if (error instanceof ConnectorError && error.name === 'ManifestError') return error.problems;
    throw error;
  }
  return [];
}

test('reports every problem at once, each with its pointer', () => {
  const raw = [
    { url: '/a', metod: 'GET' },
    {
      url: '/b/{{parameters.',
      response: { iterate: { container: '{{body.x}}', conditon: true }, output: { a: '{{1 +}}' } },
    },
    'no request',
  ];
  expect(problemsOf(raw, { pointer: '/communication' }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
    expect.arrayContaining([
      '/communication/2 INVALID_COMMUNICATION',
      '/communication/0/metod UNKNOWN_DIRECTIVE',
      '/communication/1/url IML_SYNTAX',
      '/communication/1/response/iterate/conditon UNKNOWN_DIRECTIVE',
      '/communication/1/response/output/a IML_SYNTAX',
    ]),
  );
});

test('asks whether a near name was meant, and where a misplaced one belongs', () => {
  expect(problemsOf({ url: '/', metod: 'GET' })[0]?.message).toContain('Did you mean "method"?');
  expect(problemsOf({ url: '/', output: '{{body}}' })[0]?.message).toContain('"response.output"');
  expect(problemsOf({ url: '/', response: { itrate: '' } })[0]?.message).toContain('"iterate"');
});

test('names the place in the base when the mistake is there', () => {
  const base = {
    baseUrl: 'https://api.example.com',
    response: { error: { message: '{{body.' } },
    headers: { a: '{{' },
  };
  expect(
    problemsOf({ url: '/', response: { error: { type: 'DataError' } } }, { base }).map(({ pointer }) => pointer),
  ).toEqual(['/base/headers/a', '/base/response/error/message']);
});

test('names the place below pagination, once', () => {
  const raw = { url: '/', response: { iterate: '{{(}}' }, pagination: { qs: { a: '{{(}}' }, pages: 3 } };
  expect(
    problemsOf(raw)
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual(['/pagination/pages', '/pagination/qs/a', '/response/iterate']);
});

test('passes unknown directives over only when asked to', () => {
  expect(problemsOf({ url: '/', whatever: 1 }, { strict: false })).toEqual([]);
});

test('accepts the harmless values of what is not supported', () => {
  expect(problemsOf({ url: '/', gzip: true, rejectUnauthorized: true, shareCookies: false })).toEqual([]);
});

test('refuses more requests than a call may send', () => {
  expect(problemsOf(Array.from({ length: 101 }, () => ({ url: '/' })))).toMatchObject([
    { code: 'INVALID_COMMUNICATION' },
  ]);
});

const BASE = {
  baseUrl: 'https://api.example.com',
  qs: { key: '{{connection.key}}', v: 1 },
  response: { error: { message: 'base', '404': { message: 'base 404', type: 'DataError' } } },
};

test.each(['module', 'rpc', 'hook'] as const)('a %s inherits the base', async (kind) => {
  const { sent } = await runOnce(
    { url: '/c', qs: { v: 2 } },
    { kind, base: BASE, variables: { connection: { key: 'k' } } },
  );
  expect(sent[0]?.url).toBe('https://api.example.com/c?key=k&v=2');
});

test('a connection does not inherit the base', async () => {
  const { sent } = await runOnce({ url: 'https://auth.example.com/me' }, { kind: 'connection', base: BASE });
  expect(sent[0]).toMatchObject({ url: 'https://auth.example.com/me', headers: {} });
});

test('error settings merge key by key, a text replaces them all', async () => {
  const run = (error: unknown): ReturnType<typeof runOnce> =>
    runOnce({ url: '/c', response: { error } }, { base: BASE, answers: [{ status: 404 }] });
  expect((await run({ message: 'own' })).error).toMatchObject({ name: 'DataError', message: 'base 404' });
  expect((await run({ '404': { message: 'own 404' } })).error).toMatchObject({ name: 'DataError', message: 'own 404' });
  expect((await run('own text')).error).toMatchObject({ name: 'RuntimeError', message: 'own text' });
});

test('one expression for all headers or qs replaces those of the base', async () => {
  const { sent } = await runOnce(
    { url: '/c', qs: '{{parameters.qs}}' },
    { base: BASE, variables: { parameters: { qs: { own: 1 } } } },
  );
  expect(sent[0]?.url).toBe('https://api.example.com/c?own=1');
});

test('the base is evaluated in the context of the request', async () => {
  const base = { baseUrl: 'https://api.example.com', qs: { id: '{{parameters.id}}' } };
  const { sent } = await runOnce({ url: '/c' }, { base, variables: { parameters: { id: 3 } } });
  expect(sent[0]?.url).toBe('https://api.example.com/c?id=3');
});

test('keys named like parts of every object are plain data', async () => {
  const raw = JSON.parse(
    '{"url":"/c","method":"POST","body":{"__proto__":{"a":1},"constructor":2,"then":3}}',
  ) as unknown;
  expect((await runOnce(raw)).sent[0]?.body).toBe('{"__proto__":{"a":1},"constructor":2,"then":3}');
});
