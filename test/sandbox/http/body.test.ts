import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseForm } from '../../../src/sandbox/http/body.ts';

test.each([
  ['a=1&b=two%20words+more', { a: '1', b: 'two words more' }],
  ['a=1&a=2', { a: '2' }],
  ['properties[great_customer]=true&properties[x]=', { properties: { great_customer: 'true', x: '' } }],
  ['properties%5Ba%5D=1', { properties: { a: '1' } }],
  ['webhook[settings][customer_created]=true', { webhook: { settings: { customer_created: 'true' } } }],
  ['tag_names[]=bug&tag_names[]=vip', { tag_names: ['bug', 'vip'] }],
  ['a[b=1&[c]=2', { 'a[b': '1', '[c]': '2' }],
  ['a=1&a[b]=2', { a: { b: '2' } }],
  ['', {}],
])('the form %p reads as %j', (form, expected) => {
  expect(parseForm(form)).toEqual(expected);
});

test('a field called __proto__ is plain data', () => {
  const params = parseForm('__proto__[polluted]=1&a[__proto__][polluted]=1');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.hasOwn(params ?? {}, '__proto__')).toBe(true);
});

test('a form that is nested too deeply or has too many fields is refused', () => {
  expect(parseForm(`a${'[b]'.repeat(30)}=1`)).toBeUndefined();
  expect(parseForm('a=1&'.repeat(1001))).toBeUndefined();
});

test('every flat form reads back as it was written', () => {
  const plainName = fc.string({ minLength: 1 }).filter((name) => !/[[\]]/.test(name));
  fc.assert(
    fc.property(fc.dictionary(plainName, fc.string()), (fields) => {
      const read = parseForm(new URLSearchParams(fields).toString());
      expect(Object.entries(read ?? {})).toEqual(Object.entries(fields));
    }),
  );
});

test('no form makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '[', ']', '=', '&', '%', '+', '_') }), (form) => {
      expect(parseForm(form)).toBeDefined();
    }),
  );
});
