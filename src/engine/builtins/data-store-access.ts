import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { parseJson } from '../../http/json-text.ts';
import { textOf } from '../../iml/coerce.ts';
import type { DataRecords } from '../data-stores/data-records.ts';
import type { Operation } from '../flow/operation.ts';

/** The data store a module works with. */
export interface OpenDataStore {
  readonly id: string;
  readonly records: DataRecords;
}

/** @throws ConnectorError `InvalidConfigurationError` when none is chosen, or when there are none here at all. */
export function dataStoreOf(input: Collection, { run, step }: Operation): OpenDataStore {
  const { dataStores } = run.context;
  if (dataStores === undefined) {
    throw new ConnectorError('InvalidConfigurationError', 'There are no data stores here.', {
      fix: 'Run the scenario on a server, which keeps them.',
    });
  }
  const id = textOf(ownValue(input, 'datastore')).trim();
  if (id === '') {
    throw new ConnectorError('InvalidConfigurationError', `"${step.label}" has no data store.`, {
      fix: 'Choose a data store for the module.',
    });
  }
  return { id, records: dataStores };
}

/** The key an input names. @throws ConnectorError `BundleValidationError` when it is empty. */
export function keyOf(input: Collection): string {
  const key = textOf(ownValue(input, 'key'));
  if (key !== '') return key;
  throw new ConnectorError('BundleValidationError', 'The key of the record is empty.', {
    problems: [{ pointer: '/key', severity: 'error', code: 'FIELD_REQUIRED', message: '"Key" is mandatory.' }],
  });
}

/** The fields of a record as they were mapped: a collection, or JSON text of one. */
export function fieldsOf(input: Collection): Collection {
  const given = ownValue(input, 'data');
  if (given === undefined || given === null || given === '') return {};
  const data = typeof given === 'string' ? jsonIn(given) : given;
  if (isCollection(data)) return collectionOf(Object.entries(data).filter(([, value]) => value !== undefined));
  throw new ConnectorError('BundleValidationError', 'The record is no collection of fields.', {
    fix: 'Map its fields by name, a collection, or JSON text of one object.',
  });
}

/** Whether a switch is on. */
export function isOn(input: Collection, name: string): boolean {
  const value = ownValue(input, name);
  return value === true || value === 'true';
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
