import { expect, test } from '@jest/globals';
import { isCollection, ownValue } from '../../../src/core/json.ts';
import { BUILT_INS } from '../../../src/engine/builtins/index.ts';
import type { BuiltInField } from '../../../src/engine/builtins/built-in.ts';
import type { Field } from '../../../src/forms/field.ts';
import { compileForm } from '../../../src/forms/form.ts';
import { createRuntime, SONAR_APP_FOLDER } from '../../../src/runtime.ts';
import { loadApp } from '../../../src/manifest/load.ts';

const MODULES = [...BUILT_INS.values()];
const runtime = createRuntime({ app: await loadApp(SONAR_APP_FOLDER) });

test.each(MODULES.map((builtIn) => [builtIn.name, builtIn] as const))(
  'a form can be drawn for %s',
  (_name, builtIn) => {
    const { parameters = [], mappable = [], interface: outputs = [] } = builtIn;
    const inputs = [...parameters, ...mappable];
    expect(() => [compileForm(inputs), compileForm(outputs)]).not.toThrow();
    const names = inputs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(inputs.filter(({ label }) => label === undefined)).toEqual([]);
  },
);

test('an older name leads to a module there is, which is not old itself', () => {
  const older = MODULES.filter(({ replacedBy }) => replacedBy !== undefined);
  expect(older.map(({ name }) => name)).toContain('util:SetVariable');
  for (const { replacedBy = '' } of older) expect(BUILT_INS.get(replacedBy)?.replacedBy).toBeUndefined();
  const current = MODULES.filter(({ replacedBy }) => replacedBy === undefined).map(({ label }) => label);
  expect(new Set(current).size).toBe(current.length);
});

test('every aggregator has a source, a condition for nothing, and groups', () => {
  for (const { parameters = [], mappable = [] } of MODULES.filter(({ kind }) => kind === 'aggregator')) {
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'feeder', required: true }));
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'stopIfEmpty', in: 'flags' }));
    expect(mappable).toContainEqual(expect.objectContaining({ name: 'groupBy', in: 'flags' }));
  }
});

/** A value for every field of a body, by the fields a content type brings along. */
function valuesOf(fields: readonly Field[]): Record<string, unknown> {
  const valueOf = (field: Field): unknown =>
    field.type === 'array' ? [{ name: 'a', value: 'b c' }] : field.name === 'contentType' ? 'text/csv' : '{"a":1}';
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
}

interface ChosenBody {
  readonly module: string;
  readonly name: string;
  readonly value: unknown;
  readonly nested: readonly BuiltInField[];
}

const BODIES = ['http:ActionSendData', 'http:MakeRequest'].flatMap((module): ChosenBody[] =>
  (BUILT_INS.get(module)?.mappable ?? [])
    .filter(({ name }) => name === 'bodyType' || name === 'contentType')
    .flatMap(({ name, options }) =>
      (Array.isArray(options) ? (options as readonly unknown[]) : []).filter(isCollection).map((option) => ({
        module,
        name,
        value: option['value'],
        nested: ownValue(option, 'nested') as readonly BuiltInField[],
      })),
    ),
);

test.each(BODIES)('$module sends the body of $name $value', ({ module, name, value, nested }) => {
  const input = { url: 'https://example.com/a', method: 'POST', [name]: value, ...valuesOf(nested) };
  const preview = BUILT_INS.get(module)?.preview?.(input, runtime.services);
  const type = String(preview?.headers['Content-Type']);
  const isForm = nested.some(({ type: kind }) => kind === 'array');
  expect(preview?.body).toContain(isForm ? 'b' : '{"a":1}');
  const written = typeof value === 'string' && value.includes('/') ? value : type;
  expect(type).toBe(written);
  expect(type).toMatch(EXPECTED[String(value)] ?? /./);
});

const EXPECTED: Readonly<Record<string, RegExp>> = {
  raw: /^text\/csv$/,
  x_www_form_urlencoded: /^application\/x-www-form-urlencoded/,
  urlencoded: /^application\/x-www-form-urlencoded/,
  multipart_form_data: /^multipart\/form-data; boundary=/,
  multipart: /^multipart\/form-data; boundary=/,
  json: /^application\/json/,
};
