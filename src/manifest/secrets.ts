import type { Collection } from '../core/json.ts';
import { isCollection } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { App, AppConnection, AppModule } from './app.ts';

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

/** What may stand in a part of an app that works with a connection. */
type ConnectedPart = Pick<AppModule, 'connection' | 'altConnection'>;

/**
 * The connection a part of an app works with. Where people may choose a second kind instead, it hides what either of
 * them hides, because values alone do not tell of which kind they are.
 */
export function connectionOfPart(
  { connections }: Pick<App, 'connections'>,
  part: ConnectedPart,
): AppConnection | undefined {
  const first = part.connection === undefined ? undefined : connections.get(part.connection);
  const second = part.altConnection === undefined ? undefined : connections.get(part.altConnection);
  if (first === undefined || second === undefined) return first ?? second;
  const known = joined.get(first);
  if (known?.second === second) return known.both;
  const both = {
    ...first,
    secretFields: [...new Set([...first.secretFields, ...second.secretFields])],
    commonSecrets: [...first.commonSecrets, ...second.commonSecrets],
  };
  joined.set(first, { second, both });
  return both;
}

const joined = new WeakMap<AppConnection, { readonly second: AppConnection; readonly both: AppConnection }>();
