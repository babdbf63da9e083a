import { structured } from '../json-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { CoerceContext, CompiledField, Outcome, Schema, TypeEntry } from '../type-entry.ts';

/** A list whose items are texts, simple values or collections. */
export const arrayType: TypeEntry = {
  type: 'array',
  summary: 'A list; one value alone becomes a list of it. `spec` says what the items are; without it they are text.',
  examples: [
    { value: ['vip', 1], result: ['vip', '1'] },
    { value: 'vip', result: ['vip'] },
    { value: ['vip', '', null], result: ['vip'] },
    { field: { spec: { type: 'number' } }, value: ['1', 2], result: [1, 2] },
    { field: { spec: { type: 'number' } }, value: ['one'], problem: 'FIELD_TYPE' },
    { field: { spec: { type: 'text', required: true } }, value: ['vip', ''], problem: 'FIELD_REQUIRED' },
    { field: { spec: [{ name: 'id', type: 'number' }] }, value: { id: '1' }, result: [{ id: 1 }] },
    { field: { spec: [{ name: 'id', type: 'number' }] }, value: ['1'], problem: 'FIELD_TYPE' },
    { field: { spec: 'rpc://fields' }, value: [1, { a: 2 }], result: [1, { a: 2 }] },
    { value: '["a","b"]', settings: { fromText: true }, result: ['a', 'b'] },
    { value: '[vip] guests', settings: { fromText: true }, result: ['[vip] guests'] },
    { field: { validate: { maxItems: 1 } }, value: ['a', 'b'], problem: 'FIELD_RANGE' },
    { field: { validate: { minItems: 1 } }, value: [], problem: 'FIELD_RANGE' },
    { field: { validate: { enum: ['a'] } }, value: ['b'], problem: 'FIELD_OPTION' },
  ],
  coerce(value, field, context) {
    const given = structured(value, context.settings);
    const outcome = context.items(Array.isArray(given) ? given : [given]);
    if (outcome.problems.length > 0 || !Array.isArray(outcome.value)) return outcome;
    return checkMembership(outcome.value, field, context) ?? checkCount(outcome.value, field, context);
  },
  schema: (field, of) => ({
    type: 'array',
    items: field.item === undefined ? {} : of.item(field.item),
    ...countSchema(field),
  }),
};

/** Checks `validate.minItems` and `maxItems`. */
export function checkCount(values: readonly unknown[], { bounds }: CompiledField, context: CoerceContext): Outcome {
  const { minItems = 0, maxItems = Infinity } = bounds;
  if (values.length < minItems) {
    return refused(
      context,
      'FIELD_RANGE',
      `has fewer than ${counted(minItems)}`,
      `Give at least ${counted(minItems)}.`,
    );
  }
  if (values.length > maxItems) {
    return refused(context, 'FIELD_RANGE', `has more than ${counted(maxItems)}`, `Give at most ${counted(maxItems)}.`);
  }
  return accepted(values);
}

/** JSON Schema keywords for the number of items. */
export function countSchema({ bounds }: CompiledField): Schema {
  return {
    ...(bounds.minItems === undefined ? {} : { minItems: bounds.minItems }),
    ...(bounds.maxItems === undefined ? {} : { maxItems: bounds.maxItems }),
  };
}

function checkMembership(
  values: readonly unknown[],
  field: CompiledField,
  context: CoerceContext,
): Outcome | undefined {
  const allowed = field.bounds.enum;
  if (allowed === undefined || values.every((value) => allowed.includes(value))) return undefined;
  const fix = `Use only: ${allowed.map(String).join(', ')}.`;
  return refused(context, 'FIELD_OPTION', 'has an item that is not allowed', fix);
}

function counted(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}
