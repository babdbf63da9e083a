import { isCollection, setOwn, type Collection } from '../../core/json.ts';
import { readPath } from '../access.ts';
import { collectionFrom, isMissing, jsonOf, listOf, numberOf, textOf } from '../coerce.ts';
import { inGroup } from './function.ts';
import { sortList } from './sort.ts';

const PEOPLE = [
  { name: 'Bob', label: 'work' },
  { name: 'ann', label: 'home' },
];

/** Lists and collections. None of these changes the list it is given. */
export const ARRAY_FUNCTIONS = inGroup('array', [
  {
    name: 'add',
    signature: 'add(array; value1; …)',
    summary: 'The array with the values behind its elements.',
    examples: [
      { expression: 'add(list; 3; 4)', given: { list: [1, 2] }, result: [1, 2, 3, 4] },
      { expression: 'add(emptyarray; 1)', result: [1] },
    ],
    call: ([array, ...values]) => [...listOf(array), ...values],
  },
  {
    name: 'remove',
    signature: 'remove(array; value1; …)',
    summary: 'The array without the elements equal to one of the simple values.',
    examples: [{ expression: 'remove(list; 2)', given: { list: [1, 2, 3, 2] }, result: [1, 3] }],
    call: ([array, ...values]) => listOf(array).filter((element) => !values.includes(element)),
  },
  {
    name: 'map',
    signature: 'map(array; key; [filter key]; [values])',
    summary:
      'The member `key` of every element; with a filter only of elements whose filter member is one of the values (a list, or text with commas).',
    examples: [
      { expression: 'map(people; "name")', given: { people: PEOPLE }, result: ['Bob', 'ann'] },
      { expression: 'map(people; "name"; "label"; "home,other")', given: { people: PEOPLE }, result: ['ann'] },
    ],
    call: ([array, key, filterKey, values]) => {
      const elements = isMissing(filterKey) ? listOf(array) : filtered(listOf(array), textOf(filterKey), values);
      const path = textOf(key);
      return elements.map((element) => readPath(element, path));
    },
  },
  {
    name: 'first',
    signature: 'first(array)',
    summary: 'The first element.',
    examples: [
      { expression: 'first(list)', given: { list: ['a', 'b'] }, result: 'a' },
      { expression: 'first(emptyarray)', result: undefined },
    ],
    call: ([array]) => listOf(array)[0],
  },
  {
    name: 'last',
    signature: 'last(array)',
    summary: 'The last element.',
    examples: [{ expression: 'last(list)', given: { list: ['a', 'b'] }, result: 'b' }],
    call: ([array]) => listOf(array).at(-1),
  },
  {
    name: 'sort',
    signature: 'sort(array; [order]; [key])',
    summary: 'The array in order: asc (the default), desc, asc ci or desc ci (ignoring case), by the member `key`.',
    examples: [
      { expression: 'sort(list)', given: { list: [3, 1, 2] }, result: [1, 2, 3] },
      { expression: 'sort(list; "desc")', given: { list: [3, 1, 2] }, result: [3, 2, 1] },
      {
        expression: 'map(sort(people; "asc ci"; "name"); "name")',
        given: { people: PEOPLE },
        result: ['ann', 'Bob'],
      },
    ],
    call: ([array, order, key]) => sortList(listOf(array), order, key),
  },
  {
    name: 'reverse',
    signature: 'reverse(array)',
    summary: 'The array from its end to its start.',
    examples: [{ expression: 'reverse(list)', given: { list: [1, 2, 3] }, result: [3, 2, 1] }],
    call: ([array]) => listOf(array).toReversed(),
  },
  {
    name: 'shuffle',
    signature: 'shuffle(array)',
    summary: 'The array in a random order.',
    examples: [{ expression: 'length(shuffle(list))', given: { list: [1, 2, 3] }, result: 3 }],
    call: ([array], { random }) =>
      listOf(array)
        .map((element) => ({ element, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ element }) => element),
  },
  {
    name: 'slice',
    signature: 'slice(array; start; [end])',
    summary: 'The elements from the start position up to, not including, the end; positions count from 0.',
    examples: [{ expression: 'slice(list; 1; 3)', given: { list: [1, 2, 3, 4] }, result: [2, 3] }],
    call: ([array, start, end]) => listOf(array).slice(numberOf(start), numberOf(end)),
  },
  {
    name: 'merge',
    signature: 'merge(array1; array2; …)',
    summary: 'One array with the elements of all; anything that is no array is left out.',
    examples: [{ expression: 'merge(a; b)', given: { a: [1], b: [2, 3] }, result: [1, 2, 3] }],
    call: (arrays) => arrays.filter((array) => Array.isArray(array)).flat(),
  },
  {
    name: 'flatten',
    signature: 'flatten(array; [depth])',
    summary: 'The array with the elements of inner arrays in their place, one level deep unless given.',
    examples: [{ expression: 'flatten(list)', given: { list: [1, [2, [3]]] }, result: [1, 2, [3]] }],
    call: ([array, depth]) => listOf(array).flat(numberOf(depth) ?? 1),
  },
  {
    name: 'distinct',
    signature: 'distinct(array; [key])',
    summary: 'The array with only the first of equal elements, or of elements with an equal member `key`.',
    examples: [
      { expression: 'distinct(list)', given: { list: [1, 2, 1] }, result: [1, 2] },
      {
        expression: 'distinct(list; "id")',
        given: {
          list: [
            { id: 1, n: 'a' },
            { id: 1, n: 'b' },
          ],
        },
        result: [{ id: 1, n: 'a' }],
      },
    ],
    call: ([array, key]) => distinct(listOf(array), isMissing(key) ? undefined : textOf(key)),
  },
  {
    name: 'deduplicate',
    signature: 'deduplicate(array)',
    summary: 'The array with only the first of equal elements.',
    examples: [{ expression: 'deduplicate(list)', given: { list: ['a', 'b', 'a'] }, result: ['a', 'b'] }],
    call: ([array]) => distinct(listOf(array), undefined),
  },
  {
    name: 'arrayDifference',
    signature: 'arrayDifference(array1; array2; [mode])',
    summary: 'The elements of the first array that are not in the second; in mode "symmetric" also the reverse.',
    examples: [
      { expression: 'arrayDifference(a; b)', given: { a: [1, 2], b: [2, 3] }, result: [1] },
      { expression: 'arrayDifference(a; b; "symmetric")', given: { a: [1, 2], b: [2, 3] }, result: [1, 3] },
    ],
    call: ([first, second, mode]) => {
      const [a, b] = [listOf(first), listOf(second)];
      return mode === 'symmetric' ? [...without(a, b), ...without(b, a)] : without(a, b);
    },
  },
  {
    name: 'arrayIntersect',
    signature: 'arrayIntersect(array1; array2; …)',
    summary: 'The elements that are in all arrays.',
    examples: [{ expression: 'arrayIntersect(a; b)', given: { a: [1, 2], b: [2, 3] }, result: [2] }],
    call: ([first, ...others]) =>
      others.reduce<readonly unknown[]>((kept, other) => {
        const known = identities(listOf(other));
        return kept.filter((element) => known.has(identityOf(element)));
      }, listOf(first)),
  },
  {
    name: 'keys',
    signature: 'keys(collection or array)',
    summary: 'The names of the members.',
    examples: [{ expression: 'keys(object)', given: { object: { a: 1, b: 2 } }, result: ['a', 'b'] }],
    call: ([value]) => Object.keys(Array.isArray(value) ? value : collectionFrom(value)),
  },
  {
    name: 'toArray',
    signature: 'toArray(collection)',
    summary: 'A list with one {key, value} for each member.',
    examples: [{ expression: 'toArray(object)', given: { object: { a: 1 } }, result: [{ key: 'a', value: 1 }] }],
    call: ([value]) =>
      Array.isArray(value)
        ? value
        : Object.entries(collectionFrom(value)).map(([key, inner]) => ({ key, value: inner })),
  },
  {
    name: 'toCollection',
    signature: 'toCollection(array; key field; value field)',
    summary: 'A collection with one member for each element of a list; later ones win.',
    examples: [
      {
        expression: 'toCollection(list; "key"; "value")',
        given: { list: [{ key: 'X-A', value: '1' }] },
        result: { 'X-A': '1' },
      },
      { expression: 'toCollection(nothing; "key"; "value")', given: { nothing: null }, result: {} },
    ],
    call: ([array, keyField, valueField]) => {
      const result: Collection = {};
      for (const element of listOf(array)) {
        const key = isCollection(element) ? readPath(element, textOf(keyField ?? 'key')) : undefined;
        if (!isMissing(key)) setOwn(result, textOf(key), readPath(element, textOf(valueField ?? 'value')));
      }
      return result;
    },
  },
]);

function filtered(list: readonly unknown[], key: string, values: unknown): readonly unknown[] {
  const texts = typeof values === 'string' ? values.split(',').map((text) => text.trim()) : listOf(values).map(textOf);
  const wanted = new Set(texts);
  return list.filter((element) => wanted.has(textOf(readPath(element, key))));
}

function distinct(list: readonly unknown[], key: string | undefined): readonly unknown[] {
  const seen = new Set<string>();
  return list.filter((element) => {
    const identity = identityOf(key === undefined ? element : readPath(element, key));
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

function without(list: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const known = identities(others);
  return list.filter((element) => !known.has(identityOf(element)));
}

function identities(list: readonly unknown[]): ReadonlySet<string> {
  return new Set(list.map(identityOf));
}

/** The same text for equal values; the type is part of it, so that 1 and "1" differ. */
function identityOf(value: unknown): string {
  return `${typeof value}:${typeof value === 'object' ? jsonOf(value) : textOf(value)}`;
}
