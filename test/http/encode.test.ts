import { expect, test } from '@jest/globals';

import { encodeBody, type BodyType } from '../../src/http/encode.ts';

test('writes JSON without undefined members and with null', () => {
  expect(encodeBody({ a: 1, b: undefined, c: null, d: 'ü' }, 'json')).toEqual({
    body: '{"a":1,"c":null,"d":"ü"}',
    contentType: 'application/json',
  });
});

test.each(['json', 'urlencoded', 'text', 'multipart', 'binary'] as const)('makes no body of nothing as %s', (type) => {
  expect(encodeBody(undefined, type)).toEqual({});
  expect(encodeBody(null, type)).toEqual({});
});

test('writes a form, nested in brackets, without null and undefined', () => {
  const { body, contentType } = encodeBody(
    { a: 'x y&z', list: [1, { b: true }], nested: { c: { d: 'é' } }, none: null, gone: undefined, empty: '' },
    'urlencoded',
  );
  expect(contentType).toBe('application/x-www-form-urlencoded');
  expect(body).toBe('a=x%20y%26z&list%5B0%5D=1&list%5B1%5D%5Bb%5D=true&nested%5Bc%5D%5Bd%5D=%C3%A9&empty=');
});

test('takes a form that is written already as it is', () => {
  expect(encodeBody('a=1&b=2', 'urlencoded').body).toBe('a=1&b=2');
});

test.each([
  ['plain', 'plain'],
  [12.5, '12.5'],
  [false, 'false'],
  [{ a: 1 }, '{"a":1}'],
  [[1, 2], '[1,2]'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
])('writes %p as the text %p', (value, text) => {
  for (const type of ['text', 'string', 'raw'] as const) expect(encodeBody(value, type).body).toBe(text);
});

test('writes fields and files as parts that a standard reader understands', async () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);
  const { body, contentType = '' } = encodeBody(
    {
      note: 'grüße',
      tags: ['a', 'b'],
      none: null,
      meta: { a: 1 },
      file: { value: bytes, options: { filename: 'x "1".png', contentType: 'image/png' } },
      text: { value: 'inline', options: { filename: 'a.txt' } },
      raw: bytes,
    },
    'multipart/form-data',
  );
  const form = await new Response(Buffer.from(body ?? ''), { headers: { 'Content-Type': contentType } }).formData();
  expect(form.get('note')).toBe('grüße');
  expect(form.getAll('tags')).toEqual(['a', 'b']);
  expect(form.has('none')).toBe(false);
  const file = form.get('file') as File;
  expect([file.name, file.type]).toEqual(['x "1".png', 'image/png']);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  expect((form.get('text') as File).name).toBe('a.txt');
  expect((form.get('raw') as File).type).toBe('application/octet-stream');
  expect(Buffer.from(body ?? '').toString('latin1')).toContain('Content-Type: application/json\r\n\r\n{"a":1}\r\n');
});

test('writes the same parts as the same bytes', () => {
  expect(encodeBody({ a: 1 }, 'multipart')).toEqual(encodeBody({ a: 1 }, 'multipart'));
  expect(encodeBody({ a: 1 }, 'multipart').contentType).not.toBe(encodeBody({ a: 2 }, 'multipart').contentType);
});

test('lets no name and no content type of a part break out of its line', () => {
  const { body } = encodeBody({ 'a"\r\nX: 1': { value: 'x', options: { filename: '"\r\nY: 2' } } }, 'multipart');
  const text = Buffer.from(body ?? '').toString();
  expect(text).toContain('name="a%22%0D%0AX: 1"; filename="%22%0D%0AY: 2"');
  const evil = { f: { value: 'x', options: { filename: 'x', contentType: 'a/b\r\nZ: 3' } } };
  expect(() => encodeBody(evil, 'multipart')).toThrow('control character');
});

test('passes bytes and texts on unchanged as binary', () => {
  const bytes = new Uint8Array([1, 2]);
  expect(encodeBody(bytes, 'binary')).toEqual({ body: bytes, contentType: 'application/octet-stream' });
});

test.each([
  [{ a: 1 }, 'binary', 'bytes'],
  [[1], 'urlencoded', 'a form'],
  [5, 'multipart', 'a multipart form'],
] as const)('refuses %j as %s', (value, type, form) => {
  expect(() => encodeBody(value, type)).toThrow(`cannot be written as ${form}`);
});

test('refuses what JSON cannot hold', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(() => encodeBody(loop, 'json')).toThrow('cannot be written as JSON');
  expect(() => encodeBody({ a: 1n }, 'json')).toThrow('cannot be written as JSON');
});

test('asks back for a misspelt type', () => {
  expect(() => encodeBody({}, 'jso' as BodyType)).toThrow('Did you mean "json"?');
  expect(() => encodeBody({}, 'constructor' as BodyType)).toThrow('is not a type of request body');
});
