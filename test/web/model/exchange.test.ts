import { describe, expect, test } from '@jest/globals';
import { headersOf, prettyJson, readExchange } from '../../../src/web/model/exchange.ts';

const SENT = {
  request: { method: 'POST', url: 'http://127.0.0.1/api', headers: { 'X-Token': '[secret]' }, body: '{"a":1}' },
  response: { status: 202, headers: { 'set-cookie': ['a', 'b'] }, body: '' },
  startedAt: 1,
  durationMs: 8,
};

describe('an exchange', () => {
  test('is read with its headers one by one', () => {
    expect(readExchange(SENT)).toEqual({
      method: 'POST',
      url: 'http://127.0.0.1/api',
      requestHeaders: [{ name: 'X-Token', value: '[secret]' }],
      requestBody: '{"a":1}',
      response: {
        status: 202,
        headers: [
          { name: 'set-cookie', value: 'a' },
          { name: 'set-cookie', value: 'b' },
        ],
        body: '',
      },
      error: undefined,
      durationMs: 8,
    });
  });

  test('without an answer has the reason', () => {
    const error = { name: 'ConnectionError', message: 'The connection was refused.' };
    const read = readExchange({ request: SENT.request, error, durationMs: 3 });
    expect(read).toMatchObject({ response: undefined, error });
  });

  test.each([null, 'text', {}, { $value: 'cut', of: '{"request"', size: 2_000_000 }])('%j is none', (value) => {
    expect(readExchange(value)).toBeUndefined();
  });
});

test('headers that are none are an empty list', () => {
  expect(headersOf(undefined)).toEqual([]);
});

test('only texts of JSON with parts get line breaks', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('{"a":')).toBeUndefined();
  expect(prettyJson('12')).toBeUndefined();
});
