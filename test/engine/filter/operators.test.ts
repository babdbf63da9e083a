import { expect, test } from '@jest/globals';
import { findOperator, OPERATORS } from '../../../src/engine/filter/operators.ts';

const examples = [...OPERATORS.values()].flatMap((operator) =>
  operator.examples.map((example) => ({ name: operator.name, operator, ...example })),
);

test.each(examples)('$name: $a and $b give $result', ({ operator, a, b, result }) => {
  expect(operator.test(a, b)).toBe(result);
});

test('every operator shows a match and a mismatch', () => {
  for (const { name, examples } of OPERATORS.values()) {
    expect([name, new Set(examples.map(({ result }) => result)).size]).toEqual([name, 2]);
  }
});

test('knows every operator of the format', () => {
  const families = ['number', 'date', 'time', 'semver', 'array'];
  const order = ['equal', 'notequal', 'greater', 'less', 'greaterorequal', 'lessorequal'];
  const texts = ['equal', 'contain', 'startwith', 'endwith', 'pattern'];
  const expected = [
    'exist',
    'notexist',
    'boolean:equal',
    'boolean:notequal',
    ...families.flatMap((family) => order.map((name) => `${family}:${name}`)),
    ...texts.flatMap((name) => [`text:${name}`, `text:not${name}`, `text:${name}:ci`, `text:not${name}:ci`]),
    ...['contain', 'notcontain'].flatMap((name) => [`array:${name}`, `array:${name}:ci`]),
  ];
  expect(expected.filter((name) => !OPERATORS.has(name))).toEqual([]);
});

test.each([
  ['text:startswith', 'text:startwith'],
  ['text:notstartswith:ci', 'text:notstartwith:ci'],
  ['exists', 'exist'],
])('understands %s as %s', (written, meant) => {
  expect(findOperator(written)?.name).toBe(meant);
});

test.each(['text:pattern', 'text:notpattern'])('%s stops at a pattern it cannot use instead of deciding', (name) => {
  const unusable = expect.objectContaining({ name: 'DataError' });
  expect(() => OPERATORS.get(name)?.test(`${'a'.repeat(50)}!`, '^(a+)+$')).toThrow(unusable);
  expect(() => OPERATORS.get(name)?.test('x', '(')).toThrow(unusable);
});

test('an operator nobody knows is not found', () => {
  expect(findOperator('text:resembles')).toBeUndefined();
});
