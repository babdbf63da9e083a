import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConnectorError } from '../../src/core/errors.ts';
import { BUILT_IN_FUNCTIONS } from '../../src/iml/functions/index.ts';
import { KEYWORDS } from '../../src/iml/keywords.ts';
import type { ImlMode } from '../../src/iml/evaluation.ts';
import { compileTemplate } from '../../src/iml/template.ts';
import { compileValue } from '../../src/iml/value.ts';
import { evaluationOf } from './evaluation-of.ts';

const MODES: readonly ImlMode[] = ['app', 'scenario'];
const mode = fc.constantFrom(...MODES);
const WORDS = `{{ }} { } ( ) [ ] . , ; " ' \` \\ / + - ! = & 1 2.5 1.a a body and or now null lower if( replace( # é`
  .split(' ')
  .concat(' ', '\n', '\u2028');
const words = fc.constantFrom(...WORDS);
const source = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.array(words, { maxLength: 25 }).map((parts) => `{{${parts.join('')}}}`),
);
const data = fc.jsonValue();

test('any value read as data comes back unchanged', () => {
  fc.assert(
    fc.property(data, mode, (value, where) => {
      expect(compileTemplate('{{a}}', { mode: where }).evaluate(evaluationOf({ a: value }))).toBe(value);
      expect(compileValue({ b: ['{{a}}'] }, { mode: where }).evaluate(evaluationOf({ a: value }))).toEqual({
        b: [value],
      });
    }),
  );
});

test('any text joined as data comes back unchanged, also one that looks like an expression', () => {
  fc.assert(
    fc.property(source, (text) => {
      expect(compileTemplate('<{{a}}>', { mode: 'app' }).evaluate(evaluationOf({ a: text }))).toBe(`<${text}>`);
    }),
  );
});

test('parentheses around an item change nothing, wherever it stands and however its path goes on', () => {
  const path = fc
    .tuple(
      fc.constantFrom('1.a', '1[1]', '2.headers', '`known`', '`1`', '9.a'),
      fc.array(fc.constantFrom('.a', '.`b c`', '[]', '[2]', '[-1]', '["a"]', '.X-Next', '[1.n]'), { maxLength: 4 }),
    )
    .map(([root, segments]) => [root, ...segments]);
  const place = fc.constantFrom(
    (item: string) => item,
    (item: string) => `${item} + 2`,
    (item: string) => `!${item} | ${item}`,
    (item: string) => `if(true; ${item}; "x")`,
    (item: string) => `last(${item})`,
    (item: string) => `ifempty(${item}, 1)`,
    (item: string) => `known[${item}]`,
    (item: string) => `{m: ${item}}`,
  );
  const bundle = fc.letrec<{ tree: unknown }>((again) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('t', 1, 2, null),
      fc.array(again('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b c', 'n', 'x-next', 'headers'), again('tree')),
    ),
  })).tree;
  const valueOf = (text: string, variables: Record<string, unknown>): unknown => {
    try {
      return compileTemplate(`{{${text}}}`, { mode: 'scenario' }).evaluate(evaluationOf(variables));
    } catch (error) {
      return error instanceof ConnectorError ? error.name : error;
    }
  };
  fc.assert(
    fc.property(path, place, fc.nat(), fc.array(bundle, { minLength: 3, maxLength: 3 }), (parts, at, cut, values) => {
      const inside = 1 + (cut % parts.length);
      const wrapped = `((${parts.slice(0, inside).join('')}))${parts.slice(inside).join('')}`;
      const [one, two, known] = values;
      const variables = { 1: one, 2: two, known };
      expect(valueOf(at(wrapped), variables)).toEqual(valueOf(at(parts.join('')), variables));
    }),
    { numRuns: 2000 },
  );
});

test('any text parses and evaluates, or fails with a position inside it', () => {
  fc.assert(
    fc.property(source, mode, (text, where) => {
      try {
        const template = compileTemplate(text, { mode: where });
        template.evaluate(evaluationOf({ a: { b: 1 }, body: [], 1: { a: 'x' } }));
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectorError);
        if (error instanceof ConnectorError) expectPosition(error, text);
      }
    }),
    { numRuns: 3000 },
  );
});

test('every function takes any arguments: it answers, or refuses with an error of the table', () => {
  const names = fc.constantFrom(...BUILT_IN_FUNCTIONS.keys());
  const value = fc.oneof(data, fc.date(), fc.constant(undefined), fc.uint8Array());
  fc.assert(
    fc.property(names, fc.array(value, { maxLength: 4 }), (name, args) => {
      const variables = Object.fromEntries(args.map((arg, index) => [`v${index}`, arg]));
      const template = compileTemplate(`{{${name}(${Object.keys(variables).join(';')})}}`, { mode: 'app' });
      try {
        template.evaluate(evaluationOf(variables));
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectorError);
        expect((error as ConnectorError).name).not.toBe('UnexpectedError');
      }
    }),
    { numRuns: 3000 },
  );
});

test('no function changes its arguments', () => {
  const names = fc.constantFrom(...BUILT_IN_FUNCTIONS.keys());
  fc.assert(
    fc.property(names, fc.array(data, { maxLength: 3 }), (name, args) => {
      const variables = Object.fromEntries(args.map((arg, index) => [`v${index}`, arg]));
      const before = structuredClone(variables);
      const template = compileTemplate(`{{${name}(${Object.keys(variables).join(';')})}}`, { mode: 'app' });
      try {
        template.evaluate(evaluationOf(variables));
      } catch {
        // Only the arguments matter here.
      }
      expect(variables).toEqual(before);
    }),
    { numRuns: 1000 },
  );
});

test('names every object inherits lead nowhere, however they are reached', () => {
  const inherited = fc.constantFrom(
    'constructor',
    '__proto__',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
  );
  const forms = fc.constantFrom(
    (name: string) => `{{${name}}}`,
    (name: string) => `{{body.${name}}}`,
    (name: string) => `{{body['${name}']}}`,
    (name: string) => `{{body.${name}.${name}}}`,
    (name: string) => `{{get(body; "${name}")}}`,
    (name: string) => `{{get(body; "${name}.${name}")}}`,
    (name: string) => `{{first(map(list; "${name}"))}}`,
    (name: string) => `{{pick(body; "${name}")["${name}"]}}`,
    (name: string) => `{{list.${name}}}`,
    (name: string) => `{{date.${name}}}`,
    (name: string) => `{{headers.${name}}}`,
  );
  fc.assert(
    fc.property(inherited, forms, (name, form) => {
      const variables = { body: {}, list: [{}], date: new Date(0), headers: {} };
      expect(compileTemplate(form(name), { mode: 'app' }).evaluate(evaluationOf(variables))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('no function or keyword gives out something of the host', () => {
  for (const keyword of KEYWORDS.values()) expect(typeof keyword.value(evaluationOf({}))).not.toBe('function');
  for (const { name } of BUILT_IN_FUNCTIONS.values()) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
});

function expectPosition(error: ConnectorError, text: string): void {
  expect(error.problems.length > 0 || error.name !== 'ExpressionError').toBe(true);
  for (const { position } of error.problems) {
    const line = text.split('\n')[(position?.line ?? 0) - 1];
    expect(line).toBeDefined();
    expect(position?.column ?? 0).toBeLessThanOrEqual((line?.length ?? 0) + 1);
  }
}
