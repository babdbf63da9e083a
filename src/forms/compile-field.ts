import { isCollection, ownValue } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { didYouMean } from '../core/suggest.ts';
import { compileBounds, compilePattern } from './bounds.ts';
import { compileBranches } from './branches.ts';
import type { Field } from './field.ts';
import { writtenOptions } from './options.ts';
import type { WrittenOption } from './options.ts';
import { isPhoneCountry } from './phone.ts';
import type { Report } from './report.ts';
import { isEmpty } from './type-entry.ts';
import type { CompiledField, FieldList, TypeEntry } from './type-entry.ts';
import { FIELD_TYPES } from './type-table.ts';

/** Makes a list of fields ready; an `rpc://` address in place of the list or of a field leaves the list open. */
export function compileFields(raw: unknown, pointer: string, report: Report): FieldList {
  if (isRpc(raw)) return { fields: [], open: true, addresses: [raw] };
  if (!Array.isArray(raw)) {
    report(pointer, 'FIELD_LIST', 'The fields are not a list.', 'Write a list of fields, or an rpc:// address.');
    return { fields: [], open: false, addresses: [] };
  }
  const names = new Set<string>();
  const fields = raw.flatMap((field: unknown, index): CompiledField[] => {
    if (isRpc(field)) return [];
    const here = pointerTo(pointer, index);
    const compiled = compileField(field, here, report);
    if (compiled === undefined) return [];
    if (compiled.type.visual !== true) checkName(compiled.name, names, { pointer: here, report });
    return [compiled];
  });
  const addresses = raw.filter(isRpc);
  return { fields, open: addresses.length > 0, addresses };
}

function compileField(raw: unknown, pointer: string, report: Report): CompiledField | undefined {
  if (!isCollection(raw)) {
    report(pointer, 'FIELD_LIST', 'This is not a field.', 'Write an object with name, type and label.');
    return undefined;
  }
  const type = FIELD_TYPES.get(String(raw['type']));
  if (type === undefined) {
    const guess = didYouMean(String(raw['type']), FIELD_TYPES.keys());
    const message = `There is no field type "${String(raw['type'])}".${guess}`;
    const fix = `Use one of: ${[...FIELD_TYPES.keys()].join(', ')}.`;
    report(pointerTo(pointer, 'type'), 'FIELD_TYPE_UNKNOWN', message, fix);
    return undefined;
  }
  const field = { ...raw, name: typeof raw['name'] === 'string' ? raw['name'] : '', type: type.type } as Field;
  return assemble(field, type, { pointer, report });
}

/** Where a field stands, and where to report. */
interface Site {
  readonly pointer: string;
  readonly report: Report;
}

function assemble(field: Field, type: TypeEntry, site: Site): CompiledField {
  const { pointer, report } = site;
  const checked = field.validate !== false;
  const options = writtenOptions(field.options);
  checkSettings(field, options, site);
  const bounds = compileBounds(field, pointer, report);
  const pattern = compilePattern(field, pointer, report);
  return {
    name: field.name,
    label: typeof field.label === 'string' && field.label !== '' ? field.label : field.name,
    type,
    field,
    required: field.required === true,
    fallback: fallbackOf(field, options),
    bounds: checked ? bounds : {},
    pattern: checked ? pattern : undefined,
    choices: checked && field.dynamic !== true ? options : undefined,
    ...compileSpec(field, site),
    branches: compileBranches(field, options, (nested, at) => compileFields(nested, `${pointer}${at}`, report)),
  };
}

function compileSpec(field: Field, { pointer, report }: Site): Pick<CompiledField, 'members' | 'item'> {
  const at = pointerTo(pointer, 'spec');
  const { spec } = field;
  if (field.type === 'collection') {
    return { members: spec === undefined ? undefined : compileFields(spec, at, report), item: undefined };
  }
  if (field.type === 'select' && isCollection(spec)) {
    return { members: undefined, item: compileField(spec, at, report) };
  }
  if (field.type !== 'array') return { members: undefined, item: undefined };
  return { members: undefined, item: compileField(itemField(spec), itemPointer(spec, pointer, at), report) };
}

/** The field of an array's items: collections for a list of fields, text when nothing is said. */
function itemField(spec: unknown): unknown {
  if (spec === undefined) return { type: 'text' };
  if (isRpc(spec)) return { type: 'any' };
  return Array.isArray(spec) ? { type: 'collection', spec } : spec;
}

/** A list of fields becomes the `spec` of a made-up collection, whose own place must add up to the written one. */
function itemPointer(spec: unknown, pointer: string, at: string): string {
  return Array.isArray(spec) ? pointer : at;
}

/** Mandatory and hidden fields fall back to their default; elsewhere a default only fills the form in advance. */
function fallbackOf(field: Field, options: readonly WrittenOption[] | undefined): unknown {
  if (field.required !== true && field.type !== 'hidden') return undefined;
  return isEmpty(field.default) ? options?.find((option) => option.isDefault)?.value : field.default;
}

function checkName(name: string, names: Set<string>, { pointer, report }: Site): void {
  if (name === '') report(pointer, 'FIELD_NAME', 'A field has no name.', 'Give it a name, for example "phoneNumber".');
  else if (names.has(name)) {
    const message = `The field "${name}" stands twice in the same list.`;
    report(pointer, 'FIELD_DUPLICATE', message, 'Remove or rename one of them.');
  }
  names.add(name);
}

function checkSettings(field: Field, options: readonly WrittenOption[] | undefined, { pointer, report }: Site): void {
  if (field.type === 'select' && isImpossible(field, options)) {
    const message = `The select "${field.name}" has no options.`;
    report(pointer, 'FIELD_OPTIONS', message, 'List its options, or give an rpc:// address that supplies them.');
  }
  if (field['country'] !== undefined && !isPhoneCountry(field['country'])) {
    const message = `The country of "${field.name}" is not known.`;
    report(pointerTo(pointer, 'country'), 'FIELD_COUNTRY', message, 'Use a two-letter code, for example US.');
  }
}

function isImpossible(field: Field, options: readonly WrittenOption[] | undefined): boolean {
  if (field.dynamic === true || field.validate === false) return false;
  if (options !== undefined) return options.length === 0;
  return !isRpc(field.options) && !isRpc(ownValue(field.options, 'store'));
}

function isRpc(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('rpc://');
}
