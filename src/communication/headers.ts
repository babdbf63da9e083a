import { ConnectorError } from '../core/errors.ts';
import { isCollection, setOwn, type Collection } from '../core/json.ts';
import { pointerTo } from '../core/source.ts';
import { textOf } from '../iml/coerce.ts';
import type { CompiledValue } from '../iml/value.ts';
import type { CompileContext, Layer } from './directive.ts';
import type { Round } from './round.ts';

/** Makes the headers of one request. */
export type HeaderBuilder = (round: Round) => Record<string, string | readonly string[]>;

/**
 * Compiles the headers of all levels. Names the app's author wrote may replace each other; names that come from data
 * (a spread, an expression in a key) may neither replace a header that carries the connection nor one that frames
 * the request.
 */
export function compileHeaders(context: CompileContext): HeaderBuilder {
  const layers = context.layers('headers').map((layer) => ({ ...layer, entries: entriesOf(layer, context) }));
  const written = layers.flatMap((layer) => layer.entries);
  const carriers = new Set(written.filter(({ carries }) => carries).flatMap(({ name }) => lower(name)));
  const entries = layers.filter((layer) => !layer.replaced).flatMap((layer) => layer.entries);
  return (round) => {
    const made = new Map<string, readonly [string, unknown]>();
    const guarded = new Set(carriers);
    for (const entry of entries) {
      for (const [name, value] of valuesOf(entry, round)) {
        if (!entry.trusted) checkName(name, guarded);
        else if (entry.carries) guarded.add(name.toLowerCase());
        set(made, name, value);
      }
    }
    return recordOf(made.values());
  };
}

interface HeaderEntry {
  /** Undefined for a spread, or for one expression that makes all headers. */
  readonly name?: string | CompiledValue;
  readonly value: CompiledValue;
  /** The name was written by the app's author, or comes from the connection. */
  readonly trusted: boolean;
  /** The value reads the connection. */
  readonly carries: boolean;
}

const SPREAD = '{{...}}';

function entriesOf({ raw }: Layer, context: CompileContext): HeaderEntry[] {
  if (raw === null) return [];
  if (!isCollection(raw)) return [entryOf(undefined, context.value(raw), context)];
  return Object.entries(raw).map(([key, value]) => {
    const at = pointerTo('', key);
    const name = key.includes('{{') ? nameOf(key, at, context) : key;
    return entryOf(name, context.value(value, at), context);
  });
}

function nameOf(key: string, at: string, context: CompileContext): CompiledValue | undefined {
  return key === SPREAD ? undefined : context.value(key, at);
}

function entryOf(name: HeaderEntry['name'], value: CompiledValue, { trust }: CompileContext): HeaderEntry {
  const naming = name ?? value;
  return {
    ...(name !== undefined && { name }),
    value,
    trusted: typeof naming === 'string' || trust.trustsRoots(naming.roots),
    carries: trust.readsCredentials(value.roots),
  };
}

function valuesOf({ name, value }: HeaderEntry, { call }: Round): Iterable<readonly [string, unknown]> {
  const made = value.evaluate(call.evaluation);
  if (name === undefined) return isCollection(made) ? Object.entries(made) : [];
  return [[typeof name === 'string' ? name : textOf(name.evaluate(call.evaluation)), made]];
}

/** Headers that frame the message; only the HTTP client sets them. */
const FRAMING = /^(?:host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*)$/i;

function checkName(name: string, guarded: ReadonlySet<string>): void {
  if (FRAMING.test(name.trim())) refuse(name, 'reserved headers', 'is set by this program alone');
  if (guarded.has(name.trim().toLowerCase())) refuse(name, 'connection headers', 'carries the connection');
}

function refuse(name: string, rule: string, reason: string): never {
  throw new ConnectorError(
    'RequestRefusedError',
    `Refused by the rule "${rule}": the header ${name.trim()} ${reason} and cannot be set by a value.`,
    { fix: `Remove the header ${name.trim()} from the input.` },
  );
}

function lower(name: HeaderEntry['name']): string[] {
  return typeof name === 'string' ? [name.toLowerCase()] : [];
}

/** A later value of the same name, in any case, takes the place of an earlier one; null leaves the header out. */
function set(made: Map<string, readonly [string, unknown]>, name: string, value: unknown): void {
  const key = name.toLowerCase();
  if (value === undefined) return;
  if (value === null) made.delete(key);
  else made.set(key, [name, value]);
}

function recordOf(made: Iterable<readonly [string, unknown]>): Record<string, string | readonly string[]> {
  const headers: Collection = {};
  for (const [name, value] of made) setOwn(headers, name, Array.isArray(value) ? value.map(textOf) : textOf(value));
  return headers as Record<string, string | readonly string[]>;
}
