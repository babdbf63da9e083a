import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locate } from '../../src/manifest/locate.ts';
import { parseSource } from '../../src/manifest/source-file.ts';

test('reads JSON with comments, trailing commas and a byte order mark', () => {
  const file = parse('\uFEFF{ // note\n  "a": [1, 2,], /* b */ "c": null, }');
  expect(file.problems).toEqual([]);
  expect(file.json).toEqual({ a: [1, 2], c: null });
  expect(locate(file, { pointer: '/a/1' }).position).toEqual({ line: 2, column: 12 });
});

test('gives any JSON value back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      expect(parse(text).json).toEqual(JSON.parse(text));
    }),
  );
});

test('keeps __proto__ and constructor as plain data', () => {
  const { json } = parse('{ "__proto__": { "polluted": true }, "constructor": 1 }');
  expect(Object.keys(json as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
});

test.each([
  ['{ "a": 1 "b": 2 }', /comma is missing/, 1, 10],
  ['{ "a": }', /value is expected/i, 1, 8],
  ['{\n  "a": "x\n}', /no closing quote/, 2, 8],
  ['', /value is expected/i, 1, 1],
  ['{ "a": 1 } x', /behind the end|no JSON value/, 1, 12],
  ['{ "a": tru }', /no JSON value/, 1, 8],
])('says what is wrong with %j and where', (text, says, line, column) => {
  const { problems, json } = parse(text);
  expect(json).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'JSON_SYNTAX', severity: 'error', position: { line, column } });
  expect(problems[0]?.message).toMatch(says);
});

test('refuses JSON that is nested too deep, however deep', () => {
  expect(parse('['.repeat(4) + ']'.repeat(4), 4).problems).toEqual([]);
  expect(parse('['.repeat(5) + ']'.repeat(5), 4).problems).toMatchObject([
    { code: 'TOO_DEEP', position: { line: 1, column: 5 } },
  ]);
  expect(parse('['.repeat(500_000), 64).problems).toMatchObject([{ code: 'TOO_DEEP' }]);
});

test('a place inside a text counts an escape as one character', () => {
  const file = parse(String.raw`{ "a": "\"\u00e9\n{{x}}" }`);
  // The decoded text is `"é`, a line feed, `{{x}}`; its x is the third character of the second line.
  const { position: at } = locate(file, { pointer: '/a', within: { line: 2, column: 3 } });
  expect(file.text[at.column - 1]).toBe('x');
});

test('a place inside a key, and one that does not exist', () => {
  const file = parse('{ "list": [\n { "{{key}}": 1 } ] }');
  expect(locate(file, { pointer: '/list/0/{{key}}', key: true, within: { line: 1, column: 3 } }).position).toEqual({
    line: 2,
    column: 7,
  });
  expect(locate(file, { pointer: '/list/7/x' }).position).toEqual({ line: 1, column: 11 });
  expect(locate(file, { pointer: '/none' }).position).toEqual({ line: 1, column: 1 });
});

test('a pointer finds keys with slashes and tildes', () => {
  const file = parse('{ "a/b~c": 1,\n"x": 2 }');
  expect(locate(file, { pointer: '/a~1b~0c' }).position).toEqual({ line: 1, column: 12 });
});

function parse(text: string, depth = 64) {
  return parseSource({ path: 'modules/x.json', kind: 'module', text }, depth);
}
