import { isCollection, ownValue } from '../../core/json.ts';
import { isEmpty, listOf, textOf } from '../../iml/coerce.ts';

/** Pairs written as `[{name, value}]` or `[{key, value}]`; those without a name are left out. */
export function headerEntries(list: unknown): readonly (readonly [string, string])[] {
  return listOf(list)
    .filter(isCollection)
    .map(
      (entry) => [textOf(ownValue(entry, 'name') ?? ownValue(entry, 'key')), textOf(ownValue(entry, 'value'))] as const,
    )
    .filter(([name]) => !isEmpty(name));
}
