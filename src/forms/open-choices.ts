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
  /** Those, and the values around them: what expressions in its address read. */
  readonly around: Collection;
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
export function openChoices(
  fields: readonly Field[],
  values: Collection,
  { pointer = '', outer = {} }: { readonly pointer?: string; readonly outer?: Collection } = {},
): readonly OpenChoice[] {
  const around = { ...outer, ...values };
  return fields.flatMap((field) => {
    const value = ownValue(values, field.name);
    if (isEmpty(value)) return [];
    const at = pointerTo(pointer, field.name);
    if (field.type === 'array') return openInItems(field, value, { pointer: at, outer: around });
    if (field.type === 'collection') return openIn(field.spec, value, { pointer: at, outer: around });
    const address = addressOf(field);
    return address === undefined ? [] : [{ ...address, field, value, siblings: values, around, pointer }];
  });
}

interface Place {
  readonly pointer: string;
  readonly outer: Collection;
}

function openInItems({ spec }: Field, value: unknown, { pointer, outer }: Place): readonly OpenChoice[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => openIn(spec, item, { pointer: pointerTo(pointer, index), outer }));
}

function openIn(spec: Field['spec'], value: unknown, place: Place): readonly OpenChoice[] {
  if (!isFieldList(spec) || !isCollection(value)) return [];
  return openChoices(spec, value, place);
}

function isFieldList(spec: Field['spec']): spec is readonly Field[] {
  return Array.isArray(spec);
}

function addressOf({ type, options }: Field): RpcAddress | undefined {
  if (type !== 'select' || ownValue(options, 'nested') === undefined) return undefined;
  return readRpcAddress(ownValue(options, 'store'));
}
