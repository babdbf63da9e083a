import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConnectorError } from '../../src/core/errors.ts';
import { compileForm } from '../../src/forms/form.ts';
import type { Field } from '../../src/forms/field.ts';
import { FIELD_TYPES } from '../../src/forms/type-table.ts';
import { acceptCustomer, CUSTOMER_FIELDS, exampleField, found } from './form-cases.ts';

const PHONE = { phoneNumber: '+13105551234' };

test('reports every problem at once, with the field by its label and what to do', () => {
  const { problems } = acceptCustomer({
    email: 'nobody',
    properties: [{ name: 'vip' }, { type: 'number', value: 'many' }],
    timezone: 'Mars',
  });
  expect(problems.map(({ pointer, code, message }) => ({ pointer, code, message }))).toEqual([
    { pointer: '/phoneNumber', code: 'FIELD_REQUIRED', message: '"Phone Number" is mandatory.' },
    { pointer: '/email', code: 'FIELD_FORMAT', message: '"Email" must be an e-mail address, not "nobody".' },
    {
      pointer: '/properties/1/name',
      code: 'FIELD_REQUIRED',
      message: '"Name" of item 2 of "Properties" is mandatory.',
    },
    {
      pointer: '/properties/1/value',
      code: 'FIELD_TYPE',
      message: '"Value" of item 2 of "Properties" must be a number, not "many".',
    },
    { pointer: '/timezone', code: 'FIELD_OPTION', message: '"Time Zone" must be a time zone, not "Mars".' },
  ]);
  expect(problems.every((problem) => problem.severity === 'error' && (problem.fix ?? '').length > 10)).toBe(true);
});

test('says how to write a phone number that cannot be one', () => {
  const [problem] = acceptCustomer({ phoneNumber: '555' }).problems;
  expect(problem?.fix).toBe('Write it with its country code, for example +13105551234.');
});

test('drops empty optional values, so that an update leaves stored ones alone', () => {
  const { values, problems } = acceptCustomer({ ...PHONE, firstName: '', email: null, subscribed: undefined });
  expect(problems).toEqual([]);
  expect(Object.keys(values)).toEqual(['phoneNumber']);
});

test('keeps an explicit null of an optional field only when asked to, and never of a mandatory one', () => {
  const erased = acceptCustomer({ ...PHONE, firstName: null, email: '' }, { keepNull: true });
  expect(erased.values).toEqual({ ...PHONE, firstName: null });
  expect(found(acceptCustomer({ phoneNumber: null }, { keepNull: true }))).toEqual(['/phoneNumber FIELD_REQUIRED']);
});

test('counts a value that turns out empty as left out', () => {
  expect(found(compileForm([{ name: 'a', type: 'text', required: true }]).accept({ a: [] }))).toEqual([
    '/a FIELD_REQUIRED',
  ]);
});

test.each([
  [true, { subscribed: true }],
  [false, { subscribed: false }],
  ['', {}],
])('gives a boolean three states: %j', (subscribed, rest) => {
  expect(acceptCustomer({ ...PHONE, subscribed }).values).toEqual({ ...PHONE, ...rest });
});

test('uses the default of mandatory and hidden fields only, optional ones stay out', () => {
  const form = compileForm([
    { name: 'method', type: 'select', required: true, options: [{ label: 'GET', value: 'GET', default: true }] },
    { name: 'limit', type: 'number', required: true, default: '10' },
    { name: 'version', type: 'hidden', default: 'v2' },
    { name: 'note', type: 'text', default: 'hello' },
  ]);
  expect(form.accept({})).toEqual({ values: { method: 'GET', limit: 10, version: 'v2' }, problems: [] });
});

test('reads nested fields by the option chosen in the same item', () => {
  const properties = [
    { name: 'vip', type: 'text', value: 1 },
    { name: 'age', type: 'number', value: '41' },
    { name: 'since', type: 'date', value: '2025-10-03', withTime: 'false' },
    { name: 'plain', value: true },
  ];
  const { values, problems } = acceptCustomer({ ...PHONE, properties }, { strict: true });
  expect(problems).toEqual([]);
  expect(values['properties']).toEqual([
    { name: 'vip', type: 'text', value: '1' },
    { name: 'age', type: 'number', value: 41 },
    { name: 'since', type: 'date', value: new Date('2025-10-03T00:00:00Z'), withTime: false },
    { name: 'plain', type: 'text', value: 'true' },
  ]);
});

test('leaves out fields of options not chosen, and names them in strict mode', () => {
  const values = { ...PHONE, properties: [{ name: 'vip', type: 'text', withTime: true }] };
  expect(acceptCustomer(values).values['properties']).toEqual([{ name: 'vip', type: 'text' }]);
  const { problems } = acceptCustomer(values, { strict: true });
  const empty = { ...PHONE, properties: [{ name: 'vip', type: 'text', withTime: '' }] };
  expect(acceptCustomer(empty, { strict: true }).problems).toEqual([]);
  expect(problems.map((problem) => problem.message)).toEqual([
    '"With Time" of item 1 of "Properties" does not belong to the options chosen.',
  ]);
});

test('does not blame nested fields when the choice they depend on is wrong', () => {
  const values = { ...PHONE, properties: [{ name: 'vip', type: 'txt', value: 'x' }] };
  const { problems } = acceptCustomer(values, { strict: true });
  expect(found({ problems })).toEqual(['/properties/0/type FIELD_OPTION']);
  expect(problems[0]?.fix).toBe('Did you mean "text"? Use one of: text, number, boolean, date.');
});

test('shows nested fields of a true boolean, of any option, of a filled field and of an empty select', () => {
  const nested = (name: string): readonly Field[] => [{ name, type: 'number', required: true }];
  const form = compileForm([
    { name: 'flag', type: 'boolean', nested: nested('ofFlag') },
    {
      name: 'pick',
      type: 'select',
      options: {
        store: [
          { label: 'A', value: 'a', nested: nested('ofA') },
          { label: 'B', value: 'b' },
        ],
        nested: nested('ofOthers'),
        placeholder: { nested: nested('ofNothing') },
      },
    },
    { name: 'text', type: 'text', nested: nested('ofText') },
  ]);
  expect(found(form.accept({}))).toEqual(['/ofNothing FIELD_REQUIRED']);
  expect(found(form.accept({ flag: true, pick: 'a', text: 'x' }))).toEqual([
    '/ofFlag FIELD_REQUIRED',
    '/ofA FIELD_REQUIRED',
    '/ofText FIELD_REQUIRED',
  ]);
  expect(found(form.accept({ flag: false, pick: 'b' }))).toEqual(['/ofOthers FIELD_REQUIRED']);
});

test('keeps unknown names, and reports them in strict mode with the name that was probably meant', () => {
  const values = { ...PHONE, fristName: 'Ann', __IMTCONN__: 7 };
  expect(acceptCustomer(values).values).toEqual(values);
  const { problems, values: strict } = acceptCustomer({ ...PHONE, fristName: 'Ann' }, { strict: true });
  expect(strict).toEqual(PHONE);
  expect(problems).toEqual([
    {
      pointer: '/fristName',
      severity: 'error',
      code: 'UNKNOWN_FIELD',
      message: 'There is no field "fristName". Did you mean "firstName"?',
      fix: 'Use one of: phoneNumber, firstName, email, properties, subscribed, timezone.',
    },
  ]);
});

test('lets any name pass where an RPC supplies fields, until those are given', () => {
  const form = compileForm([{ name: 'list', type: 'select', options: 'rpc://lists', nested: 'rpc://fieldsOfList' }]);
  const values = { list: 1, amount: '5' };
  expect(form.accept(values, { strict: true })).toEqual({ values, problems: [] });
  const extraFields: Field[] = [{ name: 'amount', type: 'number' }];
  expect(form.accept(values, { strict: true, extraFields }).values).toEqual({ list: 1, amount: 5 });
  expect(found(form.accept({ ...values, other: 1 }, { strict: true, extraFields }))).toEqual(['/other UNKNOWN_FIELD']);
  const broken = [{ name: 'amount', type: 'nmber' }] as unknown as Field[];
  expect(found(form.accept({}, { extraFields: broken }))).toEqual(['/0/type FIELD_TYPE_UNKNOWN']);
});

test('reads lists typed as JSON text', () => {
  const properties = '[{"name":"age","type":"number","value":"41"}]';
  expect(acceptCustomer({ ...PHONE, properties }, { fromText: true }).values['properties']).toEqual([
    { name: 'age', type: 'number', value: 41 },
  ]);
  expect(found(acceptCustomer({ ...PHONE, properties }))).toEqual(['/properties/0 FIELD_TYPE']);
});

test('switches the checks of a field off with validate false, but keeps it mandatory', () => {
  const form = compileForm([{ name: 'age', type: 'number', required: true, validate: false, pattern: 'x' }]);
  expect(form.accept({ age: '41' }).values).toEqual({ age: 41 });
  expect(form.accept({ age: 'unknown' })).toEqual({ values: { age: 'unknown' }, problems: [] });
  expect(found(form.accept({}))).toEqual(['/age FIELD_REQUIRED']);
});

test('never repeats a secret in a message', () => {
  const form = compileForm([
    { name: 'a', type: 'password', validate: { max: 3, pattern: '^x' } },
    { name: 'b', type: 'password', validate: { pattern: '^x' } },
    { name: 'c', type: 'pkey' },
    { name: 'd', type: 'cert' },
  ]);
  const { problems } = form.accept({ a: 'topsecret', b: 'topsecret', c: 'topsecret', d: 'topsecret' });
  expect(problems).toHaveLength(4);
  expect(JSON.stringify(problems)).not.toContain('topsecret');
});

test('resolves type aliases at every depth', () => {
  const written = [
    {
      name: 'a',
      type: 'list',
      options: [{ label: 'X', value: 'x', nested: [{ name: 'b', type: 'checkbox' }] }],
    },
    { name: 'c', type: 'array', spec: { type: 'checkbox' } },
    { name: 'd', type: 'collection', spec: [{ name: 'e', type: 'account:sonar' }] },
  ];
  expect(compileForm(written as unknown as Field[]).fields).toEqual([
    {
      name: 'a',
      type: 'select',
      options: [{ label: 'X', value: 'x', nested: [{ name: 'b', type: 'boolean' }] }],
    },
    { name: 'c', type: 'array', spec: { type: 'boolean' } },
    { name: 'd', type: 'collection', spec: [{ name: 'e', type: 'any' }] },
  ]);
});

test('refuses impossible fields, all at once and each at its place', () => {
  const fields = [
    { name: 'a', type: 'txt' },
    { name: 'b', type: 'text', validate: { pattern: '(' } },
    { name: 'c', type: 'number', validate: { min: 2, max: 1 } },
    { name: 'd', type: 'select' },
    { type: 'text' },
    { name: 'b', type: 'text', semantic: 'phoneNumber', country: 'Utopia' },
    { name: 'e', type: 'array', spec: [{ name: 'f', type: 'text', pattern: '[' }] },
    { name: 'g', type: 'boolean', nested: [{ name: 'h', type: 'nope' }] },
    { name: 'i', type: 'select', options: [{ label: 'X', options: [{ value: 1, nested: [7] }] }] },
    { name: 'j', type: 'collection', spec: 5 },
    { name: 'k', type: 'text', min: 'two' },
    { name: 'l', type: 'array', spec: { type: 'nope' } },
    { name: 'm', type: 'text', pattern: 5 },
  ] as unknown as Field[];
  const error = thrownBy(() => compileForm(fields, '/parameters'));
  expect(error.name).toBe('ManifestError');
  expect(error.message).toBe('14 settings of the form are not possible.');
  expect(found({ problems: error.problems })).toEqual([
    '/parameters/0/type FIELD_TYPE_UNKNOWN',
    '/parameters/1/validate/pattern FIELD_PATTERN',
    '/parameters/2 FIELD_BOUNDS',
    '/parameters/3 FIELD_OPTIONS',
    '/parameters/4 FIELD_NAME',
    '/parameters/5/country FIELD_COUNTRY',
    '/parameters/5 FIELD_DUPLICATE',
    '/parameters/6/spec/0/pattern FIELD_PATTERN',
    '/parameters/7/nested/0/type FIELD_TYPE_UNKNOWN',
    '/parameters/8/options/0/options/0/nested/0 FIELD_LIST',
    '/parameters/9/spec FIELD_LIST',
    '/parameters/10 FIELD_BOUNDS',
    '/parameters/11/spec/type FIELD_TYPE_UNKNOWN',
    '/parameters/12/pattern FIELD_PATTERN',
  ]);
  expect(error.problems[0]?.message).toBe('There is no field type "txt". Did you mean "text"?');
});

test('refuses a time zone that does not exist', () => {
  expect(thrownBy(() => acceptCustomer(PHONE, { timezone: 'Mars' })).message).toBe('There is no time zone "Mars".');
});

test('does not break on very deep values', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const form = compileForm([
    { name: 'tags', type: 'array' },
    { name: 'text', type: 'text' },
  ]);
  expect(() => form.accept({ tags: deep, text: JSON.parse(deep) as unknown }, { fromText: true })).not.toThrow();
});

test('treats names such as __proto__ and constructor as plain data', () => {
  const values = JSON.parse('{"phoneNumber":"+13105551234","__proto__":{"a":1},"constructor":2}') as typeof PHONE;
  const { values: kept } = acceptCustomer(values);
  expect(JSON.stringify(kept)).toBe('{"phoneNumber":"+13105551234","__proto__":{"a":1},"constructor":2}');
  expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
});

const settings = fc.record({ strict: fc.boolean(), fromText: fc.boolean(), keepNull: fc.boolean() });

test('never throws, and gives the same again for what it accepted, for any values', () => {
  const form = compileForm(CUSTOMER_FIELDS);
  const item = fc.record({
    name: fc.jsonValue(),
    type: fc.constantFrom('text', 'number', 'date', 'x'),
    value: fc.jsonValue(),
  });
  const values = fc.oneof(
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.record(
      {
        phoneNumber: fc.oneof(fc.constant('+13105551234'), fc.jsonValue()),
        firstName: fc.jsonValue(),
        properties: fc.oneof(fc.array(item), fc.jsonValue()),
        subscribed: fc.jsonValue(),
        extra: fc.jsonValue(),
      },
      { requiredKeys: ['phoneNumber'] },
    ),
  );
  fc.assert(
    fc.property(values, settings, (given, options) => {
      const first = form.accept(given, options);
      if (first.problems.length === 0) expect(form.accept(first.values, options)).toEqual(first);
    }),
    { numRuns: 200 },
  );
});

test.each([...FIELD_TYPES.values()].map((entry) => [entry.type, entry] as const))(
  'accepts again what it accepted as %s',
  (_type, entry) => {
    // Escaping once more is what an escaped text asks for.
    const example = fc.constantFrom(...entry.examples.filter(({ field }) => field?.tags !== 'escape'));
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(...entry.examples.map((one) => one.value)));
    fc.assert(
      fc.property(example, value, settings, (chosen, given, options) => {
        const form = compileForm([exampleField(entry, chosen)]);
        const first = form.accept({ value: given }, options);
        if (first.problems.length === 0) expect(form.accept(first.values, options)).toEqual(first);
      }),
      { numRuns: 60 },
    );
  },
);

test('a collection that is none shows how one is typed, with the names of its fields', () => {
  const spec = [
    { name: 'name', type: 'text' },
    { name: 'value', type: 'any' },
  ] as const;
  const form = compileForm([{ name: 'properties', type: 'array', label: 'Properties', spec }]);
  const { problems } = form.accept({ properties: 'vip' }, { fromText: true });
  expect(problems[0]?.fix).toBe('Write it as JSON, for example {"name":"…","value":"…"}.');
});

function thrownBy(action: () => unknown): ConnectorError {
  try {
    action();
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
