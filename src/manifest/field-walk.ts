import { type Collection, isCollection, ownValue } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { entriesOf, fieldSections, type Located } from './sections.ts';
import type { SourceFile } from './source-file.ts';

/** Every field of a file at every depth. */
export function allFields(file: SourceFile): Located<Collection>[] {
  return fieldSections(file).flatMap(({ value, pointer }) => entriesOf(value, pointer).flatMap(withDescendants));
}

/**
 * Names a form gives values to: its fields and those nested under options, which are siblings of their parent. The
 * answer is undefined when a part of the form comes from an RPC, so that its names are not known.
 */
export function valueNames(form: unknown): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const entry of entriesOf(form ?? [], '')) {
    if (!isCollection(entry.value)) return undefined;
    const name = ownValue(entry.value, 'name');
    // What is only shown has none.
    if (typeof name === 'string' && name !== '') names.add(name);
    for (const nested of nestedLists({ value: entry.value, pointer: '' })) {
      const inner = typeof nested.value === 'string' ? undefined : valueNames(nested.value);
      if (inner === undefined) return undefined;
      for (const name of inner) names.add(name);
    }
  }
  return typeof form === 'string' ? undefined : names;
}

function withDescendants(entry: Located<unknown>): Located<Collection>[] {
  if (!isCollection(entry.value)) return [];
  const field = { value: entry.value, pointer: entry.pointer };
  const spec = ownValue(field.value, 'spec');
  const item = isCollection(spec) ? withDescendants({ value: spec, pointer: pointerTo(field.pointer, 'spec') }) : [];
  const children = childLists(field).flatMap((list) => entriesOf(list.value, list.pointer).flatMap(withDescendants));
  return [field, ...item, ...children];
}

function childLists(field: Located<Collection>): Located<unknown>[] {
  return [...member(field, 'spec').filter(({ value }) => Array.isArray(value)), ...nestedLists(field)];
}

/** `nested` of the field, of its options (grouped ones too) and of the place of an empty choice. */
function nestedLists(field: Located<Collection>): Located<unknown>[] {
  const options = member(field, 'options');
  return [
    ...member(field, 'nested'),
    ...options.flatMap(optionsIn).flatMap((option) => member(option, 'nested')),
    ...options.flatMap((held) => member(held, 'nested')),
    ...options.flatMap((held) => member(held, 'placeholder')).flatMap((held) => member(held, 'nested')),
  ];
}

function optionsIn(holder: Located<unknown>): Located<unknown>[] {
  const list = Array.isArray(holder.value) ? [holder] : member(holder, 'store');
  return list
    .flatMap(({ value, pointer }) => entriesOf(value, pointer))
    .flatMap((option) => [option, ...member(option, 'options').flatMap(optionsIn)]);
}

function member(holder: Located<unknown>, key: string): Located<unknown>[] {
  const value = ownValue(holder.value, key);
  return value === undefined ? [] : [{ value, pointer: pointerTo(holder.pointer, key) }];
}
