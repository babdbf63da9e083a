import { ownValue, type Collection } from '../../core/json.ts';
import { looseNumber } from '../../iml/coerce.ts';
import { compileSearch } from '../data-stores/search-records.ts';
import type { Performed } from '../blueprint/step.ts';
import type { Operation } from '../flow/operation.ts';
import { dataStoreOf, isOn, keyOf } from './data-store-access.ts';

/** Most records a search gives. */
const MOST_FOUND = 10_000;

/** A record that is not there gives an empty bundle, so that the modules behind can tell and go on. */
export async function getRecord(input: Collection, operation: Operation): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  const record = await records.get(id, keyOf(input));
  if (record === undefined) return { bundles: [{}] };
  return { bundles: [isOn(input, 'returnWrapped') ? { ...record } : record.data] };
}

export async function findRecord(input: Collection, operation: Operation): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  return { bundles: [{ exist: (await records.get(id, keyOf(input))) !== undefined }] };
}

export async function countRecords(input: Collection, operation: Operation): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  return { bundles: [{ count: await records.count(id) }] };
}

export async function searchRecords(input: Collection, operation: Operation): Promise<Performed> {
  const { id, records } = dataStoreOf(input, operation);
  const search = compileSearch(ownValue(input, 'filter'), ownValue(input, 'sort'));
  const found = await records.search(id, search, limitOf(input));
  const none = isOn(input, 'continueWhenNoRes') ? [{}] : [];
  return { bundles: found.length === 0 ? none : found.map((record) => ({ ...record })) };
}

/** Blueprints keep the limit among the parameters, or, where it is mapped, among the inputs. */
function limitOf(input: Collection): number {
  const limit = looseNumber(ownValue(input, 'mappAbleLimit')) ?? looseNumber(ownValue(input, 'limit'));
  return limit !== undefined && limit >= 1 ? Math.min(Math.floor(limit), MOST_FOUND) : MOST_FOUND;
}
