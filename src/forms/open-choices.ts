import { isCollection, ownValue } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import type { Field } from './field.ts';
import { readRpcAddress } from './rpc-address.ts';
import type { RpcAddress } from './rpc-address.ts';
import { isEmpty } from './type-entry.ts';

/** A chosen option that an RPC supplies together with the fields it brings along. */
export interface OpenChoice extends RpcAddress {
  readonly field: Field;
  readonly value: unknown;
  /** The values the choice stands among, those of its fields too. */
  readonly siblings: Collection;
  /** JSON pointer to `siblings`. */
  readonly pointer: string;
}

/** Whether values of these fields can hold open choices at all: worked out once, so that most forms never look. */
export function mayHoldOpenChoices(fields: readonly Field[]): boolean {
  return fields.some(
    (field) => addressOf(field) !== undefined || (isFieldList(field.spec) && mayHoldOpenChoices(field.spec)),
  );
}

/**
 * The choices in accepted values whose fields only an RPC knows, in lists and collections too. Only selects count that
 * say so by a stand-in for these fields, `nested`, beside the address.
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

function addressOf({ type, options }: Field): RpcAddress | undefined {
  if (type !== 'select' || ownValue(options, 'nested') === undefined) return undefined;
  return readRpcAddress(ownValue(options, 'store'));
}
