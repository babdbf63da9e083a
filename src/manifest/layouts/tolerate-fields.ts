import { type Collection, isCollection, ownValue } from '../../core/json.ts';
import { pointerTo } from '../../core/source.ts';
import { readRpcAddress } from '../../forms/rpc-address.ts';
import { FIELD_TYPES, resolveType } from '../../forms/type-table.ts';

/** The pieces of a component that are lists of fields. */
export const FIELD_LISTS: ReadonlySet<string> = new Set(['parameters', 'mappableParams', 'interface', 'installSpec']);

/** Hears what is wrong with a field, by its pointer below the list. */
export type Hear = (pointer: string, message: string) => void;

/** Stands in the place of a field that cannot be one, so that all others keep theirs. */
const NOTHING: Collection = { type: 'html' };

/**
 * A list of fields as Make takes it: a field without a name or with one that stands there before is passed over, and a
 * type that is not known takes any value. Everything else is left to the form.
 */
export function tolerateFields(fields: unknown, pointer: string, hear: Hear): unknown {
  if (!Array.isArray(fields)) return fields;
  const names = new Set<string>();
  return fields.map((field: unknown, index) => {
    const at = pointerTo(pointer, index);
    if (readRpcAddress(field) !== undefined) return field;
    if (!isCollection(field)) return passedOver(at, 'This is no field.', hear);
    const own = tolerateField(field, at, hear);
    const name = ownValue(own, 'name');
    if (isVisual(own)) return own;
    if (typeof name !== 'string' || name === '') return passedOver(at, 'This field has no name.', hear);
    if (names.has(name)) return passedOver(at, `The field "${name}" stands twice in the same list.`, hear);
    names.add(name);
    return own;
  });
}

function passedOver(pointer: string, message: string, hear: Hear): Collection {
  hear(pointer, `${message} It is passed over.`);
  return NOTHING;
}

function tolerateField(field: Collection, pointer: string, hear: Hear): Collection {
  const type = resolveType(field['type']);
  const isKnown = typeof type === 'string' && FIELD_TYPES.has(type);
  if (!isKnown) hear(pointerTo(pointer, 'type'), `The type ${JSON.stringify(type)} is not known; it takes any value.`);
  return {
    ...field,
    ...(isKnown ? {} : { type: 'any' }),
    ...inside(field, 'spec', pointer, (spec, at) =>
      isCollection(spec) ? tolerateField(spec, at, hear) : tolerateFields(spec, at, hear),
    ),
    ...inside(field, 'nested', pointer, (nested, at) => tolerateNested(nested, at, hear)),
    ...inside(field, 'options', pointer, (options, at) => tolerateOptions(options, at, hear)),
  };
}

/** Nested fields are a list, one in a store, or one each for yes and no. */
function tolerateNested(nested: unknown, pointer: string, hear: Hear): unknown {
  if (!isCollection(nested)) return tolerateFields(nested, pointer, hear);
  const lists = ['store', 'true', 'false'].map((key) =>
    inside(nested, key, pointer, (list, at) => tolerateFields(list, at, hear)),
  );
  return Object.assign({ ...nested }, ...lists) as Collection;
}

/** Options in all their forms: a list, a group, a store; each may bring nested fields. */
function tolerateOptions(options: unknown, pointer: string, hear: Hear): unknown {
  if (Array.isArray(options)) {
    return options.map((option: unknown, index) => tolerateOptions(option, pointerTo(pointer, index), hear));
  }
  if (!isCollection(options)) return options;
  const more = (value: unknown, at: string): unknown => tolerateOptions(value, at, hear);
  return {
    ...options,
    ...inside(options, 'nested', pointer, (nested, at) => tolerateNested(nested, at, hear)),
    ...inside(options, 'options', pointer, more),
    ...inside(options, 'store', pointer, more),
    ...inside(options, 'placeholder', pointer, more),
  };
}

function inside(
  holder: Collection,
  key: string,
  pointer: string,
  by: (value: unknown, at: string) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.hasOwn(holder, key) ? { [key]: by(holder[key], pointerTo(pointer, key)) } : {};
}

function isVisual(field: Collection): boolean {
  const type = resolveType(field['type']);
  return typeof type === 'string' && FIELD_TYPES.get(type)?.visual === true;
}
