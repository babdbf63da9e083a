import type { FieldType } from './field.ts';
import type { TypeEntry } from './type-entry.ts';
import { arrayType } from './types/array.ts';
import { booleanType } from './types/boolean.ts';
import { collectionType } from './types/collection.ts';
import { dateTypes } from './types/date.ts';
import { filterType } from './types/filter.ts';
import { formattedTypes } from './types/formatted.ts';
import { freeTypes } from './types/free.ts';
import { numberTypes } from './types/number.ts';
import { secretTypes } from './types/secret.ts';
import { selectType } from './types/select.ts';
import { textType } from './types/text.ts';
import { visualTypes } from './types/visual.ts';

/** Every parameter type by its name; a new type is one more entry here. */
export const FIELD_TYPES: ReadonlyMap<string, TypeEntry> = new Map(
  [
    textType,
    ...numberTypes,
    booleanType,
    selectType,
    arrayType,
    collectionType,
    ...dateTypes,
    ...formattedTypes,
    ...secretTypes,
    ...freeTypes,
    filterType,
    ...visualTypes,
  ].map((entry) => [entry.type, entry]),
);

/** Other names apps use for a type. */
export const TYPE_ALIASES: ReadonlyMap<string, FieldType> = new Map([
  ['checkbox', 'boolean'],
  ['list', 'select'],
  ['radio', 'select'],
  ['datastore', 'any'],
  ['device', 'any'],
  ['aiagent', 'any'],
  ['scenario', 'any'],
  ['udt', 'any'],
  ['udttype', 'any'],
  ['udtspec', 'any'],
  ['upload', 'any'],
  ['filestorage', 'any'],
]);

/** References to other things of an account, for example `account:sonar`; their values are ids. */
const REFERENCE = /^(?:account|hook|keychain):/;

/** The type a written name stands for: aliases resolved, text when none is written, unknown names unchanged. */
export function resolveType(name: unknown): unknown {
  if (name === undefined) return 'text';
  if (typeof name !== 'string') return name;
  return REFERENCE.test(name) ? 'any' : (TYPE_ALIASES.get(name) ?? name);
}
