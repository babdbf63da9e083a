import { isCollection, ownValue } from '../core/json.ts';
import type { Field } from './field.ts';
import { sameChoice, schemaOfChoices } from './options.ts';
import type { WrittenOption } from './options.ts';
import { isEmpty } from './type-entry.ts';
import type { Branch, FieldList, Schema } from './type-entry.ts';

/** Makes the fields nested at the place `at` (JSON pointer below the field) ready. */
export type CompileNested = (nested: unknown, at: string) => FieldList;

/**
 * The fields that appear beside a field with its value: those of the chosen option, else those of all options, else
 * those of the field; those of the placeholder while nothing is chosen. A boolean shows its fields when it is true, or
 * with `reversedNested` when it is false; written as `{true, false}` they are those of either.
 */
export function compileBranches(
  field: Field,
  options: readonly WrittenOption[] | undefined,
  compile: CompileNested,
): readonly Branch[] {
  const own = (options ?? []).filter((option) => option.nested !== undefined);
  const branches = own.map((option) => optionBranch(option, field, compile));
  const shared = sharedNested(field);
  if (field.type === 'boolean') return booleanBranches(field, compile);
  if (shared !== undefined) branches.push(sharedBranch(shared, own, { field, compile }));
  const placeholder = ownValue(ownValue(field.options, 'placeholder'), 'nested');
  if (placeholder !== undefined) {
    const nested = compileStore(placeholder, '/options/placeholder/nested', compile);
    branches.push({ applies: isEmpty, when: 'absent', nested });
  }
  return branches;
}

interface Nested {
  readonly value: unknown;
  readonly at: string;
}

function sharedNested(field: Field): Nested | undefined {
  const ofOptions = ownValue(field.options, 'nested');
  if (ofOptions !== undefined) return { value: ofOptions, at: '/options/nested' };
  return field.nested === undefined ? undefined : { value: field.nested, at: '/nested' };
}

function optionBranch(option: WrittenOption, field: Field, compile: CompileNested): Branch {
  return {
    applies: (value) => chosen(value).some((one) => sameChoice(option.value, one)),
    when: ofItems({ const: option.value }, field),
    nested: compileStore(option.nested, `${option.at}/nested`, compile),
  };
}

function sharedBranch(
  shared: Nested,
  own: readonly WrittenOption[],
  { field, compile }: { readonly field: Field; readonly compile: CompileNested },
): Branch {
  const nested = compileStore(shared.value, shared.at, compile);
  return {
    applies: (value) => chosen(value).some((one) => !own.some((option) => sameChoice(option.value, one))),
    when: ofItems(own.length === 0 ? {} : { not: schemaOfChoices(own) }, field),
    nested,
  };
}

function booleanBranches(field: Field, compile: CompileNested): readonly Branch[] {
  const { nested } = field;
  if (nested === undefined) return [];
  const branch = (when: boolean, list: unknown, at: string): Branch => {
    return { applies: (value) => value === when, when: { const: when }, nested: compileStore(list, at, compile) };
  };
  const both = [true, false].filter((value) => ownValue(nested, String(value)) !== undefined);
  if (isCollection(nested) && both.length > 0) {
    return both.map((value) => branch(value, ownValue(nested, String(value)), `/nested/${value}`));
  }
  return [branch(field['reversedNested'] !== true, nested, '/nested')];
}

/** Nested fields may be wrapped as `{store, domain}`. */
function compileStore(nested: unknown, at: string, compile: CompileNested): FieldList {
  return isCollection(nested) ? compile(nested['store'], `${at}/store`) : compile(nested, at);
}

function chosen(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
}

function ofItems(schema: Schema, field: Field): Schema {
  return field.multiple === true ? { type: 'array', contains: schema } : schema;
}
