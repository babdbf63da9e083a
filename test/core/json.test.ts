import { expect, test } from '@jest/globals';
import { collectionOf, depthOf, isCollection, mergeDeep, ownValue } from '../../src/core/json.ts';

test('inherited names are never seen as data', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    expect(ownValue({}, name)).toBeUndefined();
  expect(ownValue([1], 'length')).toBe(1);
});

test('__proto__ is a plain key that changes no prototype', () => {
  const collection = collectionOf([['__proto__', { polluted: true }]]);
  expect(Object.keys(collection)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(collection)).toBe(Object.prototype);
  const merged = mergeDeep({}, JSON.parse('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(merged as object)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('collections merge key by key, arrays and scalars replace, undefined leaves what is there', () => {
  expect(mergeDeep({ a: { b: 1, c: 2 }, d: [1, 2] }, { a: { c: 3 }, d: [9], e: undefined })).toEqual({
    a: { b: 1, c: 3 },
    d: [9],
  });
});

test('dates, buffers and arrays are not collections', () => {
  expect([new Date(), Buffer.from(''), [], null, 'x'].some(isCollection)).toBe(false);
  expect(isCollection({}) && isCollection(Object.create(null))).toBe(true);
});

test('depth stops counting at its limit', () => {
  expect(depthOf({ a: { b: { c: 1 } } }, 10)).toBe(3);
  expect(depthOf({ a: { b: { c: 1 } } }, 2)).toBe(2);
});
