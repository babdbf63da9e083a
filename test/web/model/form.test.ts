import { expect, test } from '@jest/globals';
import { fieldText, fieldValue } from '../../../src/web/model/field-text.ts';
import { problemOf } from '../../../src/web/model/form-check.ts';
import { itemField, readField, readFields } from '../../../src/web/model/form-field.ts';
import { askedValues, chosenValue, nestedOf, readOptions, rpcAddress } from '../../../src/web/model/form-options.ts';
import { isOfPairs, pairsOf, valuesOfPairs } from '../../../src/web/model/pairs.ts';
import { dateShown, pickedDate, pickerOf } from '../../../src/web/model/picked-date.ts';

const field = (raw: object, home: 'mapper' | 'parameters' = 'mapper') => readField({ name: 'a', ...raw }, home);

test('aliases of types are resolved, and a type that is not named is text', () => {
  const types = readFields([{ type: 'checkbox' }, { type: 'list' }, {}, 'no field', null], 'mapper');
  expect(types.map(({ type }) => type)).toEqual(['boolean', 'select', 'text']);
});

test('a field knows where its value is kept and whether it takes expressions', () => {
  expect(field({ in: 'flags' }).home).toBe('flags');
  expect(field({ in: 'nowhere' }).home).toBe('mapper');
  expect(field({ mappable: false }).mappable).toBe(false);
  expect(field({}, 'parameters').mappable).toBe(false);
  expect(field({ type: 'password' }).mappable).toBe(false);
});

test('items of a list are collections, plain values or texts', () => {
  expect(itemField(field({ type: 'array', spec: [{ name: 'x' }] })).type).toBe('collection');
  expect(itemField(field({ type: 'array', spec: { type: 'number' } })).type).toBe('number');
  expect(itemField(field({ type: 'array' })).type).toBe('text');
});

test.each([
  [{ required: true, label: 'To' }, '', 'Fill in or map "To".'],
  [{ required: true, default: 'GET' }, undefined, undefined],
  [{ required: true, type: 'select', options: [{ value: 1, default: true }] }, undefined, undefined],
  [{ required: true, type: 'array' }, [], 'Fill in or map "a".'],
  [{ type: 'number' }, 'twelve', 'Write a number, for example 12 or 12.5.'],
  [{ type: 'number' }, '{{1.x}}', undefined],
  [{ type: 'number' }, 12.5, undefined],
  [{ type: 'uinteger' }, '-1', 'Write a whole number, zero or more.'],
  [{ type: 'email' }, 'ann@example', 'Write an address such as ann@example.com.'],
  [{ type: 'url' }, 'example.com', 'Write the whole address, for example https://example.com/picture.png.'],
  [{ type: 'email', validate: false }, 'ann', undefined],
  [{ type: 'date' }, 'tomorrow', 'Write a date such as 2025-10-03T10:00:00Z, or choose one.'],
  [{ type: 'json' }, '{a: 1}', 'Quote names and texts with ", and close every bracket: this is no JSON.'],
  [{ mappable: false }, '{{1.x}}', '"a" takes no expressions. Write the value itself.'],
  [{ type: 'separator', required: true }, undefined, undefined],
])('%j with %j: %s', (raw, value, problem) => {
  expect(problemOf(field(raw), value)).toBe(problem);
});

test('options come flat, from groups, and with key names of their own', () => {
  const select = field({ type: 'select', options: { store: [], label: 'title', value: 'id' } });
  expect(readOptions([{ title: 'A', id: 1 }], select)).toEqual([expect.objectContaining({ label: 'A', value: 1 })]);
  const plain = field({ type: 'select' });
  expect(readOptions(['x', { label: 'G', options: [{ value: true }] }], plain)).toEqual([
    expect.objectContaining({ label: 'x', value: 'x', group: '' }),
    expect.objectContaining({ label: 'true', value: true, group: 'G' }),
  ]);
  expect(readOptions('no list', plain)).toEqual([]);
});

test('addresses of RPCs carry parameters', () => {
  expect(rpcAddress('rpc://listTags@2?all=1')).toEqual({ rpc: 'listTags', query: 'all=1' });
  expect(rpcAddress([{ value: 1 }])).toBeUndefined();
});

test('a choice shows its own fields, the shared ones when it has none, and nothing while nothing is chosen', () => {
  const select = field({
    type: 'select',
    nested: [{ name: 'shared' }],
    options: [{ value: 1, nested: [{ name: 'own' }] }, { value: 2 }],
  });
  const options = readOptions(select.raw['options'], select);
  expect(nestedOf(select, '1', options)).toEqual([[{ name: 'own' }]]);
  expect(nestedOf(select, 2, options)).toEqual([[{ name: 'shared' }]]);
  expect(nestedOf(select, undefined, options)).toEqual([]);
  const flag = field({ type: 'boolean', nested: { store: 'rpc://more' } });
  expect(nestedOf(flag, true, [])).toEqual(['rpc://more']);
  expect(nestedOf(flag, false, [])).toEqual([]);
});

test('yes and no may each show fields, or only no', () => {
  const pair = field({ type: 'boolean', nested: { true: [{ name: 'to' }], false: [{ name: 'why' }] } });
  expect(nestedOf(pair, true, [])).toEqual([[{ name: 'to' }]]);
  expect(nestedOf(pair, false, [])).toEqual([[{ name: 'why' }]]);
  expect(nestedOf(pair, undefined, [])).toEqual([]);
  const reversed = field({ type: 'boolean', nested: [{ name: 'why' }], reversedNested: true });
  expect(nestedOf(reversed, false, [])).toEqual([[{ name: 'why' }]]);
  expect(nestedOf(reversed, true, [])).toEqual([]);
});

test('only a mandatory choice falls back to its default', () => {
  const options = readOptions([{ value: 'x' }, { value: 'y', default: true }], field({}));
  expect(chosenValue(field({ required: true }), undefined, options)).toBe('y');
  expect(chosenValue(field({}), undefined, options)).toBeUndefined();
  expect(chosenValue(field({ required: true }), 'x', options)).toBe('x');
});

test('texts become numbers and structures where these are meant, and nothing when they are empty', () => {
  expect(fieldValue(field({ type: 'number' }), '12', undefined)).toBe(12);
  expect(fieldValue(field({ type: 'number' }), '012', undefined)).toBe('012');
  expect(fieldValue(field({}), '12', undefined)).toBe('12');
  expect(fieldValue(field({}), '', 'x')).toBeUndefined();
  expect(fieldValue(field({ type: 'any' }), '{"a":"{{1.x}}"}', { a: 1 })).toEqual({ a: '{{1.x}}' });
  expect(fieldValue(field({ type: 'any' }), '{"a":', { a: 1 })).toBe('{"a":');
  expect([fieldText(false), fieldText(3), fieldText(null), fieldText(['a'])]).toEqual([
    'false',
    '3',
    '',
    '[\n  "a"\n]',
  ]);
});

test('pairs keep their order; one without a name is stored nowhere', () => {
  const pairs = [
    { name: 'b', value: 1 },
    { name: ' ', value: 2 },
    { name: 'a', value: undefined },
  ];
  expect(valuesOfPairs(pairs)).toEqual({ b: 1, a: '' });
  expect(Object.keys(valuesOfPairs(pairs))).toEqual(['b', 'a']);
  expect(isOfPairs({ b: 1, a: '' }, pairs)).toBe(true);
  expect(isOfPairs({ a: '', b: 1 }, pairs)).toBe(false);
  expect(pairsOf(undefined)).toEqual([]);
});

test('days and times of day are stored as they are picked, moments in UTC', () => {
  expect(pickerOf(field({ type: 'time' })).input).toBe('time');
  expect(pickedDate(field({ type: 'date', time: false }), '2026-03-01')).toBe('2026-03-01');
  const moment = pickedDate(field({ type: 'date' }), '2026-03-01T09:30');
  expect(moment).toBe(new Date(2026, 2, 1, 9, 30).toISOString());
  expect(pickedDate(field({ type: 'date' }), 'never')).toBeUndefined();
  expect(dateShown(field({ type: 'date' }), moment)).toContain('2026');
  expect(dateShown(field({ type: 'date' }), '2026-03-01')).toBeUndefined();
});

test('an RPC is asked with what it names or reads and what its address reads, never with an expression', () => {
  const values = { mockup: 'm1', kind: 'x', text: 'Hi', mapped: '{{1.id}}' };
  const address = { rpc: 'listLayers', query: 'of={{parameters.mockup}}' };
  const fields = [{ name: 'mapped' }];
  expect(askedValues(address, { fields, reads: ['kind'] }, values)).toEqual({ mockup: 'm1', kind: 'x' });
  expect(askedValues(address, { fields, reads: null }, values)).toEqual({ mockup: 'm1', kind: 'x', text: 'Hi' });
});
