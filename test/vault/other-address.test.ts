import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queryOf } from '../../src/vault/authorisations.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { appOf } from './app-of.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

/** An app that shows its token to the server before a person is asked. */
const app = appOf({
  name: 'boards',
  label: 'Boards',
  parameters: [{ name: 'server', type: 'url', label: 'Server', required: true, editable: true }],
  communication: {
    preauthorize: {
      url: '{{parameters.server}}/hello',
      headers: { Authorization: '{{data.accessToken}}' },
      log: { sanitize: ['request.headers.authorization'] },
    },
    authorize: { url: '{{parameters.server}}/authorize', response: { temp: { code: '{{query.code}}' } } },
    token: {
      url: '{{parameters.server}}/token',
      method: 'POST',
      response: { data: { accessToken: '{{body.token}}' } },
    },
  },
});

let first: RecordingUpstream;
let second: RecordingUpstream;
let world: VaultWorld;
beforeAll(async () => {
  [first, second] = await Promise.all([startRecordingUpstream(), startRecordingUpstream()]);
  for (const upstream of [first, second]) upstream.answer = { status: 200, body: { token: 'access-of-first' } };
  world = await openVault(app, { origins: [first.origin, second.origin] });
});
afterAll(async () => {
  await world.close();
  await Promise.all([first.close(), second.close()]);
});

const stateOf = (url: string | null) => new URL(url ?? '').searchParams.get('state') ?? '';
const finish = (url: string | null) =>
  world.vault.finishAuthorisation('boards', queryOf(`code=c&state=${stateOf(url)}`));

test('a token goes along to the server it was given by, and never to another one', async () => {
  const wanted = { app: 'boards', connection: 'boards', name: 'Boards', values: { server: first.origin } };
  const { connectionId } = await finish((await world.vault.authorise(wanted)).url);
  const id = connectionId ?? 'con_none';
  await world.vault.authoriseAgain(id, { version: 1 });
  expect(first.requests.at(-1)).toMatchObject({ path: '/hello', headers: { authorization: 'access-of-first' } });
  const { url } = await world.vault.authoriseAgain(id, { version: 1, values: { server: second.origin } });
  expect(second.requests.at(-1)?.headers['authorization']).toBeUndefined();
  expect(await finish(url)).toMatchObject({ status: 'done' });
  expect((await world.vault.get(id)).values).toEqual({ server: second.origin });
});

test('without an authorisation not even a field that may be edited changes, for the token would go along', async () => {
  const [connection] = await world.vault.list();
  const edit = { version: connection?.version ?? 0, values: { server: first.origin } };
  await expect(world.vault.update(connection?.id ?? 'con_none', edit)).rejects.toMatchObject({
    name: 'BundleValidationError',
    problems: [{ pointer: '/server' }],
  });
});
