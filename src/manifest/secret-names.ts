import { isCollection } from '../core/json.ts';
import type { Collection } from '../core/json.ts';

const SECRET = /token|secret|passw|api_?-?key|private_?-?key|credential|assertion|session|cookie|jwt/i;
/** Names of what is told about a secret, not the secret itself. */
const ABOUT = /(?:type|expir\w*|expires?_?(?:in|at|on)|url|uri|endpoint|scopes?|name|count|ttl|lifetime)$/i;

/** Whether a value of this name is one that must never be shown, by what people call such values. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name);
}

/**
 * Names in a `response.data`, at any depth, whose values are secrets: by their own name, or by that of the value they
 * are taken from, for example `{"auth": "{{body.access_token}}"}`.
 */
export function secretNamesIn(data: unknown): readonly string[] {
  if (!isCollection(data)) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    if (isCollection(value)) return secretNamesIn(value);
    return isSecretName(name) || isSecretName(lastName(value)) ? [name] : [];
  });
}

/** The texts of a collection that stand under such names, for example the client secret of an app. */
export function secretValuesOf(values: Collection): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (isCollection(value)) return secretValuesOf(value);
    return typeof value === 'string' && value !== '' && isSecretName(name) ? [value] : [];
  });
}

/** The last name an expression reads. */
function lastName(value: unknown): string {
  return typeof value === 'string' ? (/([\w-]+)[\s)\]]*\}\}\s*$/.exec(value)?.[1] ?? '') : '';
}
