import { collectionOf } from '../core/json.ts';
import type { Collection } from '../core/json.ts';

/** What an address such as `rpc://listTags?all=1` names. */
export interface RpcAddress {
  /** Name of an RPC of the same app. */
  readonly rpc: string;
  readonly parameters: Collection;
}

/** Reads the address of an RPC; a version may stand behind the name, and a query after that. Undefined for anything else. */
export function readRpcAddress(value: unknown): RpcAddress | undefined {
  const [, rpc, query] = typeof value === 'string' ? (ADDRESS.exec(value) ?? []) : [];
  return rpc === undefined ? undefined : { rpc, parameters: collectionOf(new URLSearchParams(query)) };
}

const ADDRESS = /^rpc:\/\/([^?@]+)[^?]*(?:\?(.*))?/;
