import { isCollection, ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import type { Problem } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { readRpcAddress } from '../../forms/rpc-address.ts';
import type { OpenPlace } from '../../forms/type-entry.ts';
import { checkGivenFields, isReadable } from './check-choices.ts';
import { loadList } from './loaded-choices.ts';
import type { ChoiceSource } from './loaded-choices.ts';

/** Fields an RPC gives may come with fields of another one, so many levels deep. */
const DEEPEST = 3;

/**
 * Checks values beside which more fields stand, as RPCs give them, and puts the values in as these fields read them. What
 * a service does not say, or says differently for every value, is left to the service.
 * @param values all inputs, which expressions in addresses read
 */
export async function checkOpenFields(
  places: readonly OpenPlace[],
  values: Collection,
  source: ChoiceSource,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  let waiting = places;
  for (let level = 0; level < DEEPEST && waiting.length > 0; level += 1) {
    const found: OpenPlace[] = [];
    for (const place of waiting) problems.push(...(await checkPlace(place, { values, source, found })));
    waiting = found;
  }
  return problems;
}

interface Round {
  readonly values: Collection;
  readonly source: ChoiceSource;
  /** What turned out to be open in turn. */
  readonly found: OpenPlace[];
}

async function checkPlace(place: OpenPlace, { values, source, found }: Round): Promise<readonly Problem[]> {
  const list = await givenFields(place, values, source);
  const fields = list.filter((field) => !place.known.has(field.name));
  if (fields.length === 0) return [];
  const { pointer, values: siblings } = place;
  return checkGivenFields(fields, { siblings, pointer, known: place.known }, source, (inner) => {
    const isBeside = inner.pointer === '';
    found.push({
      address: inner.address,
      values: isBeside ? siblings : inner.values,
      known: isBeside ? new Set([...place.known, ...inner.known]) : inner.known,
      pointer: `${pointer}${inner.pointer}`,
    });
  });
}

/**
 * Fields an RPC gives beside some values; none where the service does not say. An RPC that may read any value would have
 * to be asked for every bundle, so that nobody asks it.
 */
export async function givenFields(
  place: OpenPlace,
  values: Collection,
  source: ChoiceSource,
): Promise<readonly Field[]> {
  const address = readRpcAddress(place.address);
  if (address === undefined || source.app.rpcs.get(address.rpc)?.reads === undefined) return [];
  const list = (await loadList(address, { ...values, ...place.values }, source)) ?? [];
  return list.filter(isField);
}

/** A field, or the address of an RPC that gives some. */
function isField(entry: unknown): entry is Field {
  if (typeof entry === 'string') return readRpcAddress(entry) !== undefined;
  return isCollection(entry) && nameOf(entry) !== '' && isReadable(entry as Field);
}

function nameOf(field: Collection): string {
  const name = ownValue(field, 'name');
  return typeof name === 'string' ? name : '';
}
