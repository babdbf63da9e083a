import { expect, test } from '@jest/globals';
import type { AppConnection } from '../../src/manifest/app.ts';
import { connectionOfPart, secretsOf } from '../../src/manifest/secrets.ts';

const connection = { secretFields: ['apiToken', 'password'], commonSecrets: [] } as unknown as AppConnection;

test('secret fields are found at any depth, empty ones and others are left out', () => {
  const values = {
    name: 'Acme',
    apiToken: 'token-1',
    proxies: [{ host: 'p', login: { password: 'pass-2' } }, { password: '' }],
  };
  expect(secretsOf(connection, values).map((secret) => secret.reveal())).toEqual(['token-1', 'pass-2']);
});

test('values that cannot change give the same secrets, but others for another connection', () => {
  const values = Object.freeze({ apiToken: 'token-1', key: 'key-1' });
  const other = { secretFields: ['key'], commonSecrets: [] } as unknown as AppConnection;
  expect(secretsOf(connection, values)).toBe(secretsOf(connection, values));
  expect(secretsOf(other, values).map((secret) => secret.reveal())).toEqual(['key-1']);
  expect(secretsOf(connection, values).map((secret) => secret.reveal())).toEqual(['token-1']);
});

test('a module without a connection has no secrets', () => {
  expect(secretsOf(undefined, { apiToken: 'x' })).toEqual([]);
});

test('where people may choose a second kind of connection, the secrets of either kind are hidden', () => {
  const kind = (secretFields: string[]): AppConnection => ({ ...connection, secretFields, commonSecrets: [] });
  const app = {
    connections: new Map([
      ['basic', kind(['apiKey'])],
      ['oauth', kind(['accessToken'])],
    ]),
  };
  const both = connectionOfPart(app, { connection: 'basic', altConnection: 'oauth' });
  expect(both?.secretFields).toEqual(['apiKey', 'accessToken']);
  expect(connectionOfPart(app, { connection: 'basic', altConnection: 'oauth' })).toBe(both);
  expect(connectionOfPart(app, { connection: 'basic' })?.secretFields).toEqual(['apiKey']);
  expect(connectionOfPart(app, {})).toBeUndefined();
});
