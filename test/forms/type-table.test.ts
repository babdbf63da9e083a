import { expect, test } from '@jest/globals';
import { compileForm } from '../../src/forms/form.ts';
import { FIELD_TYPES, resolveType } from '../../src/forms/type-table.ts';
import { exampleField, found } from './form-cases.ts';

const examples = [...FIELD_TYPES.values()].flatMap((entry) =>
  entry.examples.map((example, index) => [`${entry.type} example ${index + 1}`, entry, example] as const),
);

test.each(examples)('%s holds', (_name, entry, example) => {
  const form = compileForm([exampleField(entry, example)]);
  const outcome = form.accept({ value: example.value }, example.settings);
  if ('problem' in example) {
    expect(outcome.problems.map((problem) => problem.code)).toEqual([example.problem]);
    expect(outcome.values).toEqual({});
  } else {
    expect(found(outcome)).toEqual([]);
    expect(outcome.values['value']).toEqual(example.result);
  }
});

test('every type that takes a value shows what it takes and, unless it takes anything, what it refuses', () => {
  const lenient = new Set(['any', 'hidden', 'banner', 'html', 'markdown', 'separator']);
  const incomplete = [...FIELD_TYPES.values()].filter(
    (entry) =>
      !entry.examples.some((example) => 'result' in example) ||
      (!lenient.has(entry.type) && !entry.examples.some((example) => 'problem' in example)),
  );
  expect(incomplete.map((entry) => entry.type)).toEqual([]);
  expect([...FIELD_TYPES.values()].filter((entry) => !entry.summary.endsWith('.'))).toEqual([]);
});

test.each([
  ['checkbox', 'boolean'],
  ['list', 'select'],
  ['radio', 'select'],
  ['account:sonar', 'any'],
  [undefined, 'text'],
  ['text', 'text'],
  ['txt', 'txt'],
])('reads the type %s as %s', (written, type) => {
  expect(resolveType(written)).toBe(type);
});
