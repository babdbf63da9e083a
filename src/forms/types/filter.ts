import { type Collection, isCollection, ownValue } from '../../core/json.ts';
import type { Field } from '../field.ts';
import { structured } from '../json-text.ts';
import { shown } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { TypeEntry } from '../type-entry.ts';

const OPERATORS = [{ label: 'Numbers', options: [{ label: 'Equal to', value: 'eq' }] }];

/** Conditions people put together, for a search of the service. */
export const filterType: TypeEntry = {
  type: 'filter',
  summary:
    'Conditions `{a, o, b}`: a list of alternatives, each a list of conditions that hold together; flat with `logic`, in the field or its `options`. The operator `o` is one of `options.operators`, else one such as `text:equal`.',
  examples: [
    { value: [[{ a: 'x', o: 'text:equal', b: 'y' }]], result: [[{ a: 'x', o: 'text:equal', b: 'y' }]] },
    {
      field: { options: { store: [], logic: 'and' } },
      value: [{ a: 'x', o: 'exist' }],
      result: [{ a: 'x', o: 'exist' }],
    },
    { value: '[[{"a":"x","o":"exist"}]]', settings: { fromText: true }, result: [[{ a: 'x', o: 'exist' }]] },
    { field: { logic: 'or' }, value: [{ a: 'x', o: 'exist' }], result: [{ a: 'x', o: 'exist' }] },
    {
      field: { options: { store: [], operators: OPERATORS } },
      value: [[{ a: 'x', o: 'eq' }]],
      result: [[{ a: 'x', o: 'eq' }]],
    },
    {
      field: { options: { store: [], operators: OPERATORS } },
      value: [[{ a: 'x', o: 'gt' }]],
      problem: 'FIELD_OPTION',
    },
    {
      field: { options: { store: [], operators: 'rpc://listOperators' } },
      value: [[{ a: 'x', o: 'like' }]],
      result: [[{ a: 'x', o: 'like' }]],
    },
    { value: [[{ a: 'x', o: 'like' }]], problem: 'FIELD_OPTION' },
    { value: [{ a: 'x', o: 'exist' }], problem: 'FIELD_TYPE' },
    { value: [[{ a: 'x' }]], problem: 'FIELD_TYPE' },
  ],
  coerce(value, field, context) {
    const given = structured(value, context.settings);
    const flat = isFlat(field.field) ? given : conditionsIn(given);
    if (!isConditions(flat)) {
      const fix = 'Give a list of lists of conditions, each with a, o (the operator) and b.';
      return refused(context, 'FIELD_TYPE', 'must be a list of conditions', fix);
    }
    const known = operatorsOf(field.field.options);
    const isOpen = typeof ownValue(field.field.options, 'operators') === 'string';
    const isKnown = (name: string): boolean => known?.includes(name) ?? (isOpen || OPERATOR.test(name));
    const strange = flat.find(({ o }) => !isKnown(o));
    if (strange === undefined) return accepted(given);
    const fix = known === undefined ? 'Use an operator such as text:equal.' : `Use one of: ${known.join(', ')}.`;
    return refused(context, 'FIELD_OPTION', `has an operator that is not known, ${shown(strange.o)}`, fix);
  },
  schema: () => ({ type: 'array' }),
};

/** What operators of filters are called when the app has none of its own. */
const OPERATOR = /^(?:not)?exist$|^(?:boolean|text|number|date|time|semver|array):[a-z]+(?::ci)?$/;

function isFlat(field: Field): boolean {
  const logic = field['logic'] ?? ownValue(field.options, 'logic');
  return logic === 'and' || logic === 'or';
}

/** The operators an app gives its own filter, groups of them included. */
function operatorsOf(options: unknown): readonly string[] | undefined {
  const given = ownValue(options, 'operators');
  if (!Array.isArray(given)) return undefined;
  return given.flatMap((one: unknown) => {
    const group = ownValue(one, 'options');
    return (Array.isArray(group) ? (group as readonly unknown[]) : [one]).map((each) =>
      String(ownValue(each, 'value')),
    );
  });
}

interface Condition extends Collection {
  readonly o: string;
}

function conditionsIn(value: unknown): unknown {
  return Array.isArray(value) && value.every(Array.isArray) ? value.flat() : undefined;
}

function isConditions(value: unknown): value is readonly Condition[] {
  return (
    Array.isArray(value) && value.every((condition) => isCollection(condition) && typeof condition['o'] === 'string')
  );
}
