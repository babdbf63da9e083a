import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { HttpResponse } from '../../src/http/client.ts';
import { decodeBody, type ResponseType } from '../../src/http/decode.ts';

test.each([
  ['application/json', '{"a":[1,null]}', { a: [1, null] }],
  ['application/problem+json; charset=utf-8', '{"a":1}', { a: 1 }],
  ['APPLICATION/JSON', '\u{FEFF}"x"', 'x'],
  ['application/x-www-form-urlencoded', 'a=1&b=x+y&b=z', { a: '1', b: ['x y', 'z'] }],
  ['text/plain', '12', '12'],
  ['text/html', '<p>ü</p>', '<p>ü</p>'],
  ['application/xml', '<a><b>1</b></a>', { a: [{ b: ['1'] }] }],
  ['text/xml; charset=utf-8', '<a/>', { a: [''] }],
  ['text/xml', '<a>', '<a>'],
  ['', '{"a":1}', '{"a":1}'],
])('reads %s by its content type', (type, body, value) => {
  expect(decodeBody(response(type, body), 'automatic')).toEqual(value);
});

test('takes the first of several content types', () => {
  const { body, ...rest } = response('', '{"a":1}');
  const repeated = { ...rest, body, headers: { 'content-type': ['application/json', 'text/plain'] } };
  expect(decodeBody(repeated, 'automatic')).toEqual({ a: 1 });
});

test('reads other charsets, and UTF-8 where the charset is unknown', () => {
  const latin = { ...response('text/plain; charset="ISO-8859-1"', ''), body: Buffer.from([0xfc]) };
  expect(decodeBody(latin, 'automatic')).toBe('ü');
  expect(decodeBody(response('text/plain; charset=klingon', 'ü'), 'automatic')).toBe('ü');
  expect(decodeBody(response('application/json; charset=utf8', '"ü"'), 'json')).toBe('ü');
});

test('gives bytes for what is not text', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
  expect(decodeBody({ ...response('x/y', ''), body: bytes }, 'automatic')).toEqual(bytes);
  expect(decodeBody(response('image/png', 'abc'), 'automatic')).toEqual(Buffer.from('abc'));
  expect(decodeBody(response('application/json', '{}'), 'binary')).toEqual(Buffer.from('{}'));
});

test.each([
  ['application/json', 'automatic', undefined],
  ['application/json', 'json', undefined],
  ['', 'automatic', undefined],
  ['text/plain', 'automatic', ''],
  ['application/json', 'text', ''],
  ['application/json', 'urlencoded', {}],
] as const)('an empty body of %j read as %s is %j', (type, as, value) => {
  expect(decodeBody(response(type, ''), as)).toEqual(value);
});

test.each([
  ['{"a":[{"b":', 'JSON that is broken or cut short'],
  ['<!doctype html><html>', 'a page of HTML or XML'],
  ['Service unavailable', 'a text that is not JSON'],
  [`${'['.repeat(257)}${']'.repeat(257)}`.padEnd(600), 'JSON that is nested too deeply'],
])('refuses %.20s where JSON was to come', (body, what) => {
  expect(() => decodeBody(response('application/json', body), 'automatic')).toThrow(`announced JSON but sent ${what}`);
  expect(() => decodeBody(response('text/html', body), 'json')).toThrow(`should have answered JSON but sent ${what}`);
});

test('keeps the text of a refused request that is not the JSON it claims to be', () => {
  const refused = { ...response('application/json', '<h1>Bad Gateway</h1>'), status: 502 };
  expect(decodeBody(refused, 'automatic')).toBe('<h1>Bad Gateway</h1>');
  expect(decodeBody(refused, 'json')).toBe('<h1>Bad Gateway</h1>');
});

test('takes JSON as deep as allowed', () => {
  const deep = `${'['.repeat(256)}${']'.repeat(256)}`.padEnd(600);
  expect(decodeBody(response('application/json', deep), 'json')).toBeInstanceOf(Array);
});

test('keeps the digits of whole numbers that a number would alter', () => {
  const body =
    '{"id":9007199254740993,"safe":9007199254740991,"low":-9007199254740993,"t":"\\"9007199254740993","f":1.2345678901234567}';
  expect(decodeBody(response('application/json', body), 'json')).toEqual({
    id: '9007199254740993',
    safe: 9007199254740991,
    low: '-9007199254740993',
    t: '"9007199254740993',
    f: 1.2345678901234567,
  });
});

test('does not mend broken JSON while it looks for large numbers', () => {
  for (const body of ['{"a":09007199254740993}', '{9007199254740993:1', '{"a":12345678901234567-1}']) {
    expect(() => decodeBody(response('application/json', body), 'json')).toThrow('JSON but sent');
  }
});

test('reads back any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify({ value, pad: '1234567890123456' });
      expect(decodeBody(response('application/json', text), 'json')).toEqual(JSON.parse(text, digitsOfLarge));
    }),
  );
});

test('keeps __proto__ as a plain key', () => {
  const value = decodeBody(response('application/json', '{"__proto__":{"admin":true}}'), 'json');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect((value as { admin?: boolean }).admin).toBeUndefined();
});

test('asks back for a misspelt type', () => {
  expect(() => decodeBody(response('', ''), 'txt' as ResponseType)).toThrow('Did you mean "text"?');
});

function digitsOfLarge(_key: string, value: unknown): unknown {
  const isLarge = Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21;
  return isLarge ? String(value) : value;
}

function response(type: string, body: string): HttpResponse {
  const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
  return { status: 200, statusText: 'OK', headers, body: Buffer.from(body), url: 'https://a.example/' };
}

test('refuses a success that was to be XML and is not, and keeps the text of a refusal', () => {
  expect(() => decodeBody(response('text/plain', 'no'), 'xml')).toThrow('should have answered XML');
  expect(decodeBody({ ...response('text/plain', 'no'), status: 500 }, 'xml')).toBe('no');
  expect(decodeBody(response('text/xml', ''), 'xml')).toBeUndefined();
});
