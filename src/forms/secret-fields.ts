import { isCollection } from '../core/json.ts';
import type { Field } from './field.ts';
import { FIELD_TYPES } from './type-table.ts';

/** Keys of a field or option below which further fields can stand. */
const BELOW = ['spec', 'nested', 'options', 'store', 'placeholder'];

/** Names of all fields whose values are secrets, at any depth: in collections, arrays and nested fields. */
export function secretFields(fields: readonly Field[]): readonly string[] {
  return [...new Set(namesIn(fields))];
}

function namesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namesIn);
  if (!isCollection(part)) return [];
  const secret = isSecret(part['type']) || (isCollection(part['spec']) && isSecret(part['spec']['type']));
  const own = secret && typeof part['name'] === 'string' ? [part['name']] : [];
  return [...own, ...BELOW.flatMap((key) => namesIn(part[key]))];
}

function isSecret(type: unknown): boolean {
  return typeof type === 'string' && FIELD_TYPES.get(type)?.secret === true;
}
