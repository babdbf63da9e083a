import { isBlank, isMapped, type FormField } from './form-field.ts';
import { textOf } from './text-of.ts';
import { isValues, own, type Values } from './values.ts';

/** One choice of a select. */
export interface FormOption {
  readonly label: string;
  readonly value: unknown;
  readonly description: string;
  /** Of the group it stands in; empty outside of groups. */
  readonly group: string;
  readonly isDefault: boolean;
  /** Fields, or an `rpc://` address, that appear with this choice. */
  readonly nested: unknown;
}

/** What a form loads from the service. */
export interface RpcAddress {
  /** Name of the RPC. */
  readonly rpc: string;
  /** Parameters its address gives, as written: expressions in it read the values of the form. */
  readonly query: string;
}

/** Reads an address such as `rpc://listTags@2?of={{parameters.list}}`; undefined for anything else. */
export function rpcAddress(source: unknown): RpcAddress | undefined {
  const [, rpc, query = ''] = typeof source === 'string' ? (ADDRESS.exec(source) ?? []) : [];
  return rpc === undefined ? undefined : { rpc, query };
}

const ADDRESS = /^rpc:\/\/([^?@]+)[^?]*(?:\?(.*))?/;

/** What is known of the values an RPC works with: `reads` is null when it may read any. */
interface Declared {
  readonly fields: readonly Values[];
  readonly reads: readonly string[] | null;
}

/** The values of a form an RPC is asked with: those it names or reads, and those its address reads. */
export function askedValues({ query }: RpcAddress, declared: Declared, values: Values): Values {
  const names = namesAsked(query, declared);
  const given = Object.entries(values).filter(
    ([name, value]) => (declared.reads === null || names.has(name)) && value !== undefined,
  );
  return Object.fromEntries(given.filter(([, value]) => !isMapped(value)));
}

/** Names of the values an RPC and its address are known to read. */
export function namesAsked(query: string, { fields, reads }: Declared): ReadonlySet<string> {
  const inQuery = [...query.matchAll(/\bparameters\.([\w$-]+)/g)].map(([, name = '']) => name);
  return new Set([...fields.map((field) => textOf(field['name'])), ...(reads ?? []), ...inQuery]);
}

/** Where the options of a field come from: a list in the manifest, or an address. */
export function optionsSource(field: FormField): unknown {
  const { options } = field.raw;
  return own(options, 'store') ?? options ?? field.raw['rpc'];
}

/** The options of a list in the manifest or of an RPC, groups flattened. */
export function readOptions(list: unknown, field: FormField): readonly FormOption[] {
  const { options } = field.raw;
  const store = isValues(options) ? options : {};
  return flatten(list, '', { label: textOf(store['label']) || 'label', value: textOf(store['value']) || 'value' });
}

interface KeyNames {
  readonly label: string;
  readonly value: string;
}

function flatten(list: unknown, group: string, keys: KeyNames): readonly FormOption[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown): readonly FormOption[] => {
    if (!isValues(entry)) return [readOption({ [keys.value]: entry }, group, keys)];
    if (Array.isArray(entry['options'])) return flatten(entry['options'], textOf(entry['label']), keys);
    return [readOption(entry, group, keys)];
  });
}

function readOption(entry: Values, group: string, keys: KeyNames): FormOption {
  const value = own(entry, keys.value);
  return {
    value,
    group,
    label: textOf(own(entry, keys.label)) || choiceText(value),
    description: textOf(entry['description']),
    isDefault: entry['default'] === true,
    nested: entry['nested'],
  };
}

/** A choice as text, by which choices are told apart: options are often written as numbers or flags. */
export function choiceText(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

/** What counts as chosen: what is given, else what a mandatory field falls back to. */
export function chosenValue(field: FormField, value: unknown, options: readonly FormOption[]): unknown {
  if (!isBlank(value) || !field.required) return value;
  return field.fallback ?? options.find(({ isDefault }) => isDefault)?.value;
}

/**
 * What appears under a field with its value: fields, or addresses that give them. Those of the chosen options come
 * first, then those all options share, or those of the placeholder while nothing is chosen.
 */
export function nestedOf(field: FormField, value: unknown, options: readonly FormOption[]): readonly unknown[] {
  const chosen = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => !isBlank(one));
  if (field.type === 'boolean') return lists([nestedOfBoolean(field, value)]);
  if (chosen.length === 0) return lists([own(own(field.raw['options'], 'placeholder'), 'nested')]);
  const texts = new Set(chosen.map(choiceText));
  const withFields = options.filter((option) => option.nested !== undefined);
  const matching = withFields.filter((option) => texts.has(choiceText(option.value)));
  const covered = new Set(withFields.map((option) => choiceText(option.value)));
  const needsShared = [...texts].some((text) => !covered.has(text));
  return lists([...matching.map(({ nested }) => nested), needsShared ? sharedNested(field) : undefined]);
}

/** Yes and no may each bring fields; else they stand under yes, or with `reversedNested` under no. */
function nestedOfBoolean({ raw }: FormField, value: unknown): unknown {
  if (typeof value !== 'boolean') return undefined;
  const nested = raw['nested'];
  const isPair = own(nested, 'true') !== undefined || own(nested, 'false') !== undefined;
  if (isPair) return own(nested, String(value));
  return value === (raw['reversedNested'] !== true) ? nested : undefined;
}

function sharedNested(field: FormField): unknown {
  return own(field.raw['options'], 'nested') ?? field.raw['nested'];
}

/** Nested fields may be wrapped as `{store, domain}`. */
function lists(nested: readonly unknown[]): readonly unknown[] {
  return nested.map((one) => (isValues(one) ? one['store'] : one)).filter((one) => one !== undefined);
}
