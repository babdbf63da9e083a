import { afterAll, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { runFunctionTests } from '../../src/scripts/function-tests.ts';
import { sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { evaluationOf } from '../iml/evaluation-of.ts';

afterAll(() => sharedScriptHost().close());

const QUICK = { limits: { ...DEFAULT_LIMITS.expression, functionMs: 200 } };

/** The outcome of these tests of a function `double`. */
function outcomeOf(tests: string) {
  const [path, code] = ['functions/double.js', 'function double(n) { debug("n", n); return n * 2; }'];
  const script = { name: 'double', path, code, test: { path: 'functions/double.test.js', code: tests } };
  return runFunctionTests([script], evaluationOf({}, QUICK));
}

test('every test is run and told by its title, with what the function said', () => {
  expect(outcomeOf('describe("double", () => { it("doubles", () => assert.equal(double(2), 4)) });')).toEqual([
    { function: 'double', path: 'functions/double.test.js', title: 'double doubles', passed: true, debug: ['n 2'] },
  ]);
});

test('a test that fails says what was expected and where it stands, and the others run', () => {
  const results = outcomeOf('it("fails",\n () => assert.strictEqual(double(2), 5));\nit("passes", () => {});');
  expect(results).toMatchObject([
    { passed: false, message: 'Expected 5, but found 4.', place: 'functions/double.test.js:2:26' },
    { passed: true },
  ]);
});

test.each([
  ['assert(0)', '0 is not true.'],
  ['assert.ok(false, "No good.")', 'No good.'],
  ['assert.deepEqual({ a: [1] }, { a: [2] })', 'Expected {"a":[2]}, but found {"a":[1]}.'],
  ['assert.deepStrictEqual([1], ["1"])', 'Expected ["1"], but found [1].'],
  ['assert.notEqual(1, 1)', '1 was not expected.'],
  ['assert.throws(() => {})', 'No error was thrown.'],
  ['assert.throws(() => { throw new Error("x"); }, /y/)', 'The error says "x", which is no /y/.'],
  ['missing()', "ReferenceError: 'missing' is not defined"],
  ['for (;;);', 'It took too long.'],
])('%s fails', (code, message) => {
  expect(outcomeOf(`it("fails", () => { ${code}; });`)).toMatchObject([{ passed: false, message }]);
});

test.each([
  'assert.equal(1, "1")',
  'assert.deepEqual({ a: 1, d: new Date(5) }, { d: new Date(5), a: "1" })',
  'assert.deepStrictEqual([1, { a: undefined }], [1, { a: undefined }])',
  'assert.throws(() => { throw new Error("xy"); }, /y/)',
  'assert.match("abc", /b/)',
])('%s passes', (code) => {
  expect(outcomeOf(`it("passes", () => { ${code}; });`)).toMatchObject([{ passed: true }]);
});

test('a file of tests that cannot be read is a test that failed', () => {
  expect(outcomeOf('it("x", () => {')).toMatchObject([
    { title: 'the file can be read', passed: false, message: expect.stringContaining('SyntaxError') },
  ]);
});

test('functions without tests have none', () => {
  expect(runFunctionTests([{ name: 'a', path: 'a.js', code: '' }], evaluationOf({}))).toEqual([]);
});
