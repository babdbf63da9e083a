import { isDeepStrictEqual } from 'node:util';
import { ConnectorError } from '../core/errors.ts';
import { collectionOf, isCollection, ownValue, setOwn, type Collection } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import { pointerTo } from '../core/source.ts';
import type { AppConnection } from '../manifest/app.ts';

/** Everything about a connection that is sealed. */
export interface ConnectionContent {
  /** The values of its form. */
  readonly values: Collection;
  /** What the service added when it was verified or authorised. */
  readonly data: Collection;
  /** Scopes it holds, for OAuth. */
  readonly scope: readonly string[];
}

/** The values an edit leads to. */
export interface EditedValues {
  readonly values: Collection;
  /** Whether a stored secret is among them; else all were given anew. */
  readonly keepsSecret: boolean;
}

/**
 * The stored values with those of an edit: what is left out stays, and so does a secret that is left empty.
 * @throws ConnectorError `BundleValidationError` when another value changes while a secret stays: a secret must not
 *   end up at an address it was not given for.
 */
export function editValues(connection: AppConnection, stored: Collection, input: Collection): EditedValues {
  const names = new Set(connection.secretFields);
  const kept: string[] = [];
  const values = keepSecrets(names, { stored, input }, (pointer) => kept.push(pointer));
  const before = withoutSecrets(stored, names);
  const after = withoutSecrets(values, names);
  const changed = Object.keys(after).filter((name) => !isSame(ownValue(before, name), ownValue(after, name)));
  if (kept.length > 0 && changed.length > 0) throw secretsNeeded(connection, kept, changed);
  return { values, keepsSecret: kept.length > 0 };
}

/** Values without anything that stands under the name of a secret field, at any depth. */
export function withoutSecrets(values: Collection, names: ReadonlySet<string>): Collection {
  const open = Object.entries(values).filter(([name]) => !names.has(name));
  return collectionOf(open.map(([name, value]) => [name, strip(value, names)]));
}

function strip(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => strip(each, names));
  return isCollection(value) ? withoutSecrets(value, names) : value;
}

/** The same value with secrets as plain texts, as forms and sealing need them. */
export function withPlainSecrets(values: Collection): Collection {
  return collectionOf(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(plain);
  return isCollection(value) ? withPlainSecrets(value) : value;
}

function keepSecrets(
  names: ReadonlySet<string>,
  { stored, input }: { readonly stored: Collection; readonly input: Collection },
  onKept: (pointer: string) => void,
): Collection {
  const result = collectionOf(Object.entries(input));
  for (const [name, before] of Object.entries(stored)) {
    const now = ownValue(input, name);
    if (names.has(name)) {
      if (isEmpty(before) || !isEmpty(now)) continue;
      setOwn(result, name, before);
      onKept(pointerTo('', name));
    } else if (now === undefined) {
      setOwn(result, name, before);
      if (holdsSecret(before, names)) onKept(pointerTo('', name));
    } else if (isCollection(before) && isCollection(now)) {
      const below = { stored: before, input: now };
      setOwn(
        result,
        name,
        keepSecrets(names, below, (pointer) => onKept(pointerTo('', name) + pointer)),
      );
    }
  }
  return result;
}

function holdsSecret(value: unknown, names: ReadonlySet<string>): boolean {
  return !isDeepStrictEqual(strip(value, names), value);
}

function secretsNeeded(connection: AppConnection, kept: readonly string[], changed: readonly string[]): ConnectorError {
  const labels = changed.map((name) => connection.form.fields.find((field) => field.name === name)?.label ?? name);
  const reason = `${labels.join(', ')} changed, and a stored secret is only sent where it was given for.`;
  return new ConnectorError('BundleValidationError', `The secrets of the connection are needed again: ${reason}`, {
    fix: 'Enter them again and save.',
    problems: kept.map((pointer) => ({ pointer, severity: 'error', code: 'SECRET_NEEDED', message: reason })),
  });
}

/** A choice that was never made and one that was cleared mean the same. */
function isSame(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(before, after) || (isUnset(before) && isUnset(after));
}

function isUnset(value: unknown): boolean {
  return isEmpty(value) || value === false;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
