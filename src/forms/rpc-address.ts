import { collectionOf, ownValue, setOwn } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import type { Evaluation } from '../iml/evaluation.ts';
import { compileValue } from '../iml/value.ts';

/** What an address such as `rpc://listTags?all=1` names. */
export interface RpcAddress {
  /** Name of an RPC of the same app. */
  readonly rpc: string;
  /** What its query gives, as it is written: expressions read the values of the form as `parameters`. */
  readonly parameters: Collection;
}

/** Reads the address of an RPC; a version may stand behind the name, and a query after that. Undefined for anything else. */
export function readRpcAddress(value: unknown): RpcAddress | undefined {
  const [, rpc, query] = typeof value === 'string' ? (ADDRESS.exec(value) ?? []) : [];
  return rpc === undefined ? undefined : { rpc, parameters: readRpcQuery(query ?? '') };
}

const ADDRESS = /^rpc:\/\/([^?@]+)[^?]*(?:\?(.*))?/;

/** The parameters in the query of an address; a name that stands in it several times gives a list. */
export function readRpcQuery(query: string): Collection {
  const parameters: Collection = {};
  for (const pair of query.match(/(?:\{\{.*?\}\}|[^&])+/g) ?? []) {
    const end = pair.indexOf('=');
    const name = decoded(end < 0 ? pair : pair.slice(0, end));
    const value = decoded(end < 0 ? '' : pair.slice(end + 1));
    const before = ownValue(parameters, name);
    setOwn(parameters, name, before === undefined ? value : [before, value].flat());
  }
  return parameters;
}

/**
 * The parameters an RPC is called with: the values of the form, and over them what the query of its address gives.
 * @throws ConnectorError `ExpressionError` for an expression in the query that cannot be read.
 */
export function rpcParameters(
  query: Collection,
  values: Collection,
  evaluation: Omit<Evaluation, 'variables'>,
): Collection {
  const made = compileValue(query, { mode: 'app' }).evaluate({ ...evaluation, variables: { parameters: values } });
  return { ...values, ...collectionOf(Object.entries(made ?? {})) };
}

/** Percent signs and plus signs are those of a query, but not inside of expressions. */
function decoded(text: string): string {
  return text
    .split(/(\{\{.*?\}\})/)
    .map((part) => (part.startsWith('{{') ? part : plain(part)))
    .join('');
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
