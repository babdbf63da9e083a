import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import type { App } from '../../src/manifest/app.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { appOf } from './app-of.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

const clock = createManualClock(Date.parse('2026-03-01T12:00:00Z'));
let upstream: RecordingUpstream;
let world: VaultWorld;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  world = await openVault(appFor(upstream.origin), { origins: [upstream.origin], clock });
});
afterAll(async () => {
  await world.close();
  await upstream.close();
});

function appFor(origin: string): App {
  const communication = {
    token: {
      url: `${origin}/token`,
      method: 'POST',
      type: 'urlencoded',
      body: {
        grant_type: 'client_credentials',
        client_id: '{{ifempty(parameters.clientId, common.clientId)}}',
        client_secret: '{{parameters.clientSecret}}',
        scope: "{{join(oauth.scope, ' ')}}",
      },
      response: {
        data: { auth: '{{body.access_token}}', tokenType: '{{body.token_type}}' },
        expires: '{{addSeconds(now, 60)}}',
      },
      log: { sanitize: ['request.body.client_secret'] },
    },
  };
  const parameters = [
    { name: 'clientId', type: 'text', label: 'Client ID' },
    { name: 'clientSecret', type: 'text', label: 'Client Secret', required: true },
  ];
  const connection = { name: 'meters', label: 'Meters', scope: ['read'], common: { clientId: 'ours' }, parameters };
  return appOf({ ...connection, communication }, { clientId: 'no' });
}

const WANTED = { app: 'meters', connection: 'meters', name: 'Meters', values: { clientSecret: 'plain-text-secret-1' } };

test('without a page the token is asked for at once, with the constants of the connection over those of the app', async () => {
  upstream.answer = { status: 200, body: { access_token: 'opaque-1', token_type: 'Bearer' } };
  const saved = await world.vault.create(WANTED);
  expect(upstream.requests.at(-1)?.body).toBe(
    'grant_type=client_credentials&client_id=ours&client_secret=plain-text-secret-1&scope=read',
  );
  expect(await world.vault.reveal(saved.id)).toMatchObject({ auth: 'opaque-1', tokenType: 'Bearer' });
  await expect(world.vault.authorise(WANTED)).rejects.toMatchObject({ name: 'UsageError' });
});

test('a secret in a plain text field is hidden, kept when it is left empty, and so is a token under another name', async () => {
  const [saved] = await world.vault.list();
  expect(JSON.stringify(saved)).not.toContain('plain-text-secret-1');
  expect(saved?.secrets).toEqual({ clientSecret: 'stored' });
  upstream.answer = { status: 400, body: 'opaque-1 plain-text-secret-1 is not right' };
  const edit = { version: saved?.version ?? 0, values: { clientSecret: 'another-secret-2' } };
  const refusal = await world.vault.update(saved?.id ?? 'con_none', edit).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: 'RuntimeError' });
  expect(String(refusal)).not.toContain('another-secret-2');
});

test('when the time a service gave is over, a person has to act', async () => {
  upstream.answer = { status: 200, body: { access_token: 'opaque-1' } };
  const saved = await world.vault.create(WANTED);
  expect(saved.expiresAt).toBe(clock.now() + 60_000);
  await expect(world.vault.reveal(saved.id)).resolves.toMatchObject({ auth: 'opaque-1' });
  await clock.advance(60_000);
  await expect(world.vault.reveal(saved.id)).rejects.toMatchObject({ name: 'InvalidAccessTokenError' });
});

test('an unknown phase is a finding that names the one that was meant', () => {
  const communication = { token: { url: 'https://x.example' }, infos: {} };
  expect(() => appOf({ name: 'x-app', label: 'X', communication })).toThrow(/communication\/infos.*Did you mean/);
});
