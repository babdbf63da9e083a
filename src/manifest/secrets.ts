import type { Collection } from '../core/json.ts';
import { isCollection } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { AppConnection } from './app.ts';

/** What of a connection must never be shown: its password, key and token values at any depth, and the app's own secrets. */
export function secretsOf(connection: AppConnection | undefined, values: Collection): readonly Secret[] {
  if (!Object.isFrozen(values)) return findSecrets(connection, values);
  const before = found.get(values);
  if (before !== undefined && before.connection === connection) return before.secrets;
  const secrets = findSecrets(connection, values);
  found.set(values, { connection, secrets });
  return secrets;
}

/** Values that cannot change are searched once: every run of a scenario asks for those of its connections. */
const found = new WeakMap<
  Collection,
  { readonly connection: AppConnection | undefined; readonly secrets: readonly Secret[] }
>();

function findSecrets(connection: AppConnection | undefined, values: Collection): readonly Secret[] {
  if (connection === undefined) return [];
  const names = new Set(connection.secretFields);
  const texts = names.size === 0 ? [] : secretTexts(values, names);
  return [...connection.commonSecrets, ...texts.map((text) => new Secret(text))];
}

function secretTexts(value: unknown, names: ReadonlySet<string>): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => secretTexts(item, names));
  if (!isCollection(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'string' && member !== '' && names.has(name) ? [member] : secretTexts(member, names),
  );
}
