import { expect, test } from '@jest/globals';

import { createCookieJar } from '../../src/http/cookies.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function jarWith(url: string, ...lines: readonly string[]) {
  const jar = createCookieJar(() => NOW);
  jar.take(url, lines);
  return jar;
}

test('a cookie goes back to the host that set it, and to no other', () => {
  const jar = jarWith('https://api.example.com/login', 'a=1; Domain=example.com; Path=/');
  expect(jar.headerFor('https://api.example.com/me')).toBe('a=1');
  expect(jar.headerFor('https://other.example.com/me')).toBeUndefined();
});

test.each([
  ['/v1/me', 'a=1'],
  ['/v1', 'a=1'],
  ['/v10', undefined],
  ['/', undefined],
])('a cookie for /v1 and %s', (path, expected) => {
  expect(jarWith('https://x.example/', 'a=1; Path=/v1').headerFor(`https://x.example${path}`)).toBe(expected);
});

test('without a path it is that of the address', () => {
  const jar = jarWith('https://x.example/v1/login', 'a=1');
  expect(jar.headerFor('https://x.example/v1/me')).toBe('a=1');
  expect(jar.headerFor('https://x.example/v2/me')).toBeUndefined();
});

test('a later one replaces an earlier one, and the longer path goes first', () => {
  const jar = jarWith('https://x.example/', 'a=1; Path=/', 'a=2; Path=/', 'b=3; Path=/v1');
  expect(jar.headerFor('https://x.example/v1')).toBe('b=3; a=2');
});

test.each(['Max-Age=0', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'])('a cookie is deleted by %s', (attribute) => {
  const jar = jarWith('https://x.example/', 'a=1; Path=/');
  jar.take('https://x.example/', `a=; Path=/; ${attribute}`);
  expect(jar.headerFor('https://x.example/')).toBeUndefined();
});

test('a secure cookie stays off plain HTTP, and a line without a name is passed over', () => {
  const jar = jarWith('https://x.example/', 'a=1; Secure; Path=/', '=2', '');
  expect(jar.headerFor('http://x.example/')).toBeUndefined();
  expect(jar.headerFor('https://x.example/')).toBe('a=1');
});
