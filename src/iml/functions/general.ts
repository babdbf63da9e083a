import { isCollection, ownValue, setOwn, type Collection } from '../../core/json.ts';
import { readKey, readPath } from '../access.ts';
import { collectionFrom, isEmpty, isMissing, listOf, textOf } from '../coerce.ts';
import { strictEqual } from '../compare.ts';
import { isTrue } from '../operators.ts';
import { inGroup } from './function.ts';

const USER = { name: 'Ada', email: 'ada@example.com', password: 'x' };

/** Choosing between values and reading members. */
export const GENERAL_FUNCTIONS = inGroup('general', [
  {
    name: 'if',
    signature: 'if(condition; then; [else])',
    summary: 'The second value when the condition is true, else the third. Only the chosen one is evaluated.',
    examples: [
      { expression: 'if(1 = 1; "A"; "B")', result: 'A' },
      { expression: 'if(missing; "A")', given: { missing: null }, result: undefined },
    ],
    lazy: ([condition, yes, no]) => (isTrue(condition?.()) ? yes?.() : no?.()),
  },
  {
    name: 'ifempty',
    signature: 'ifempty(value; default; …)',
    summary: 'The first value that is not null, undefined or an empty text; 0, false and [] are not empty.',
    examples: [
      { expression: 'ifempty(""; "B")', result: 'B' },
      { expression: 'ifempty(user.phone; user.email; "none")', given: { user: USER }, result: 'ada@example.com' },
      { expression: 'ifempty(0; 5)', result: 0 },
    ],
    lazy: (values) => {
      let value: unknown;
      for (const evaluate of values) {
        value = evaluate();
        if (!isEmpty(value)) return value;
      }
      return value;
    },
  },
  {
    name: 'switch',
    signature: 'switch(value; case1; result1; …; [else])',
    summary: 'The result behind the first case with the same text as the value; a single last argument is the default.',
    examples: [
      { expression: 'switch("B"; "A"; 1; "B"; 2)', result: 2 },
      { expression: 'switch("X"; "A"; 1; "B"; 2; "C"; 3; 4)', result: 4 },
      { expression: 'switch("X"; "A"; 1)', result: undefined },
    ],
    lazy: ([value, ...cases]) => {
      const wanted = textOf(value?.());
      for (let index = 0; index + 1 < cases.length; index += 2) {
        if (textOf(cases[index]?.()) === wanted) return cases[index + 1]?.();
      }
      return cases.length % 2 === 1 ? cases.at(-1)?.() : undefined;
    },
  },
  {
    name: 'get',
    signature: 'get(object or array; path)',
    summary: 'The member or element at a path with dots and brackets; array positions count from 1.',
    examples: [
      { expression: 'get(list; 1 + 1)', given: { list: ['a', 'b', 'c'] }, result: 'b' },
      { expression: 'get(list; "2.raw_name")', given: { list: [{}, { raw_name: 'x' }] }, result: 'x' },
      { expression: 'get(object; "a.b")', given: { object: { a: { b: 7 } } }, result: 7 },
    ],
    call: ([holder, path]) => {
      if (isMissing(path) || path === '') return undefined;
      return typeof path === 'number' ? readKey(holder, path) : readPath(holder, textOf(path));
    },
  },
  {
    name: 'pick',
    signature: 'pick(collection; key1; …)',
    summary: 'A collection with only these members. A list of keys may be given too.',
    examples: [{ expression: 'pick(user; "name"; "age")', given: { user: USER }, result: { name: 'Ada' } }],
    call: ([collection, ...keys]) => {
      const named = keysOf(keys);
      return keep(collectionFrom(collection), (key) => named.has(key));
    },
  },
  {
    name: 'omit',
    signature: 'omit(collection; key1; …)',
    summary: 'A collection without these members. A list of keys may be given too.',
    examples: [
      {
        expression: 'omit(user; "password")',
        given: { user: USER },
        result: { name: 'Ada', email: 'ada@example.com' },
      },
    ],
    call: ([collection, ...keys]) => {
      const named = keysOf(keys);
      return keep(collectionFrom(collection), (key) => !named.has(key));
    },
  },
  {
    name: 'equal',
    signature: 'equal(a; b)',
    summary: 'Whether both have the same type and the same content.',
    examples: [
      { expression: 'equal(1; 1)', result: true },
      { expression: 'equal(1; "1")', result: false },
    ],
    call: ([a, b]) => strictEqual(a, b),
  },
  {
    name: 'mergeCollections',
    signature: 'mergeCollections(a; b; …)',
    summary: 'One collection with the members of all; later ones win. Anything that is no collection is left out.',
    examples: [
      { expression: 'mergeCollections(a; b)', given: { a: { x: 1, y: 1 }, b: { y: 2 } }, result: { x: 1, y: 2 } },
    ],
    call: (collections) => {
      const result: Collection = {};
      for (const collection of collections) {
        if (isCollection(collection)) for (const key of Object.keys(collection)) setOwn(result, key, collection[key]);
      }
      return result;
    },
  },
]);

function keysOf(keys: readonly unknown[]): ReadonlySet<string> {
  return new Set(keys.flatMap((key) => listOf(key).map(textOf)));
}

function keep(source: Collection, wanted: (key: string) => boolean): Collection {
  const result: Collection = {};
  for (const key of Object.keys(source)) if (wanted(key)) setOwn(result, key, ownValue(source, key));
  return result;
}
