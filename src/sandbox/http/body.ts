import { collectionOf, depthOf, isCollection, ownValue, setOwn } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';

/** Deepest nesting a request may have; deeper ones are refused as malformed. */
const DEEPEST = 20;
/** Most fields of a form. */
const MOST_FIELDS = 1_000;

/** The parameters of a body, or the text and status of the refusal. */
export type BodyOutcome =
  | { readonly ok: true; readonly params: Collection }
  | { readonly ok: false; readonly status: number; readonly error: string };

/**
 * Reads a request body by its content type: JSON, or a form with Rails' nested names. A body without content type
 * is taken for what it looks like. JSON that is not an object carries no parameters.
 */
export function parseBody(raw: Buffer, contentType: string): BodyOutcome {
  if (raw.length === 0) return { ok: true, params: {} };
  const text = raw.toString('utf8');
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase() || guessType(text);
  const parse = PARSERS.find((parser) => parser.type.test(type))?.parse;
  if (parse === undefined) {
    return { ok: false, status: 415, error: `The provided content-type '${type}' is not supported.` };
  }
  return parse(text);
}

const MALFORMED: BodyOutcome = { ok: false, status: 400, error: 'message body does not match declared format' };

const PARSERS: readonly { readonly type: RegExp; readonly parse: (text: string) => BodyOutcome }[] = [
  { type: /^application\/([\w.-]+\+)?json$/, parse: parseJson },
  { type: /^application\/x-www-form-urlencoded$/, parse: parseFormBody },
];

function guessType(text: string): string {
  return /^\s*[[{]/.test(text) ? 'application/json' : 'application/x-www-form-urlencoded';
}

function parseJson(text: string): BodyOutcome {
  try {
    const value: unknown = JSON.parse(text);
    if (depthOf(value, DEEPEST + 1) > DEEPEST) return MALFORMED;
    return { ok: true, params: isCollection(value) ? value : {} };
  } catch {
    return MALFORMED;
  }
}

function parseFormBody(text: string): BodyOutcome {
  const params = parseForm(text);
  return params === undefined ? MALFORMED : { ok: true, params };
}

/**
 * Parameters of a query string or form: `a=1`, `a[b]=1`, `a[]=1`. Undefined when it has too many fields or is
 * nested too deeply. A later value of the same name replaces the earlier one.
 */
export function parseForm(text: string): Collection | undefined {
  const fields = [...new URLSearchParams(text)];
  if (fields.length > MOST_FIELDS) return undefined;
  const params: Collection = {};
  for (const [name, value] of fields) {
    const path = pathOf(name);
    if (path.length > DEEPEST) return undefined;
    place(params, path, value);
  }
  return params;
}

/** `a[b][]` as `['a', 'b', '']`; a name with unbalanced brackets stays whole. */
function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (match === null) return [name];
  const inner = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '');
  return [match[1] ?? '', ...inner];
}

function place(holder: Collection, path: readonly string[], value: string): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    setOwn(holder, key, value);
    return;
  }
  const existing = ownValue(holder, key);
  if (rest[0] === '') {
    setOwn(holder, key, [...(Array.isArray(existing) ? (existing as unknown[]) : []), listItem(rest.slice(1), value)]);
    return;
  }
  const inner = isCollection(existing) ? existing : collectionOf([]);
  setOwn(holder, key, inner);
  place(inner, rest, value);
}

function listItem(path: readonly string[], value: string): unknown {
  if (path.length === 0) return value;
  const item: Collection = {};
  place(item, path, value);
  return item;
}
