import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { App } from '../../src/manifest/app.ts';
import { queryOf } from '../../src/vault/authorisations.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { appOf } from './app-of.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

let upstream: RecordingUpstream;
let world: VaultWorld;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  world = await openVault(appFor(upstream.origin), { origins: [upstream.origin] });
});
afterAll(async () => {
  await world.close();
  await upstream.close();
});

/** One signature for all phases, a token of its own for each: as the format has it. */
function appFor(origin: string): App {
  const communication = {
    oauth: { consumer_key: '{{common.consumerKey}}', consumer_secret: '{{common.consumerSecret}}' },
    requestToken: {
      url: `${origin}/request_token`,
      method: 'POST',
      response: {
        type: 'json',
        oauth: { token: '{{body.oauth_token}}', token_secret: '{{body.oauth_token_secret}}' },
        temp: { token: '{{body.oauth_token}}' },
      },
    },
    authorize: {
      url: `${origin}/authorize`,
      oauth: { token: '{{temp.token}}' },
      response: { temp: { verifier: '{{query.oauth_verifier}}' } },
    },
    accessToken: {
      url: `${origin}/access_token`,
      method: 'POST',
      oauth: { token: '{{temp.token}}', verifier: '{{temp.verifier}}' },
      response: { data: { token: '{{body.oauth_token}}', tokenSecret: '{{body.oauth_token_secret}}' } },
    },
    info: {
      url: `${origin}/me`,
      oauth: { token: '{{connection.token}}', token_secret: '{{connection.tokenSecret}}' },
      response: { uid: '{{body.id}}', metadata: { value: '{{body.name}}' } },
    },
  };
  const connection = { name: 'birds', label: 'Birds', connectionType: 'oauth', communication };
  return appOf(connection, { consumerKey: 'key-1', consumerSecret: 'consumer-secret-1' });
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/request_token': { oauth_token: 'request-1', oauth_token_secret: 'request-secret-1' },
  '/access_token': { oauth_token: 'access-1', oauth_token_secret: 'access-secret-1' },
  '/me': { id: 7, name: 'Jo' },
};

test('a request token, a page, an access token and whose it is, each request signed with what is known by then', async () => {
  upstream.answerTo = ({ path }) => ({ status: 200, body: ANSWERS[path] ?? {} });
  const begun = await world.vault.authorise({ app: 'birds', connection: 'birds', name: 'Birds', values: {} });
  expect(begun.url).toBe(`${upstream.origin}/authorize?oauth_token=request-1`);
  const [requestToken] = upstream.requests;
  expect(parametersOf(requestToken)['oauth_callback']).toBe('http://127.0.0.1:3000/oauth/cb/birds');
  expect(isSigned(requestToken, '/request_token', 'consumer-secret-1&')).toBe(true);

  const foreign = queryOf('oauth_token=request-2&oauth_verifier=v');
  await expect(world.vault.finishAuthorisation('birds', foreign)).rejects.toMatchObject({ name: 'NotFoundError' });
  const done = await world.vault.finishAuthorisation(
    'birds',
    queryOf('oauth_token=request-1&oauth_verifier=verifier-1'),
  );
  expect(done).toMatchObject({ status: 'done' });

  const [, accessToken, me] = upstream.requests;
  expect(parametersOf(accessToken)).toMatchObject({ oauth_token: 'request-1', oauth_verifier: 'verifier-1' });
  expect(parametersOf(accessToken)['oauth_callback']).toBeUndefined();
  expect(isSigned(accessToken, '/access_token', 'consumer-secret-1&request-secret-1')).toBe(true);
  expect(parametersOf(me)).toMatchObject({ oauth_token: 'access-1' });

  const id = done.connectionId ?? 'con_none';
  expect(await world.vault.reveal(id)).toEqual({ token: 'access-1', tokenSecret: 'access-secret-1' });
  expect(await world.vault.get(id)).toMatchObject({ account: 'Jo', uid: '7', status: 'ok' });
  expect(JSON.stringify(await world.vault.list())).not.toMatch(/access-1|access-secret|consumer-secret/);
});

test('a person who says no leaves no connection, and the token of the page works once', async () => {
  const begun = await world.vault.authorise({ app: 'birds', connection: 'birds', name: 'Birds', values: {} });
  const before = await world.vault.list();
  const query = queryOf('oauth_token=request-1&denied=request-1');
  expect(await world.vault.finishAuthorisation('birds', query)).toMatchObject({ id: begun.id, status: 'failed' });
  await expect(world.vault.finishAuthorisation('birds', query)).rejects.toThrow('used already');
  expect(await world.vault.list()).toHaveLength(before.length);
});

type Sent = RecordingUpstream['requests'][number] | undefined;

function parametersOf(request: Sent): Record<string, string> {
  const header = String(request?.headers['authorization']);
  const pairs = [...header.matchAll(/(oauth_\w+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decodeURIComponent(value)]));
}

/** Signed as RFC 5849 says, worked out here once more. */
function isSigned(request: Sent, path: string, key: string): boolean {
  const { oauth_signature: signature, ...rest } = parametersOf(request);
  const text = Object.entries(rest)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const base = [request?.method ?? '', upstream.origin + path, text].map(encodeURIComponent).join('&');
  return signature === createHmac('sha1', key).update(base).digest('base64');
}
