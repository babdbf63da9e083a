import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { appendQuery, encodePathSegment, encodePathText, joinUrl } from '../../src/http/url.ts';

test.each([
  ['https://a.example', '/v1/customers', 'https://a.example/v1/customers'],
  ['https://a.example/', '/v1/customers', 'https://a.example/v1/customers'],
  ['https://a.example/v1/', 'customers/', 'https://a.example/v1/customers/'],
  ['https://a.example', '/bookings//cancel', 'https://a.example/bookings/cancel'],
  ['https://a.example', '//bookings', 'https://a.example/bookings'],
  ['https://a.example', '/x?next=http://b//c', 'https://a.example/x?next=http://b//c'],
  ['https://a.example/v1', '', 'https://a.example/v1'],
  ['https://a.example/v1/', '?a=1', 'https://a.example/v1/?a=1'],
  ['https://a.example', 'https://b.example//x', 'https://b.example//x'],
])('joins %s and %s to %s', (base, path, url) => {
  expect(joinUrl(base, path)).toBe(url);
});

test.each(['//evil.example/x', '///evil.example', '//user@evil/x', '//evil:80/x', '//localhost/x', '//[::1]/x'])(
  'refuses the path %s, which names a host of its own',
  (path) => {
    expect(() => joinUrl('https://a.example', path)).toThrow('"one host"');
  },
);

test('repeats the key of an array, drops null and undefined, keeps an empty text', () => {
  const qs = { tag: ['a', 'b', null], page: 2, none: null, missing: undefined, empty: '', sure: false };
  expect(appendQuery('https://a.example/x', qs)).toBe('https://a.example/x?tag=a&tag=b&page=2&empty=&sure=false');
});

test('keeps the query of the address and replaces parameters of the same name', () => {
  const url = appendQuery('https://a.example/x?a=1&b%5B%5D=2&c=3#top', { a: 9, 'b[]': 8, c: null });
  expect(url).toBe('https://a.example/x?c=3&a=9&b%5B%5D=8');
});

test('adds nothing when there is nothing to add', () => {
  expect(appendQuery('https://a.example/x?a', {})).toBe('https://a.example/x?a');
});

test('a parameter reads back as it was given', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (name, value) => {
      expect([...new URL(appendQuery('https://a.example/', { [name]: value })).searchParams]).toEqual([[name, value]]);
    }),
  );
});

test('encodes a value so that it stays one segment of the path', () => {
  expect(encodePathSegment('../a b/ü?#%2e')).toBe('..%2Fa%20b%2F%C3%BC%3F%23%252e');
  expect(encodePathSegment('\ud800')).toBe('%EF%BF%BD');
  expect(() => encodePathSegment('..')).toThrow('"no dot segments"');
  expect(() => encodePathSegment('.')).toThrow('"no dot segments"');
});

test('any value stays behind its place in the path', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      fc.pre(value !== '.' && value !== '..');
      const { pathname } = new URL(`https://a.example/x/${encodePathSegment(value)}/y`);
      expect(pathname.split('/')).toHaveLength(4);
      expect(decodeURIComponent(pathname.split('/')[2] ?? '')).toBe(value);
    }),
  );
});

test('encodes the text of a path and keeps what is encoded already', () => {
  expect(encodePathText('/a b/ü/%2Fx/100%/q?x=[1]')).toBe('/a%20b/%C3%BC/%2Fx/100%25/q?x=%5B1%5D');
});

test('leaves backslashes and control characters for the guard to name', () => {
  expect(encodePathText('/a\\b\n')).toBe('/a\\b\n');
});
