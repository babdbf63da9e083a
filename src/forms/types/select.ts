import { didYouMean } from '../../core/suggest.ts';
import { structured } from '../json-text.ts';
import { sameChoice, schemaOfChoices } from '../options.ts';
import { plainText, shortened, shown } from '../plain-text.ts';
import { accepted, isEmpty, refused } from '../type-entry.ts';
import type { CoerceContext, CompiledField, Outcome, TypeEntry } from '../type-entry.ts';
import { checkCount, countSchema } from './array.ts';

/** At most this many choices are listed in a message. */
const LISTED = 12;
const CHOICES = [
  { label: 'One', value: 1 },
  { label: 'Two', value: 'two' },
];

/** One of the options, or several with `multiple`. */
export const selectType: TypeEntry = {
  type: 'select',
  summary:
    'One of the options, or a list of them with `multiple`; options of an RPC or with `dynamic` are not checked, and read as `spec` says.',
  examples: [
    { field: { options: CHOICES }, value: 'two', result: 'two' },
    { field: { options: CHOICES }, value: '1', result: 1 },
    { field: { options: CHOICES }, value: 'tow', problem: 'FIELD_OPTION' },
    { field: { options: [{ label: 'Group', options: CHOICES }] }, value: 'two', result: 'two' },
    { field: { options: { store: [{ id: 7 }], value: 'id' } }, value: '7', result: 7 },
    { field: { options: 'rpc://listTags' }, value: 'vip', result: 'vip' },
    { field: { options: CHOICES, dynamic: true }, value: 'three', result: 'three' },
    { field: { options: 'rpc://listIds', spec: { type: 'number' } }, value: '7', result: 7 },
    { field: { options: 'rpc://listIds', spec: { type: 'number' } }, value: 'seven', problem: 'FIELD_TYPE' },
    { field: { options: CHOICES, multiple: true }, value: 'two', result: ['two'] },
    {
      field: { options: CHOICES, multiple: true },
      value: '[1,"two"]',
      settings: { fromText: true },
      result: [1, 'two'],
    },
    { field: { options: CHOICES, multiple: true }, value: [1, 3], problem: 'FIELD_OPTION' },
    { field: { options: CHOICES }, value: ['two'], problem: 'FIELD_TYPE' },
  ],
  coerce(value, field, context) {
    if (field.field.multiple === true) return several(structured(value, context.settings), field, context);
    if (!Array.isArray(value)) return one(value, field, context);
    return refused(context, 'FIELD_TYPE', 'takes one value, not a list', 'Give one of the values alone.');
  },
  schema(field) {
    const single = schemaOfChoices(field.choices);
    return field.field.multiple === true ? { type: 'array', items: single, ...countSchema(field) } : single;
  },
};

function several(value: unknown, field: CompiledField, context: CoerceContext): Outcome {
  const values = (Array.isArray(value) ? value : [value]).filter((item) => !isEmpty(item));
  const outcomes = values.map((item) => one(item, field, context));
  const problems = outcomes.flatMap((outcome) => outcome.problems);
  if (problems.length > 0) return { problems };
  return checkCount(
    outcomes.map((outcome) => outcome.value),
    field,
    context,
  );
}

function one(value: unknown, { choices, item }: CompiledField, context: CoerceContext): Outcome {
  if (choices === undefined) return item === undefined ? accepted(value) : item.type.coerce(value, item, context);
  const exact = choices.find((choice) => choice.value === value);
  const choice = exact ?? choices.find((other) => sameChoice(other.value, value));
  if (choice !== undefined) return accepted(choice.value);
  const known = choices.map((other) => plainText(other.value) ?? other.label);
  const more = known.length > LISTED ? ', …' : '';
  const fix = `Use one of: ${known.slice(0, LISTED).join(', ')}${more}.`;
  const guess = didYouMean(shortened(plainText(value) ?? ''), known).trim();
  return refused(context, 'FIELD_OPTION', `cannot be ${shown(value)}`, `${guess} ${fix}`.trim());
}
