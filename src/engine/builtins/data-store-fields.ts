import type { Field } from '../../forms/field.ts';
import type { BuiltInField } from './built-in.ts';

/** Which data store a module works with. */
export const DATA_STORE: BuiltInField = {
  name: 'datastore',
  type: 'text',
  label: 'Data store',
  required: true,
  semantic: 'data-store',
};

/** Which record. */
export const KEY: BuiltInField = { name: 'key', type: 'text', label: 'Key', required: true };

/** What the record holds; its fields are those of the data structure. */
export const RECORD: BuiltInField = {
  name: 'data',
  type: 'collection',
  label: 'Record',
  semantic: 'data-record',
  help: 'The fields of the record, by name; or, mapped, one collection or JSON text.',
};

/** What a module that reads or writes one record gives. */
export const RECORD_BUNDLE: readonly Field[] = [
  { name: 'key', type: 'text', label: 'Key' },
  { name: 'data', type: 'collection', label: 'Record' },
];

/** What is searched for, and in which order. */
export const SEARCH_FIELDS: readonly BuiltInField[] = [
  {
    name: 'filter',
    type: 'filter',
    label: 'Filter',
    help: 'Conditions on the fields of the records: a is the name of a field, or key.',
  },
  {
    name: 'sort',
    type: 'array',
    label: 'Sort',
    labels: { add: 'Add a field', item: 'Field' },
    help: 'Without it records come by their keys.',
    spec: [
      { name: 'key', type: 'text', label: 'Field', required: true },
      {
        name: 'order',
        type: 'select',
        label: 'Order',
        default: 'asc',
        options: [
          { label: 'Ascending', value: 'asc' },
          { label: 'Descending', value: 'desc' },
        ],
      },
    ],
  },
];

/** How much a search gives. */
export const SEARCH_PARAMETERS: readonly BuiltInField[] = [
  DATA_STORE,
  {
    name: 'limit',
    type: 'uinteger',
    label: 'Limit',
    default: 10,
    help: 'The most records it gives; at most 10,000, also when it is empty.',
  },
  {
    name: 'continueWhenNoRes',
    type: 'boolean',
    label: 'Continue when nothing is found',
    default: false,
    help: 'Gives one empty bundle then; otherwise the modules behind it are not run.',
  },
];
