import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { ConnectorError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { checkCallerHeaders, checkDestination, checkMethod } from '../../src/http/guard.ts';

const policy = { bases: ['https://api.example.com/v1'], privateOrigins: [], secrets: [new Secret('tok-9f8e7d6c5b')] };

test.each([
  'https://api.example.com/v1',
  'https://api.example.com/v1/',
  'https://api.example.com/v1/customers?phone=%2B1310#x',
  'HTTPS://API.EXAMPLE.COM:443/v1/customers',
  'https://api.example.com/v1/a.b/..c/%2E%2Ex/v1.json',
  'https://api.example.com/v1/search?url=https://other.example/../x',
])('lets %s through', (url) => {
  expect(checkDestination(url, policy).origin).toBe('https://api.example.com');
});

test.each([
  ['https://evil.example/v1/x', 'same origin'],
  ['https://api.example.com.evil.example/v1', 'same origin'],
  ['https://api.example.com:8443/v1', 'same origin'],
  ['http://api.example.com/v1', 'same origin'],
  ['https://api.example.com/v10', 'path below the base'],
  ['https://api.example.com/', 'path below the base'],
  ['https://api.example.com/v1/../admin', 'no dot segments'],
  ['https://api.example.com/v1/%2e%2e/admin', 'no dot segments'],
  ['https://api.example.com/v1/.%2E/admin', 'no dot segments'],
  ['https://api.example.com/v1/./x', 'no dot segments'],
  ['https://api.example.com/v1/%2e', 'no dot segments'],
  ['https://api.example.com/v1/x%2f..%2fadmin', 'no dot segments'],
  ['https://api.example.com/v1/x%5c..%5cadmin', 'no dot segments'],
  ['https://api.example.com/v1/..;a=1/admin', 'no dot segments'],
  ['https://user@api.example.com/v1', 'no user name in an address'],
  ['https://api.example.com:x@evil.example/v1', 'no user name in an address'],
  ['https://api.example.com\\@evil.example/v1', 'no backslash'],
  ['https:\\\\evil.example/v1', 'no backslash'],
  ['https://api.example.com/v1/a b', 'no control characters'],
  ['https://api.example.com/v1/\r\nHost: evil', 'no control characters'],
  ['https://api.example.com/v1/\u0000', 'no control characters'],
  ['\thttps://api.example.com/v1', 'no control characters'],
  ['//evil.example/v1', 'absolute address'],
  ['/v1/customers', 'absolute address'],
  ['https:///api.example.com/v1', 'absolute address'],
  ['https:api.example.com/v1', 'absolute address'],
  ['file:///etc/passwd', 'absolute address'],
  ['data:text/plain,x', 'absolute address'],
  ['javascript:alert(1)', 'absolute address'],
  ['https://[::1/v1', 'absolute address'],
  ['https://api.example.com//evil.example/v1', 'no double slash'],
  ['', 'absolute address'],
])('refuses %j by the rule "%s"', (url, rule) => {
  expect(refusal(() => checkDestination(url, policy))).toContain(`Refused by the rule "${rule}"`);
});

test.each(['http://127.0.0.1:4010/', 'http://2130706433:4010/', 'http://0x7f.1:4010/', 'http://[::ffff:7f00:1]:4010/'])(
  'refuses the private address %s unless its exact origin is excepted',
  (url) => {
    const bases = [url];
    const closed = { bases, privateOrigins: ['http://127.0.0.1:4011'], secrets: [] };
    expect(refusal(() => checkDestination(url, closed))).toContain('public addresses only');
    expect(checkDestination(url, { ...closed, privateOrigins: [url] }).port).toBe('4010');
  },
);

test('never shows a secret in a refusal', () => {
  const message = refusal(() => checkDestination('https://tok-9f8e7d6c5b.evil.example/', policy));
  expect(message).toContain('[secret].evil.example');
});

test('refuses everything when the policy names no base', () => {
  expect(refusal(() => checkDestination('https://api.example.com/', { ...policy, bases: [] }))).toContain(
    'same origin',
  );
});

test('ends at the origin of a base, or in an error, whatever is joined to it', () => {
  const tricky = fc.constantFrom(
    '/',
    '\\',
    '@',
    ':',
    '..',
    '%2e',
    '//',
    '?',
    '#',
    '\n',
    'evil.example',
    '[',
    '%2f',
    ' ',
  );
  const tail = fc.array(fc.oneof(tricky, fc.string({ maxLength: 5 }))).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom('https://api.example.com', 'https://api.example.com/v1', ''), tail, (start, rest) => {
      try {
        const { origin, pathname } = checkDestination(start + rest, policy);
        expect(origin).toBe('https://api.example.com');
        expect(`${pathname}/`.startsWith('/v1/')).toBe(true);
      } catch (error) {
        expect(error).toHaveProperty('name', 'RequestRefusedError');
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  'Host',
  'content-length',
  'Transfer-Encoding',
  'CONNECTION',
  'Keep-Alive',
  'Proxy-Authorization',
  'proxy-x',
  'TE',
  'Trailer',
  'Upgrade',
  'Expect',
])('refuses the header %s from a caller', (name) => {
  expect(refusal(() => checkCallerHeaders({ [name]: 'x' }))).toContain('"reserved headers"');
});

test.each([
  ['a\r\nX-Evil: 1', 'no control characters'],
  ['a\nb', 'no control characters'],
  ['a\u0000b', 'no control characters'],
  ['a\u007f', 'no control characters'],
  ['Łódź', 'header characters'],
])('refuses the header value %j instead of changing it', (value, rule) => {
  expect(refusal(() => checkCallerHeaders({ 'X-Name': ['fine', value] }))).toContain(`"${rule}"`);
});

test.each(['', 'X Name', 'X:Name', 'X\r\nName', 'Ünï'])('refuses %j as the name of a header', (name) => {
  expect(refusal(() => checkCallerHeaders({ [name]: 'x' }))).toContain('"header names"');
});

test('lets ordinary headers through', () => {
  expect(() =>
    checkCallerHeaders({ 'X-Token': 't', Accept: ['a', 'b'], 'X-Name': 'Zoë\tB', Tester: '' }),
  ).not.toThrow();
});

test.each(['CONNECT', 'trace', 'GET /', '', 'GET\r\n'])('refuses the method %j', (method) => {
  expect(refusal(() => checkMethod(method))).toContain('"methods"');
});

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConnectorError && error.name === 'RequestRefusedError') return error.message;
    throw error;
  }
  throw new Error('was let through');
}
