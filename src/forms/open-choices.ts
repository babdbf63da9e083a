import { isCollection, ownValue } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import type { Field } from './field.ts';
import { isEmpty } from './type-entry.ts';

/** A chosen option that an RPC supplies together with the fields it brings along. */
export interface OpenChoice {
  /** Name of the RPC, and parameters its address gives. */
  readonly rpc: string;
  readonly parameters: Collection;
  readonly field: Field;
  readonly value: unknown;
  /** The values the choice stands among, those of its fields too. */
  readonly siblings: Collection;
  /** JSON pointer to `siblings`. */
  readonly pointer: string;
}

/**
 * The choices in accepted values whose fields only an RPC knows, at any depth. Only selects count that say so by a
 * stand-in for these fields, `nested`, beside the address.
 */
export function openChoices(fields: readonly Field[], values: Collection, pointer = ''): readonly OpenChoice[] {
  return fields.flatMap((field) => {
    const value = ownValue(values, field.name);
    if (isEmpty(value)) return [];
    const at = pointerTo(pointer, field.name);
    if (field.type === 'array') return openInItems(field, value, at);
    if (field.type === 'collection') return openIn(field.spec, value, at);
    const address = addressOf(field);
    return address === undefined ? [] : [{ ...address, field, value, siblings: values, pointer }];
  });
}

function openInItems({ spec }: Field, value: unknown, pointer: string): readonly OpenChoice[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => openIn(spec, item, pointerTo(pointer, index)));
}

function openIn(spec: Field['spec'], value: unknown, pointer: string): readonly OpenChoice[] {
  if (!isFieldList(spec) || !isCollection(value)) return [];
  return openChoices(spec, value, pointer);
}

function isFieldList(spec: Field['spec']): spec is readonly Field[] {
  return Array.isArray(spec);
}

function addressOf({ type, options }: Field): Pick<OpenChoice, 'rpc' | 'parameters'> | undefined {
  const store = ownValue(options, 'store');
  if (type !== 'select' || typeof store !== 'string' || ownValue(options, 'nested') === undefined) return undefined;
  const [, rpc = '', query = ''] = /^rpc:\/\/([^?]*)\??(.*)$/.exec(store) ?? [];
  return rpc === '' ? undefined : { rpc, parameters: Object.fromEntries(new URLSearchParams(query)) };
}
