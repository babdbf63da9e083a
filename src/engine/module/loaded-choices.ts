import type { CallExtras, CallServices } from '../../communication/services.ts';
import { ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { writtenOptions } from '../../forms/options.ts';
import type { WrittenOption } from '../../forms/options.ts';
import type { OpenChoice } from '../../forms/open-choices.ts';
import type { RpcAddress } from '../../forms/rpc-address.ts';
import { rpcParameters } from '../../forms/rpc-address.ts';
import type { App, AppRpc } from '../../manifest/app.ts';
import { callRpc } from './call-rpc.ts';

/** How long what a service listed counts as known: modules run for bundle after bundle. */
const KNOWN_MS = 60_000;

/** What loading choices needs. */
export interface ChoiceSource {
  readonly services: CallServices;
  readonly app: App;
  readonly connection: Collection;
  readonly extras: CallExtras;
}

/** The choices an RPC gives for an input; undefined when the service does not say. */
export async function loadChoices(
  { field, around, ...address }: OpenChoice,
  source: ChoiceSource,
): Promise<readonly WrittenOption[] | undefined> {
  const list = await loadList(address, around, source);
  return list === undefined ? undefined : writtenOptions({ ...Object(field.options), store: list });
}

/**
 * What an RPC gives for the values around its address, asked for once a minute per connection; undefined when the
 * service does not say, since a list that is out of reach is no fault of the values.
 */
export async function loadList(
  { rpc: name, parameters }: RpcAddress,
  around: Collection,
  source: ChoiceSource,
): Listed {
  const rpc = source.app.rpcs.get(name);
  if (rpc === undefined) return undefined;
  const { clock, random, timezone, limits } = source.services;
  const given = rpcParameters(parameters, around, { clock, random, timezone, limits: limits.expression });
  return known(rpc, askedOf(rpc, given, Object.keys(parameters)), source);
}

/** What an RPC works with: fields it declares, values it reads, and what its address gives; all when nobody can tell. */
function askedOf(rpc: AppRpc, given: Collection, named: readonly string[]): Collection {
  if (rpc.reads === undefined) return given;
  const names = new Set([...rpc.form.fields.map(({ name }) => name), ...rpc.reads, ...named]);
  return Object.fromEntries([...names].map((name) => [name, ownValue(given, name)]));
}

type Listed = Promise<readonly unknown[] | undefined>;

interface Entry {
  readonly until: number;
  readonly list: Listed;
}

/** What was listed, by RPC, connection and parameters; gone with either of the first two. */
const listed = new WeakMap<AppRpc, WeakMap<Collection, Map<string, Entry>>>();

function known(rpc: AppRpc, parameters: Collection, source: ChoiceSource): Listed {
  const lists = listsOf(rpc, source.connection);
  const key = JSON.stringify(parameters);
  const now = source.services.clock.now();
  const before = lists.get(key);
  if (before !== undefined && before.until > now) return before.list;
  forgetUntil(now, lists);
  const list = ask(rpc, parameters, source).finally(() => {
    if (source.extras.signal?.aborted === true) lists.delete(key);
  });
  lists.set(key, { until: now + KNOWN_MS, list });
  return list;
}

function listsOf(rpc: AppRpc, connection: Collection): Map<string, Entry> {
  const ofRpc = listed.get(rpc) ?? new WeakMap<Collection, Map<string, Entry>>();
  const lists = ofRpc.get(connection) ?? new Map<string, Entry>();
  listed.set(rpc, ofRpc.set(connection, lists));
  return lists;
}

/** The oldest stand first; parameters that were mapped are seldom the same again. */
function forgetUntil(now: number, lists: Map<string, Entry>): void {
  for (const [key, { until }] of lists) {
    if (until > now) return;
    lists.delete(key);
  }
}

async function ask(rpc: AppRpc, parameters: Collection, { services, extras, ...place }: ChoiceSource): Listed {
  try {
    const { items } = await callRpc(services, { rpc, parameters, ...place }, extras);
    return JSON.parse(JSON.stringify(items)) as readonly unknown[];
  } catch {
    return undefined;
  }
}
