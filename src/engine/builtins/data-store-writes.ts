import { ConnectorError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { textOf } from '../../iml/coerce.ts';
import type { JournalEntry } from '../../store/records.ts';
import type { RecordEdit } from '../data-stores/data-records.ts';
import { mergeData, shortKey } from '../data-stores/record-data.ts';
import type { SearchedRecord } from '../data-stores/search-records.ts';
import type { Performed } from '../blueprint/step.ts';
import type { Operation } from '../flow/operation.ts';
import { encodeBundles } from '../flow/snapshot.ts';
import { dataStoreOf, fieldsOf, isOn, keyOf, type OpenDataStore } from './data-store-access.ts';

export function addRecord(input: Collection, operation: Operation): Promise<Performed> {
  const data = fieldsOf(input);
  const key = textOf(ownValue(input, 'key')) || newId('rec', operation.services.clock.now());
  return write(key, { input, operation }, (present) => {
    if (present === undefined || isOn(input, 'overwrite')) return data;
    throw new ConnectorError('DuplicateDataError', `There is a record "${shortKey(key)}" already.`, {
      fix: 'Allow the module to overwrite it, or check first whether it exists.',
    });
  });
}

export function updateRecord(input: Collection, operation: Operation): Promise<Performed> {
  const changes = fieldsOf(input);
  const key = keyOf(input);
  return write(key, { input, operation }, (present) => {
    if (present === undefined && !isOn(input, 'upsert')) {
      throw new ConnectorError('DataError', `There is no record "${shortKey(key)}" to be updated.`, {
        fix: 'Let the module insert a missing record, or add it first.',
      });
    }
    const merged = mergeData(present ?? {}, changes, isOn(input, 'overwriteArrays'));
    return isCollection(merged) ? merged : {};
  });
}

export function deleteRecord(input: Collection, operation: Operation): Promise<Performed> {
  return write(keyOf(input), { input, operation }, () => undefined);
}

export async function clearRecords(input: Collection, operation: Operation): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  await records.clear(id, stepFor([{}], { id, operation }));
  return { bundles: [{}], wrote: true };
}

interface Work {
  readonly input: Collection;
  readonly operation: Operation;
}

/**
 * One change of one record. Its result is written into the journal of the run in the same commit: whatever happens
 * afterwards, a retry finds either both or neither, so that nobody ever has to look whether it was carried out.
 */
async function write(key: string, { input, operation }: Work, edit: RecordEdit): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  const bundlesOf = (record: SearchedRecord | undefined): Collection[] => [
    collectionOf(Object.entries(record ?? { key })),
  ];
  const stepOf = (record: SearchedRecord | undefined) => stepFor(bundlesOf(record), { id, key, operation });
  const record = await records.change(id, key, edit, stepOf);
  return { bundles: bundlesOf(record), wrote: true };
}

interface WriteOf extends Pick<OpenDataStore, 'id'> {
  readonly key?: string;
  readonly operation: Operation;
}

function stepFor(
  bundles: readonly Collection[],
  { id, key: recordKey, operation: { run, key, step } }: WriteOf,
): JournalEntry | undefined {
  const place = recordKey === undefined ? id : `${id}/${shortKey(recordKey)}`;
  const request = { method: step.module.split(':')[1] ?? '', url: `datastore:${place}`, headers: {} };
  return run.context.journal?.entry?.(key, encodeBundles(bundles), request);
}
