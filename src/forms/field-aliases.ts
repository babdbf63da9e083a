import { isCollection, ownValue } from '../core/json.ts';
import { resolveType } from './type-table.ts';

/** A list of fields with the type aliases resolved at every depth; anything that is not a field stays as it is. */
export function resolveFields(fields: unknown): unknown {
  return Array.isArray(fields) ? fields.map(resolveField) : fields;
}

function resolveField(field: unknown): unknown {
  if (!isCollection(field)) return field;
  return {
    ...field,
    type: resolveType(field['type']),
    ...replaced(field, 'spec', (spec) => (isCollection(spec) ? resolveField(spec) : resolveFields(spec))),
    ...replaced(field, 'nested', resolveFields),
    ...replaced(field, 'options', resolveOptions),
  };
}

/** Options in all their forms: a list, a group, a store; each may bring nested fields. */
function resolveOptions(options: unknown): unknown {
  if (Array.isArray(options)) return options.map(resolveOptions);
  if (!isCollection(options)) return options;
  return {
    ...options,
    ...replaced(options, 'nested', resolveFields),
    ...replaced(options, 'options', resolveOptions),
    ...replaced(options, 'store', resolveOptions),
    ...replaced(options, 'placeholder', resolveOptions),
  };
}

function replaced(holder: object, key: string, by: (value: unknown) => unknown): object {
  return Object.hasOwn(holder, key) ? { [key]: by(ownValue(holder, key)) } : {};
}
