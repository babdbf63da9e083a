import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { collectionOf } from '../../src/core/json.ts';
import { compileForm } from '../../src/forms/form.ts';
import type { Field } from '../../src/forms/field.ts';
import { toJsonSchema } from '../../src/forms/json-schema.ts';
import { FIELD_TYPES } from '../../src/forms/type-table.ts';
import { CUSTOMER_FIELDS, exampleField } from './form-cases.ts';

test('describes a form with its labels, bounds, mandatory fields and conditions', () => {
  const fields: Field[] = [
    { name: 'age', label: 'Age', help: 'In years.', type: 'uinteger', required: true, validate: { max: 130 } },
    { name: 'html', type: 'html' },
    { name: 'flag', type: 'boolean', default: false, nested: [{ name: 'why', type: 'text', required: true }] },
  ];
  expect(toJsonSchema(fields)).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      age: { title: 'Age', description: 'In years.', type: 'integer', minimum: 0, maximum: 130 },
      flag: { title: 'flag', default: false, type: 'boolean' },
    },
    required: ['age'],
    allOf: [
      collectionOf([
        ['if', { properties: { flag: { const: true } }, required: ['flag'] }],
        ['then', { type: 'object', properties: { why: { title: 'why', type: 'string' } }, required: ['why'] }],
      ]),
    ],
  });
});

test('refuses what the form refuses: a missing field, a wrong option, a nested value of another type', () => {
  const valid = validator(CUSTOMER_FIELDS);
  const phoneNumber = '+13105551234';
  expect(valid({ phoneNumber, properties: [{ name: 'age', type: 'number', value: 41 }] })).toBe(true);
  expect(valid({})).toBe(false);
  expect(valid({ phoneNumber, properties: [{ name: 'age', type: 'nmber' }] })).toBe(false);
  expect(valid({ phoneNumber, properties: [{ name: 'age', type: 'number', value: 'many' }] })).toBe(false);
});

test('asks for the fields of several choices, of other choices and of none', () => {
  const nested = (name: string): readonly Field[] => [{ name, type: 'number', required: true }];
  const options = {
    store: [
      { label: 'A', value: 'a', nested: nested('ofA') },
      { label: 'B', value: 'b' },
    ],
    nested: nested('ofOthers'),
    placeholder: { nested: nested('ofNothing') },
  };
  const valid = validator([{ name: 'pick', type: 'select', multiple: true, options }]);
  expect(valid({ pick: ['a', 'b'], ofA: 1, ofOthers: 2 })).toBe(true);
  expect(valid({ pick: ['a', 'b'], ofA: 1 })).toBe(false);
  expect(valid({ pick: ['a'], ofA: 1 })).toBe(true);
  expect(valid({ ofNothing: 1 })).toBe(true);
  expect(valid({})).toBe(false);
});

test.each([...FIELD_TYPES.values()].map((entry) => [entry.type, entry] as const))(
  'takes every value the form accepts as %s',
  (_type, entry) => {
    for (const example of entry.examples) {
      const field = exampleField(entry, example);
      const form = compileForm([field]);
      const valid = validator([field]);
      const values = entry.examples.map((other) => other.value);
      fc.assert(
        fc.property(fc.oneof(fc.constantFrom(...values), fc.jsonValue()), (value) => {
          const outcome = form.accept({ value }, example.settings);
          if (outcome.problems.length === 0) expect(valid(asJson(outcome.values))).toBe(true);
        }),
        { numRuns: 25 },
      );
    }
  },
);

test('takes what the customer form accepts', () => {
  const valid = validator(CUSTOMER_FIELDS);
  const properties = [
    { name: 'since', type: 'date', value: '2025-10-03' },
    { name: 'age', type: 'number', value: '41' },
  ];
  const { values } = compileForm(CUSTOMER_FIELDS).accept({ phoneNumber: '3105551234', properties, extra: 1 });
  expect(valid(asJson(values))).toBe(true);
});

function validator(fields: readonly Field[]): (value: unknown) => boolean {
  const validate = new Ajv2020({
    strict: true,
    strictTypes: false,
    formats: { 'date-time': true, email: true, uri: true, uuid: true },
  }).compile(toJsonSchema(fields));
  return (value) => validate(value);
}

/** Values as they look in JSON, bytes as base64. */
function asJson(values: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
        ]),
      ),
    ),
  );
}
