import { expect, test } from '@jest/globals';
import { ConnectorError } from '../../src/core/errors.ts';
import { compileValue } from '../../src/iml/value.ts';
import { evaluationOf } from './evaluation-of.ts';

const app = { mode: 'app' } as const;
const valueOf = (raw: unknown, variables: Record<string, unknown> = {}): unknown =>
  compileValue(raw, app).evaluate(evaluationOf(variables));

test('evaluates texts and keys at any depth and keeps everything else', () => {
  const raw = { a: ['{{x}}', 1, null, { b: 'n {{x}}' }], 'amount[{{lower(k)}}]': true };
  expect(valueOf(raw, { x: 2, k: 'USD' })).toEqual({ a: [2, 1, null, { b: 'n 2' }], 'amount[usd]': true });
});

test('leaves undefined members out and keeps places in arrays as null', () => {
  const value = valueOf({ a: '{{missing}}', b: ['{{missing}}', 1], c: '{{erase}}', d: '{{emptystring}}' });
  expect(value).toStrictEqual({ b: [null, 1], c: null, d: '' });
});

test('spreads a collection at its place, later keys win', () => {
  const raw = { a: 1, b: 1, '{{...}}': '{{given}}', c: 3 };
  expect(valueOf(raw, { given: { b: 2, c: 2, d: 2 } })).toEqual({ a: 1, b: 2, c: 3, d: 2 });
  expect(Object.keys(valueOf(raw, { given: { d: 2 } }) as object)).toEqual(['a', 'b', 'd', 'c']);
});

test.each([null, undefined, 'text', 5, [1]])('spreads nothing for %p', (given) => {
  expect(valueOf({ '{{...}}': '{{given}}', a: 1 }, { given })).toEqual({ a: 1 });
});

test('spreads a collection written with expressions inside', () => {
  expect(valueOf({ '{{...}}': { a: '{{x}}', b: '{{missing}}' } }, { x: 1 })).toStrictEqual({ a: 1 });
});

test('a value without expressions is static and keeps its content', () => {
  const compiled = compileValue({ a: ['b', '\\{\\{c\\}\\}'], '{{...}}': { d: 1 } }, app);
  expect(compiled).toMatchObject({ isStatic: true });
  expect(compiled.evaluate(evaluationOf({}))).toEqual({ a: ['b', '{{c}}'], d: 1 });
});

test('tells the variables and functions read anywhere, also in keys', () => {
  const compiled = compileValue({ '{{lower(k)}}': ['{{body.x}}'] }, app);
  expect([...compiled.roots]).toEqual(['k', 'body']);
  expect([...compiled.calls]).toEqual(['lower']);
});

test('__proto__ is a plain key, read and written', () => {
  const raw: unknown = JSON.parse('{"__proto__": "{{x}}", "{{...}}": "{{given}}"}');
  const given: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
  const value = valueOf(raw, { x: 1, given });
  expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true}}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('reports all problems with their pointers', () => {
  const raw = { a: ['{{', '{{foo()}}'], 'b/c': '{{1 +}}', '{{key(': 1 };
  const error = errorOf(() => compileValue(raw, { ...app, pointer: '/body' }));
  expect(error.problems.map(({ pointer }) => pointer)).toEqual([
    '/body/a/0',
    '/body/a/1',
    '/body/b~1c',
    '/body/{{key(',
  ]);
  expect(error.name).toBe('ExpressionError');
});

test('a value nested deeper than 256 levels is refused', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 300; level += 1) deep = [deep];
  expect(errorOf(() => compileValue(deep, app)).problems[0]?.code).toBe('IML_TOO_DEEP');
});

function errorOf(action: () => unknown): ConnectorError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof ConnectorError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}
