import type { Collection } from '../core/json.ts';
import { ownValue } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { AppConnection } from './app.ts';

/** The values of a connection that must never be shown: its password, key and certificate fields. */
export function secretsOf(connection: AppConnection | undefined, values: Collection): readonly Secret[] {
  const texts = (connection?.secretFields ?? []).map((name) => ownValue(values, name));
  return texts.filter((text) => typeof text === 'string' && text !== '').map((text) => new Secret(String(text)));
}
