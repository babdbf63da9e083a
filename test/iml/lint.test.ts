import { expect, test } from '@jest/globals';
import { lintText } from '../../src/iml/lint/lint.ts';

test.each([
  ['{{formatDate(now, YYYY-MM-DD)}}', 'IML_COMMA', 'error', '{{formatDate(now; YYYY-MM-DD)}}'],
  ['{{join(1.list, ", ")}}', 'IML_COMMA', 'warning', '{{join(1.list; ", ")}}'],
  ['{{upper(“abc”)}}', 'IML_CURLY_QUOTES', 'error', '{{upper("abc")}}'],
  ['{{if(1.a = 2; ‘yes’; no)}}', 'IML_CURLY_QUOTES', 'error', '{{if(1.a = 2; "yes"; no)}}'],
  ['{{“abc”}}', 'IML_CURLY_QUOTES', 'error', '{{"abc"}}'],
  ['{{1.items[0].name}}', 'IML_INDEX_ZERO', 'warning', '{{1.items[1].name}}'],
  ['{{formatdate(now; YYYY)}}', 'IML_UNKNOWN_FUNCTION', 'error', '{{formatDate(now; YYYY)}}'],
  ['{{quux(now)}}', 'IML_UNKNOWN_FUNCTION', 'error', undefined],
  ['To {{1}}', 'IML_NUMBER', 'warning', undefined],
  ['Hello {{1.name', 'IML_UNCLOSED', 'error', 'Hello {{1.name}}'],
  ['Hello {{1.name}', 'IML_UNCLOSED', 'error', 'Hello {{1.name}}'],
  ['Hello {{1.name, welcome', 'IML_UNCLOSED', 'error', undefined],
  ['{{1.a +}}', 'IML_SYNTAX', 'error', undefined],
  ['{{1.a 2}}', 'IML_SYNTAX', 'error', undefined],
  ['{{}}', 'IML_SYNTAX', 'error', undefined],
  ['{{"abc}}', 'IML_SYNTAX', 'error', undefined],
])('%s: %s', (text, code, severity, replacement) => {
  const [found, ...others] = lintText(text);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code, severity });
  expect(found?.replacement).toBe(replacement);
});

test.each([
  'No expression, “quoted” [0]',
  '{{replace(1.text; ","; "[0] “x”")}}',
  '{{length(Hello, world)}}',
  '{{upper(Don’t)}}',
  '{{upper(1)}}',
  '{{ifempty(1.name; Dear customer, friend)}}',
  '{{1.list[]}} {{1.list[-1].a}} {{5 * 3}}',
])('finds nothing in %s', (text) => {
  expect(lintText(text)).toEqual([]);
});

test('says where a mistake stands, also behind other expressions and lines', () => {
  const text = 'A {{1.a}}\n{{uper(1.b)}} {{1.c[0]}}';
  expect(lintText(text).map(({ start, end }) => text.slice(start, end))).toEqual(['uper', '[0]']);
  const broken = 'A\nB {{1.a \n 1.b}}';
  const [syntax] = lintText(broken);
  expect(broken.slice(syntax?.start, syntax?.end)).toBe('1');
});

test('corrects every mistake by itself', () => {
  const replacements = lintText('{{uper(1.a)}} {{1.b[0]}}').map(({ replacement }) => replacement);
  expect(replacements).toEqual(['{{upper(1.a)}} {{1.b[0]}}', '{{uper(1.a)}} {{1.b[1]}}']);
});

test('lists at most 50 findings', () => {
  expect(lintText('{{1.a[0]}}'.repeat(60))).toHaveLength(50);
});

test('looks over long stretches of spaces', () => {
  const text = `{{upper(a;${' '.repeat(60_000)}‘x’; 1.b${' '.repeat(500)}[0])}}`;
  expect(lintText(text).map(({ code }) => code)).toEqual(['IML_CURLY_QUOTES', 'IML_INDEX_ZERO']);
});
