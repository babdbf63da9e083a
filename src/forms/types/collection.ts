import { isCollection } from '../../core/json.ts';
import { structured } from '../json-text.ts';
import { shown } from '../plain-text.ts';
import { refused } from '../type-entry.ts';
import type { CompiledField, TypeEntry } from '../type-entry.ts';

/** Named values; `spec` lists their fields. */
export const collectionType: TypeEntry = {
  type: 'collection',
  summary: 'Named values, each by its field in `spec`; without a `spec` whatever it holds.',
  examples: [
    { field: { spec: [{ name: 'age', type: 'number' }] }, value: { age: '7' }, result: { age: 7 } },
    { field: { spec: [{ name: 'age', type: 'number' }] }, value: { age: '' }, result: {} },
    { field: { spec: [{ name: 'age', type: 'number' }] }, value: { age: 'old' }, problem: 'FIELD_TYPE' },
    { field: { spec: [{ name: 'age', type: 'number', required: true }] }, value: {}, problem: 'FIELD_REQUIRED' },
    { value: { anything: [1] }, result: { anything: [1] } },
    { value: 'text', problem: 'FIELD_TYPE' },
    { value: [], problem: 'FIELD_TYPE' },
    { value: '{"a":1}', settings: { fromText: true }, result: { a: 1 } },
    { value: '{"a":', settings: { fromText: true }, problem: 'FIELD_TYPE' },
  ],
  coerce(value, field, context) {
    const given = structured(value, context.settings);
    if (isCollection(given)) return context.members(given);
    const fix = context.settings.fromText ? `Write it as JSON, for example ${exampleOf(field)}.` : 'Give named values.';
    return refused(context, 'FIELD_TYPE', `must be a collection, not ${shown(given)}`, fix);
  },
  schema: (field, of) => (field.members === undefined ? { type: 'object' } : of.members(field.members)),
};

/** JSON with the members of the field, as somebody would type it. */
function exampleOf({ members }: CompiledField): string {
  const names = (members?.fields ?? []).map(({ field }) => field.name);
  return JSON.stringify(Object.fromEntries((names.length === 0 ? ['name'] : names).map((name) => [name, '…'])));
}
