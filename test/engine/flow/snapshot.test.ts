import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeValue, encodeValue } from '../../../src/engine/flow/snapshot.ts';

const viaText = (value: unknown): unknown => decodeValue(JSON.parse(JSON.stringify(encodeValue(value))));

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$value', 'of', '__proto__', 'constructor')), tie('value')),
  ),
})).value;

test('any bundle survives being kept as JSON text', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(viaText(value)).toEqual(value);
    }),
  );
});

test('dates and bytes keep their type', () => {
  const date = new Date('2024-05-01T10:00:00Z');
  const bundle = viaText({ date, bytes: Buffer.from([0, 255]), nothing: undefined, list: [undefined, Number.NaN, -0] });
  expect(bundle).toStrictEqual({
    date,
    bytes: Buffer.from([0, 255]),
    nothing: undefined,
    list: [undefined, Number.NaN, -0],
  });
});

test('data that looks like an encoded value stays data', () => {
  expect(viaText({ $value: 'date', of: 'not a date' })).toEqual({ $value: 'date', of: 'not a date' });
});

test('a function is refused, and so is an unknown kind', () => {
  expect(() => encodeValue({ call: () => 1 })).toThrow('is no data');
  expect(() => decodeValue({ $value: 'widget', of: '' })).toThrow('unknown kind "widget"');
});
