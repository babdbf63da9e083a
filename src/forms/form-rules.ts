import type { Field } from './field.ts';
import type { AcceptSettings } from './type-entry.ts';

/** A rule that holds for fields of every type, with an executed example. */
export interface FormRule {
  readonly summary: string;
  readonly fields: readonly Field[];
  readonly given: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<AcceptSettings>;
  /** What the form makes of it, or the code of what it reports. */
  readonly result?: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

const NAME: Field = { name: 'name', type: 'text', label: 'Name' };
const KIND: Field = {
  name: 'kind',
  type: 'select',
  label: 'Kind',
  options: [
    { label: 'Text', value: 'text', nested: [{ name: 'value', type: 'text', label: 'Value', required: true }] },
    { label: 'Number', value: 'number', nested: [{ name: 'value', type: 'number', label: 'Value' }] },
  ],
};

/** The rules that are not of one type: what is empty, mandatory, nested, unchecked or unknown. */
export const FORM_RULES: readonly FormRule[] = [
  {
    summary: 'An optional field without a value, or with an empty text, is left out.',
    fields: [NAME],
    given: { name: '' },
    result: {},
  },
  {
    summary: 'A mandatory field needs a value.',
    fields: [{ ...NAME, required: true }],
    given: {},
    problem: 'FIELD_REQUIRED',
  },
  {
    summary: 'A mandatory field left empty takes its default.',
    fields: [{ ...NAME, required: true, default: 'Ada' }],
    given: {},
    result: { name: 'Ada' },
  },
  {
    summary: 'A default of an optional field is only a suggestion of the form.',
    fields: [{ ...NAME, default: 'Ada' }],
    given: {},
    result: {},
  },
  {
    summary: 'Null, as `erase` gives it, is kept where values are to be erased, and is nothing elsewhere.',
    fields: [NAME],
    given: { name: null },
    settings: { keepNull: true },
    result: { name: null },
  },
  {
    summary: 'A collection without anything in it stays an empty collection.',
    fields: [{ name: 'at', type: 'collection', label: 'At', spec: [NAME] }],
    given: { at: { name: '' } },
    result: { at: {} },
  },
  {
    summary: '`validate: false` switches all checks of a field off; what its type cannot read passes as it is.',
    fields: [{ name: 'age', type: 'number', label: 'Age', validate: false }],
    given: { age: 'old' },
    result: { age: 'old' },
  },
  {
    summary: 'Fields nested in an option stand beside the field while the option is chosen.',
    fields: [KIND],
    given: { kind: 'number', value: '7' },
    result: { kind: 'number', value: 7 },
  },
  {
    summary: 'They are checked like all others.',
    fields: [KIND],
    given: { kind: 'text' },
    problem: 'FIELD_REQUIRED',
  },
  {
    summary: 'A value of an option that is not chosen is left out.',
    fields: [
      NAME,
      { name: 'more', type: 'boolean', label: 'More', nested: [{ name: 'note', type: 'text', label: 'Note' }] },
    ],
    given: { more: false, note: 'x' },
    result: { more: false },
  },
  {
    summary: 'A yes or no may bring fields for both, as `nested.true` and `nested.false`.',
    fields: [
      { name: 'mail', type: 'boolean', label: 'Mail', nested: { true: [], false: [{ ...NAME, required: true }] } },
    ],
    given: { mail: false },
    problem: 'FIELD_REQUIRED',
  },
  {
    summary: 'With `reversedNested` its fields are there when it is no.',
    fields: [
      { name: 'mail', type: 'boolean', label: 'Mail', nested: [{ ...NAME, required: true }], reversedNested: true },
    ],
    given: { mail: true },
    result: { mail: true },
  },
  {
    summary: 'Names no field has pass unchanged, or are reported where a form is strict.',
    fields: [NAME],
    given: { nmae: 'Ada' },
    settings: { strict: true },
    problem: 'UNKNOWN_FIELD',
  },
];
