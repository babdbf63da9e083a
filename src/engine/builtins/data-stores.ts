import { ownValue } from '../../core/json.ts';
import { remembered, type BuiltIn, type Perform } from './built-in.ts';
import { DATA_STORE, KEY, RECORD, RECORD_BUNDLE, SEARCH_FIELDS, SEARCH_PARAMETERS } from './data-store-fields.ts';
import { addRecord, clearRecords, deleteRecord, updateRecord } from './data-store-writes.ts';
import { countRecords, findRecord, getRecord, searchRecords } from './data-store-reads.ts';
import { operatorProblems } from '../data-stores/search-records.ts';

type Entry = Pick<BuiltIn, 'name' | 'label' | 'summary'> &
  Partial<Pick<BuiltIn, 'interface' | 'parameters' | 'mappable' | 'isWrite' | 'role' | 'replacedBy'>> & {
    readonly perform: Perform;
  };

const COUNT: Omit<Entry, 'name' | 'replacedBy'> = {
  label: 'Count records',
  summary: 'Gives the number of records of a data store.',
  interface: [{ name: 'count', type: 'uinteger', label: 'Count' }],
  perform: countRecords,
};

const ENTRIES: readonly Entry[] = [
  {
    name: 'datastore:AddRecord',
    label: 'Add or replace a record',
    summary: 'Writes a record; without a key it gets a new one.',
    mappable: [
      { name: 'key', type: 'text', label: 'Key', help: 'Empty: a new key.' },
      {
        name: 'overwrite',
        type: 'boolean',
        label: 'Overwrite an existing record',
        default: false,
        help: 'Otherwise a key that exists raises a DuplicateDataError.',
      },
      RECORD,
    ],
    interface: RECORD_BUNDLE,
    isWrite: true,
    perform: addRecord,
  },
  {
    name: 'datastore:UpdateRecord',
    label: 'Update a record',
    summary: 'Changes fields of a record and leaves the others as they are.',
    mappable: [
      KEY,
      {
        name: 'upsert',
        type: 'boolean',
        label: 'Insert a missing record',
        default: false,
        help: 'Otherwise a key that does not exist raises a DataError.',
      },
      {
        name: 'overwriteArrays',
        type: 'boolean',
        label: 'Overwrite arrays',
        default: false,
        help: 'Otherwise new items are put behind those that are there.',
      },
      RECORD,
    ],
    interface: RECORD_BUNDLE,
    isWrite: true,
    perform: updateRecord,
  },
  {
    name: 'datastore:GetRecord',
    label: 'Get a record',
    summary: 'Gives the fields of a record; an empty bundle when there is none.',
    mappable: [
      KEY,
      {
        name: 'returnWrapped',
        type: 'boolean',
        label: 'Return wrapped output',
        default: false,
        help: 'The bundle then has the key and, under data, the fields.',
      },
    ],
    perform: getRecord,
  },
  {
    name: 'datastore:ExistRecord',
    label: 'Check whether a record exists',
    summary: 'Says whether there is a record with a key.',
    mappable: [KEY],
    interface: [{ name: 'exist', type: 'boolean', label: 'Exists' }],
    perform: findRecord,
  },
  {
    name: 'datastore:SearchRecord',
    label: 'Search records',
    summary: 'Gives every record that meets conditions.',
    parameters: SEARCH_PARAMETERS,
    mappable: SEARCH_FIELDS,
    interface: RECORD_BUNDLE,
    perform: searchRecords,
    role({ mapper, pointer, findings }) {
      findings.problems.push(...operatorProblems(ownValue(mapper, 'filter'), `${pointer}/mapper/filter`));
      return remembered(searchRecords);
    },
  },
  {
    name: 'datastore:DeleteRecord',
    label: 'Delete a record',
    summary: 'Removes a record; nothing happens when there is none.',
    mappable: [KEY],
    interface: [{ name: 'key', type: 'text', label: 'Key' }],
    isWrite: true,
    perform: deleteRecord,
  },
  {
    name: 'datastore:DeleteAllRecords',
    label: 'Delete all records',
    summary: 'Empties a data store.',
    isWrite: true,
    perform: clearRecords,
  },
  { name: 'datastore:Stats', ...COUNT },
  ...['datastore:CountRecords', 'datastore:CountRecord'].map((name) => ({
    name,
    replacedBy: 'datastore:Stats',
    ...COUNT,
  })),
];

/** Modules that keep records for later runs and for other scenarios. */
export const DATA_STORE_MODULES: readonly BuiltIn[] = ENTRIES.map(({ perform, ...entry }) => ({
  group: 'data-stores',
  kind: 'action',
  parameters: [DATA_STORE],
  role: () => remembered(perform),
  ...entry,
}));
