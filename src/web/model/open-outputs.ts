import { rpcAddress } from './form-options.ts';
import type { ItemField } from './items.ts';
import { textOf } from './text-of.ts';
import { isValues, own } from './values.ts';

/** Addresses in an interface at which an RPC gives items, or what is inside of one; each once. */
export function outputAddresses(fields: unknown): readonly string[] {
  const entries = Array.isArray(fields) ? (fields as readonly unknown[]) : [fields];
  const found = entries.flatMap((entry) => {
    const address = addressOf(entry);
    return address === undefined && isValues(entry) ? outputAddresses(entry['spec']) : (address ?? []);
  });
  return [...new Set(found)];
}

/** What a service gave for addresses, by address. */
export type GivenOutputs = ReadonlyMap<string, readonly unknown[]>;

/** The items of an interface, those that are given by RPCs in their places; without what is not given yet. */
export function withGivenOutputs(fields: readonly unknown[], given: GivenOutputs): readonly ItemField[] {
  return fields.flatMap((entry): readonly ItemField[] => {
    const address = addressOf(entry);
    if (address !== undefined) return (given.get(address) ?? []).filter(isItem);
    return isItem(entry) ? [outputAddresses(entry.spec).length === 0 ? entry : inside(entry, given)] : [];
  });
}

function inside(field: ItemField, given: GivenOutputs): ItemField {
  const { spec } = field;
  if (isValues(spec)) return { ...field, spec: { ...spec, spec: listOf(spec['spec'], given) } };
  return { ...field, spec: listOf(spec, given) };
}

function listOf(spec: unknown, given: GivenOutputs): readonly ItemField[] {
  return withGivenOutputs(Array.isArray(spec) ? spec : [spec], given);
}

/** An address as it stands in a list, or in the field that stands for it at the end of one. */
function addressOf(entry: unknown): string | undefined {
  const written = own(entry, 'type') === 'rpc' ? textOf(own(entry, 'rpc')) : entry;
  return typeof written === 'string' && rpcAddress(written) !== undefined ? written : undefined;
}

function isItem(entry: unknown): entry is ItemField {
  return isValues(entry) && typeof entry['name'] === 'string' && entry['name'] !== '';
}
