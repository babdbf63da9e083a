import { collectionOf, isCollection, ownValue, type Collection } from '../core/json.ts';
import { redactor } from '../core/secret.ts';
import type { AppConnection } from '../manifest/app.ts';
import { secretsOf } from '../manifest/secrets.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { withoutSecrets } from './connection-values.ts';

/** A connection as people may see it. */
export interface ConnectionView extends Omit<ConnectionRecord, 'sealed'> {
  /** The values of its form without secrets. */
  readonly values: Collection;
  /** What is known of each stored secret, for example `ends in 4f2a`. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Shorter secrets show nothing: four characters would be too much of them. */
const SHORTEST_HINTED = 16;

/** What may be shown of a connection; without its component, because the app changed, none of its values. */
export function viewOf(
  record: ConnectionRecord,
  connection: AppConnection | undefined,
  values: Collection,
): ConnectionView {
  const { sealed: _sealed, ...open } = record;
  if (connection === undefined) return { ...open, values: {}, secrets: {} };
  const redact = redactor(secretsOf(connection, values));
  const shown = redactTexts(withoutSecrets(values, new Set(connection.secretFields)), redact);
  const hints = connection.secretFields
    .map((name) => [name, ownValue(values, name)] as const)
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([name, value]) => [name, hintOf(String(value))] as const);
  return { ...open, values: shown, secrets: Object.fromEntries(hints) };
}

function hintOf(secret: string): string {
  const end = secret.trim().slice(-4);
  return secret.length >= SHORTEST_HINTED && /^[A-Za-z\d]{4}$/.test(end) ? `ends in ${end}` : 'stored';
}

function redactTexts(values: Collection, redact: (text: string) => string): Collection {
  return collectionOf(Object.entries(values).map(([name, value]) => [name, redactText(value, redact)]));
}

function redactText(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactText(each, redact));
  return isCollection(value) ? redactTexts(value, redact) : value;
}
