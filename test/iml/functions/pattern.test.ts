import { expect, test } from '@jest/globals';
import { checkPattern } from '../../../src/iml/functions/pattern.ts';

const LONG = 200_000;

test.each([
  ['(a+)+$'],
  ['(a*)*b'],
  ['(a|a)*b'],
  ['(a|ab)*c'],
  ['(\\w+\\s?)*$'],
  ['([a-z]+)*\\d'],
  ['(.*,)*x'],
  ['((ab)+)+c'],
  ['(a?){30}a{30}'],
  ['(?:a{1,19}){1,19}b'],
  ['(a+)\\1+b'],
  ['(?:α|α)+x'],
  ['(?:\\u03b1|α)+x'],
])('/%s/ is refused whatever the text', (source) => {
  expect(() => checkPattern(source, 30)).toThrow('is not allowed');
});

test.each([['a*a*a*a*b'], ['\\s+$'], ['.*.*=.*'], ['<[^>]+>'], ['a?'.repeat(30) + 'a'.repeat(30)]])(
  '/%s/ is refused on a long text',
  (source) => {
    expect(() => checkPattern(source, LONG)).toThrow('is not allowed');
  },
);

test.each([
  ['alternatives in a row that start alike', '(?:a|a)'.repeat(40) + 'b', ''],
  ['optional groups in a row', '(?:a)?'.repeat(40) + 'b', ''],
  ['a reference to a group of any length', '(a*)\\1b', ''],
  ['a reference by name', '(?<all>a*)\\k<all>b', ''],
  ['a start of every line', '^\\s*x', 'm'],
  ['a dot that matches line breaks', '.*\\n.*\\n.*\\n.*x', 's'],
  ['repetitions of characters beyond ASCII', '[α]*[β-ωα]*[α-γ]*x', ''],
  ['a look ahead of any length', '(?![ab]+)', ''],
  ['many alternatives that each go back', Array.from({ length: 50 }, () => '\\d+x').join('|'), ''],
])('%s is refused on a long text', (_name, source, flags) => {
  expect(() => checkPattern(source, 50_000, flags)).toThrow('takes too long');
});

test('a long counted repetition is refused on a very long text', () => {
  expect(() => checkPattern('a{60000}b', 1_000_000)).toThrow('takes too long');
});

test('a reference to a short group costs nothing', () => {
  expect(() => checkPattern('(["\'])(.*?)\\1', 20_000)).not.toThrow();
});

test.each([
  ['^\\+420'],
  ['[^\\d]+'],
  ['\\D'],
  ['(foo|bar)+'],
  ['(\\d+,)*'],
  ['^\\s+'],
  ['(\\d+)-(\\d+)'],
  ['\\b[A-Z]{2}\\d{4}\\b'],
  ['(?:\\r\\n|\\n)'],
])('/%s/ is allowed on a text of some length', (source) => {
  expect(() => checkPattern(source, 20_000)).not.toThrow();
});

test.each([['\\s+$'], ['<(\\w+)[^>]*>'], ['^(\\w+)\\s+(.*)$'], ['.*.*x']])(
  '/%s/ is allowed on a short text',
  (source) => {
    expect(() => checkPattern(source, 500)).not.toThrow();
  },
);

test('a pattern of more than a thousand characters is refused', () => {
  expect(() => checkPattern('a'.repeat(1001), 1)).toThrow('at most 1000 characters');
});
