import type { FormField } from './form-field.ts';
import { isValues, own } from './values.ts';
import type { Values } from './values.ts';

// Modules with which people write a request of their own, as "Make an API Call". What the app adds to it is learned from
// the request such a module would send.

/** What an app adds to a request people write themselves. */
export interface OwnCall {
  /** What stands before the path: `https://www.example.com/api/`. */
  readonly base: string;
  /** Headers the connection sets, in small letters. */
  readonly guarded: ReadonlySet<string>;
}

/** A path nobody else has, to find it again in an address. */
const PATH = 'path-that-people-write';
/** What stands for a secret in a preview. */
const DOTS = '••••';

/** The field for the path, if this is such a module. */
export function pathField(fields: readonly FormField[]): FormField | undefined {
  return fields.find(
    ({ name, home, type }) => name === 'url' && home === 'mapper' && (type === 'text' || type === 'url'),
  );
}

/** Values to ask for the request with: the path, and what the other fields have when nothing is given. */
export function callToAskFor(fields: readonly FormField[]): Values {
  const standing = fields.filter(({ home, fallback }) => home === 'mapper' && fallback !== undefined);
  return { ...Object.fromEntries(standing.map(({ name, fallback }) => [name, fallback])), url: PATH };
}

/** What an app adds, read from the request of {@link callToAskFor}. */
export function readOwnCall(url: string, headers: Values): OwnCall | undefined {
  const at = url.indexOf(PATH);
  if (at < 1) return undefined;
  const secret = Object.entries(headers).filter(([, value]) => String(value).includes(DOTS));
  return { base: url.slice(0, at), guarded: new Set(secret.map(([name]) => name.toLowerCase())) };
}

/** What to say of a row of headers, or undefined: those of the connection cannot be set by hand. */
export function headerDoubt(value: unknown, { guarded }: OwnCall): string | undefined {
  const names = (Array.isArray(value) ? value : []).flatMap((row: unknown) => {
    const name = isValues(row) ? own(row, 'key') : undefined;
    return typeof name === 'string' && guarded.has(name.trim().toLowerCase()) ? [name.trim()] : [];
  });
  const [first] = names;
  return first === undefined
    ? undefined
    : `The connection adds ${first} by itself. A request that sets it here is not sent: remove this row.`;
}
