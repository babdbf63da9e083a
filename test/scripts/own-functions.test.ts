import { afterAll, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { toConnectorError, type ConnectorError } from '../../src/core/errors.ts';
import type { Evaluation } from '../../src/iml/evaluation.ts';
import { compileExpression } from '../../src/iml/template.ts';
import { ownFunctions, sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { evaluationOf, NOW } from '../iml/evaluation-of.ts';

afterAll(() => sharedScriptHost().close());

/** An app with these functions: file name without ending, and code. */
function appOf(functions: Record<string, string>) {
  const list = Object.entries(functions).map(([name, code]) => ({ name, path: `functions/${name}.js`, code }));
  return { label: 'Acme', functions: list };
}

/** The value of an expression that calls functions of an app. */
function valueOf(
  functions: Record<string, string>,
  expression: string,
  given: Record<string, unknown> = {},
  over: Partial<Evaluation> = {},
): unknown {
  const own = ownFunctions(appOf(functions));
  return compileExpression(expression, { mode: 'app', functions: own }).evaluate(evaluationOf(given, over));
}

function errorOf(action: () => unknown): ConnectorError {
  try {
    action();
  } catch (thrown) {
    return toConnectorError(thrown);
  }
  throw new Error('No error.');
}

/** Filling the memory may take a busy machine longer than a call. */
const PATIENT = { limits: { ...DEFAULT_LIMITS.expression, functionMs: 15_000 } };
const QUICK = { limits: { ...DEFAULT_LIMITS.expression, functionMs: 200 } };

test('a function is called like a built-in one', () => {
  expect(valueOf({ total: 'function total(a, b) { return a + b; }' }, 'total(1, upper("x"))')).toBe('1X');
});

test('values cross as JSON, dates and binary data, and come back as they were', () => {
  const value = {
    text: 'ě😀"$"',
    list: [1, null, { $: 'date', deep: [new Date(5)] }],
    date: new Date(86_400_000),
    bytes: Buffer.from([0, 255, 7]),
    ['__proto__x']: true,
  };
  const same = valueOf({ same: 'function same(v) { return v; }' }, 'same(v)', { v: value });
  expect(same).toEqual(value);
  expect(Buffer.isBuffer((same as { bytes: unknown }).bytes)).toBe(true);
});

test('data with a member called __proto__ stays data', () => {
  const given = { v: JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}') as unknown };
  const same = valueOf({ same: 'function same(v) { return v; }' }, 'same(v)', given);
  expect(JSON.stringify(same)).toBe('{"__proto__":{"polluted":1},"a":1}');
  expect(Object.getPrototypeOf(same)).toBe(Object.prototype);
});

test('nothing stays nothing: undefined, null and numbers that JSON does not know', () => {
  const type = { type: 'function type(...all) { return all.map((v) => v === null ? "null" : typeof v); }' };
  expect(valueOf(type, 'type(missing, null, 1)')).toEqual(['undefined', 'null', 'number']);
  expect(valueOf({ none: 'function none() {}' }, 'none()')).toBeUndefined();
  expect(valueOf({ nan: 'function nan() { return [0 / 0, 1 / 0]; }' }, 'nan()')).toEqual([Number.NaN, Infinity]);
});

test('a value that holds itself, and one nested too deeply, are refused', () => {
  const cyclic = 'function cyclic() { const a = {}; a.a = a; return a; }';
  expect(errorOf(() => valueOf({ cyclic }, 'cyclic()')).message).toContain('or holds itself');
  const deep = JSON.parse('['.repeat(300) + ']'.repeat(300)) as unknown;
  expect(errorOf(() => valueOf({ same: 'function same(v) { return v; }' }, 'same(v)', { v: deep })).message).toContain(
    'deeper than 200 levels',
  );
});

test('a promise is refused, since a function gives its value at once', () => {
  const error = errorOf(() => valueOf({ later: 'async function later() { return 1; }' }, 'later()'));
  expect(error.message).toContain('A promise cannot be handed on');
});

test('functions call each other, themselves, and built-in ones by iml', () => {
  const functions = {
    factorial: 'function factorial(n) { return n < 2 ? 1 : n * factorial(n - 1); }',
    double: 'function double(n) { return n * 2; }',
    both: 'function both(n) { return iml.upper("n=") + double(iml.factorial(n)) + iml.ifempty("", "!"); }',
  };
  expect(valueOf(functions, 'both(5)')).toBe('N=240!');
});

test('a function that stands in for a built-in one still reaches it', () => {
  const formatDate = 'function formatDate(d, f) { return "on " + iml.formatDate(d, f || "YYYY"); }';
  expect(valueOf({ formatDate }, 'formatDate(now)')).toBe('on 2024');
});

test('the error of a built-in function reaches the function that called it', () => {
  const careful = 'function careful(t) { try { return iml.parseNumber(t); } catch (e) { return e.name; } }';
  expect(valueOf({ careful }, 'careful("x")')).toBe('DataError');
});

test('binary data is read and written as texts in the encodings apps use', () => {
  const code = `function codes() {
    const bytes = Buffer.concat([Buffer.from('é'), Buffer.from('00ff', 'hex'), Buffer.from('TWFrZQ==', 'base64')]);
    return [bytes.toString('hex'), bytes.subarray(4).toString(), Buffer.from('a?>').toString('base64url'), Buffer.isBuffer(bytes), bytes];
  }`;
  const bytes = Buffer.from('c3a900ff4d616b65', 'hex');
  expect(valueOf({ codes: code }, 'codes()')).toEqual(['c3a900ff4d616b65', 'Make', 'YT8-', true, bytes]);
});

test('the zone and the environment are those of the expression', () => {
  const code = 'function where() { return [this.timezone, environment.stage, new Date(2020, 0, 1).toISOString()]; }';
  const given = { environment: { stage: 'test' } };
  expect(valueOf({ where: code }, 'where()', given, { timezone: 'Europe/Prague' })).toEqual([
    'Europe/Prague',
    'test',
    '2020-01-01T00:00:00.000Z',
  ]);
});

test('time stands still and chance repeats: both come from the expression', () => {
  const code = `function clock() {
    const start = Date.now();
    for (let i = 0; i < 1e5; i += 1);
    return [start, Date.now() - start, +new (new Date().constructor)(), Math.random()];
  }`;
  const first = valueOf({ clock: code }, 'clock()') as number[];
  expect(first.slice(0, 3)).toEqual([NOW, 0, NOW]);
  expect(valueOf({ clock: code }, 'clock()')).toEqual(first);
});

test('there is no way out: no modules, network, timers, files or process', () => {
  const names = ['require', 'process', 'fetch', 'setTimeout', 'XMLHttpRequest', 'WebAssembly', 'inside', 'Worker'];
  const code = `function out() { return ${JSON.stringify(names)}.filter((name) => name in globalThis); }`;
  expect(valueOf({ out: code }, 'out()')).toEqual([]);
  const load = 'async function load() { return import("node:fs"); }';
  expect(errorOf(() => valueOf({ load }, 'load()')).message).toContain('promise');
});

test('what one evaluation leaves behind no other one sees', () => {
  const functions = { count: 'let n = 0; function count() { n += 1; globalThis.m = n; return n; }' };
  const template = compileExpression('count()', { mode: 'app', functions: ownFunctions(appOf(functions)) });
  const [one, other] = [evaluationOf({}), evaluationOf({})];
  expect([template.evaluate(one), template.evaluate(one), template.evaluate(other)]).toEqual([1, 2, 1]);
});

test('what files declare beside their functions does not clash', () => {
  const functions = {
    a: 'const prefix = "a"; function a() { return prefix + b(); }',
    b: 'const prefix = "b"; function b() { return prefix; }',
  };
  expect(valueOf(functions, 'a()')).toBe('ab');
});

test('an error names the app, the function and the line', () => {
  const error = errorOf(() => valueOf({ boom: 'function boom(a) {\n  return a.b.c;\n}' }, 'boom(null)'));
  expect(error).toMatchObject({ name: 'RuntimeError' });
  expect(error.message).toMatch(
    /^Function boom of "Acme" \(functions\/boom\.js, line 2\) failed: TypeError: cannot read property/,
  );
});

test('an error with the name of a type of ours has that type', () => {
  const code = 'function limit() { const e = new Error("Slow down."); e.name = "RateLimitError"; throw e; }';
  expect(errorOf(() => valueOf({ limit: code }, 'limit()'))).toMatchObject({ name: 'RateLimitError' });
});

test('a file that is no JavaScript, or lacks its function, fails when it is called, and only then', () => {
  const functions = {
    bad: 'function bad() {\n  return 1 +;\n}',
    none: 'const x = 1;',
    good: 'function good() { return 1; }',
  };
  expect(valueOf(functions, 'good()')).toBe(1);
  expect(errorOf(() => valueOf(functions, 'bad()')).message).toContain('functions/bad.js, line 2) failed: SyntaxError');
  expect(errorOf(() => valueOf(functions, 'none()')).message).toContain('defines no function called "none"');
});

test.each([
  ['a loop without an end', 'for (;;);'],
  ['a regular expression that backtracks for ever', 'return /(a+)+$/.test("a".repeat(50) + "b");'],
  ['sorting without an end', 'for (;;) Array.from({ length: 1e4 }, Math.random).sort();'],
  ['an error that is caught again and again', 'for (;;) { try { for (;;); } catch {} }'],
])('%s is stopped, and the next call works', (_, body) => {
  const functions = { endless: `function endless() { ${body} }`, good: 'function good() { return 1; }' };
  const error = errorOf(() => valueOf(functions, 'endless()', {}, QUICK));
  expect(error.name).toBe('ExpressionError');
  expect(error.message).toContain('it took longer than 200 ms');
  expect(valueOf(functions, 'good()')).toBe(1);
});

test.each([
  ['memory', 'let all = [1]; for (;;) all = all.concat(all);', 'more than 32 MB'],
  ['text', 'return "x".repeat(1e9);', 'more than 32 MB'],
  ['recursion', 'return (function again() { return again() + 1; })();', 'nested too deeply'],
  ['10,000 nested parentheses', 'return eval("(".repeat(1e4) + "1" + ")".repeat(1e4));', 'nested too deeply'],
])('too much %s is an error that says so, and the next call works', (_, body, message) => {
  const functions = { much: `function much() { ${body} }`, good: 'function good() { return 1; }' };
  const error = errorOf(() => valueOf(functions, 'much()', {}, PATIENT));
  expect(error.message).toContain(message);
  expect(valueOf(functions, 'good()')).toBe(1);
});
