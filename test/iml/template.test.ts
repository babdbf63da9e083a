import { expect, test } from '@jest/globals';
import { toConnectorError, type ConnectorError } from '../../src/core/errors.ts';
import { DEFAULT_LIMITS, type ExpressionLimits } from '../../src/core/limits.ts';
import { Secret } from '../../src/core/secret.ts';
import type { OwnFunction } from '../../src/iml/evaluation.ts';
import { compileExpression, compileTemplate } from '../../src/iml/template.ts';
import { evaluationOf } from './evaluation-of.ts';

const app = { mode: 'app' } as const;

test('tells which variables and functions a template reads, without running it', () => {
  const template = compileTemplate('{{lower(parameters.name)}} {{ifempty(body[temp.key].x, now)}}', app);
  expect([...template.roots]).toEqual(['parameters', 'body', 'temp']);
  expect([...template.calls]).toEqual(['lower', 'ifempty']);
  expect(template.isStatic).toBe(false);
});

test('a template without expressions is static and needs no variables', () => {
  const template = compileTemplate('a \\{b\\}', app);
  expect(template).toMatchObject({ isStatic: true, parts: ['a {b}'] });
  expect(template.evaluate(evaluationOf({}))).toBe('a {b}');
});

test('tells the paths of an expression up to the first index', () => {
  const expression = compileExpression('parameters.a.b + body.items[].name', app);
  expect(expression.paths).toEqual([
    ['parameters', 'a', 'b'],
    ['body', 'items'],
  ]);
});

test('tells the function or keyword an expression consists of', () => {
  expect(compileExpression('encodeURL(a)', app).outermostCall).toBe('encodeURL');
  expect(compileExpression('encodeURL(a) + b', app).outermostCall).toBeUndefined();
  expect(compileExpression('first(a).b', app).outermostCall).toBeUndefined();
  expect(compileExpression(' emptystring ', app).keyword).toBe('emptystring');
});

test('words that stand for text in a scenario are no variables', () => {
  const template = compileTemplate('{{if(1.a = yes; A; parameters.b[1])}}', { mode: 'scenario' });
  expect([...template.roots]).toEqual(['1', 'parameters']);
});

test('reports every unknown function of a template at its own place', () => {
  const error = errorOf(() => compileTemplate('{{foo(1)}}\n{{lowr(bar(a))}}', app));
  expect(error.problems.map(({ code, position }) => ({ code, ...position }))).toEqual([
    { code: 'IML_UNKNOWN_FUNCTION', line: 1, column: 3 },
    { code: 'IML_UNKNOWN_FUNCTION', line: 2, column: 3 },
    { code: 'IML_UNKNOWN_FUNCTION', line: 2, column: 8 },
  ]);
  expect(error.message).toContain('and 2 more');
});

test("an app's own function is known, and shadows a built-in one", () => {
  const functions = new Map<string, OwnFunction>([
    ['lower', (args) => args.length],
    ['own', (_, { timezone }) => `mine in ${timezone}`],
  ]);
  const template = compileTemplate('{{own()}} {{lower(1, 2)}}', { ...app, functions });
  expect(template.evaluate(evaluationOf({}))).toBe('mine in UTC 2');
});

test('the name that was probably meant may be that of a function of the app', () => {
  const functions = new Map<string, OwnFunction>([['splitAddress', () => '']]);
  const error = errorOf(() => compileTemplate('{{splitAdress(a)}}', { ...app, functions }));
  expect(error.problems[0]?.message).toBe('Function "splitAdress" not found. Did you mean "splitAddress"?');
});

test("an error of an app's function becomes a DataError that names the function and the place", () => {
  const fail = (): never => {
    throw new TypeError('no luck');
  };
  const template = compileTemplate('a {{own(1)}}', { ...app, functions: new Map([['own', fail]]) });
  const error = errorOf(() => template.evaluate(evaluationOf({})));
  expect(error).toMatchObject({ name: 'DataError', message: 'Function own: no luck' });
  expect(error.problems[0]?.position).toEqual({ line: 1, column: 5 });
});

test('the innermost function that failed is the one named', () => {
  const template = compileTemplate('{{upper(lower(parseNumber("x")))}}', app);
  expect(errorOf(() => template.evaluate(evaluationOf({}))).message).toMatch(/^Function parseNumber: /);
});

test('a secret joined to a text does not show', () => {
  const template = compileTemplate('{{a}}-{{b}}', app);
  const variables = { a: new Secret('hunter2'), b: { c: new Secret('hunter2') } };
  expect(template.evaluate(evaluationOf(variables))).toBe('[secret]-{"c":"[secret]"}');
});

test('cryptoSign signs with a private key', async () => {
  const { generateKeyPairSync, verify } = await import('node:crypto');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const sign = compileExpression('cryptoSign("sha256"; "data"; key; "base64")', app);
  const signature = Buffer.from(String(sign.evaluate(evaluationOf({ key }))), 'base64');
  expect(verify('sha256', Buffer.from('data'), publicKey, signature)).toBe(true);
});

test('half a character is encoded as the replacement character', () => {
  const text = '\ud800';
  expect(compileExpression('encodeURL(text)', app).evaluate(evaluationOf({ text }))).toBe('%EF%BF%BD');
});

test.each<[string, string, Partial<ExpressionLimits>]>([
  ['more steps than allowed', '{{1+1+1+1+1+1}}', { steps: 4 }],
  ['a list longer than the steps allowed', '{{first(list)}}', { steps: 100 }],
  ['a text longer than allowed by joining', '{{text}}{{text}}', { outputLength: 1500 }],
  ['a text longer than allowed by +', '{{text + text}}', { outputLength: 1500 }],
  ['a text longer than allowed by a function', '{{replace(text, "a", text)}}', { outputLength: 10_000 }],
  ['a text longer than allowed by a pattern', '{{replace(text, "/a/g", text)}}', { outputLength: 10_000 }],
  ['a text longer than allowed by join', '{{join(list, text)}}', { outputLength: 10_000 }],
])('%s ends in an ExpressionError', (_, source, over) => {
  const limits = { ...DEFAULT_LIMITS.expression, ...over };
  const variables = { text: 'a'.repeat(1000), list: Array.from({ length: 200 }, () => 1) };
  const template = compileTemplate(source, { ...app, limits });
  expect(errorOf(() => template.evaluate(evaluationOf(variables, { limits }))).name).toBe('ExpressionError');
});

test.each([
  ['parentheses', '('.repeat(65)],
  ['calls', 'lower('.repeat(65)],
  ['signs', '!'.repeat(65)],
  ['indexes', 'a['.repeat(65)],
  ['objects', '{a:'.repeat(65)],
])('%s nested too deeply are refused before anything runs', (_, source) => {
  for (const mode of ['app', 'scenario'] as const) {
    const closed = source + ')'.repeat(mode === 'scenario' ? 65 : 0);
    const error = errorOf(() => compileExpression(closed, { mode }));
    expect(['IML_TOO_DEEP', 'IML_SYNTAX']).toContain(error.problems[0]?.code);
  }
  expect(errorOf(() => compileExpression(source, app)).problems[0]?.code).toBe('IML_TOO_DEEP');
});

test('a chain of thousands of operators is not nesting', () => {
  const sum = compileExpression(Array.from({ length: 10_000 }, () => '1').join('+'), app);
  expect(sum.evaluate(evaluationOf({}))).toBe(10_000);
});

test('a template longer than allowed is refused', () => {
  const limits = { ...DEFAULT_LIMITS.expression, sourceLength: 10 };
  expect(errorOf(() => compileTemplate('{{a}}{{b}}{{c}}', { ...app, limits })).problems[0]?.code).toBe('IML_TOO_LONG');
});

test('data nested too deeply for JSON ends in an ExpressionError', () => {
  let deep: unknown = [];
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  const template = compileTemplate('x{{deep}}', app);
  expect(errorOf(() => template.evaluate(evaluationOf({ deep }))).name).toBe('ExpressionError');
});

function errorOf(action: () => unknown): ConnectorError {
  try {
    action();
  } catch (thrown) {
    return toConnectorError(thrown);
  }
  throw new Error('nothing was thrown');
}
