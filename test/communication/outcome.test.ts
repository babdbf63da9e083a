import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { createManualClock } from '../../src/core/clock.ts';
import type { ExampleAnswer } from '../../src/communication/directive.ts';
import { runOnce } from './scripted-client.ts';

async function failure(response: unknown, answer: ExampleAnswer, token = 'unused-token'): Promise<ConnectorError> {
  const { error } = await runOnce(
    { url: '/c', response },
    { answers: [answer], context: { secrets: [new Secret(token)], clock: createManualClock(Date.UTC(2030, 0, 1)) } },
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
}

test.each([
  [400, 'RuntimeError'],
  [401, 'RuntimeError'],
  [429, 'RateLimitError'],
  [500, 'ConnectionError'],
  [503, 'ConnectionError'],
])('status %i is a %s unless the app says otherwise', async (status, name) => {
  expect((await failure({}, { status })).name).toBe(name);
  expect((await failure({ error: { type: 'DataError' } }, { status })).name).toBe('DataError');
});

test.each(['InvalidCredentials', 'ManifestError', 'constructor', ''])(
  'the type %j is not one an app may name',
  async (type) => {
    expect((await failure({ error: { type, message: 'no' } }, { status: 400 })).name).toBe('RuntimeError');
  },
);

test('the message of the status comes before the general one, and that of valid before both', async () => {
  const error = { message: 'general', '404': { message: 'not there' }, '200': { message: 'fine but no' } };
  expect((await failure({ error }, { status: 404 })).message).toBe('not there');
  expect((await failure({ error }, { status: 400 })).message).toBe('general');
  expect((await failure({ error, valid: false }, { status: 200 })).message).toBe('fine but no');
  expect((await failure({ error, valid: { condition: false, message: 'not valid' } }, {})).message).toBe('not valid');
});

test('an empty message falls back to the status', async () => {
  expect((await failure({ error: '{{body.none}}' }, { status: 404 })).message).toBe('[404] Not Found');
});

test('valid is not asked about an answer that was refused anyway', async () => {
  const response = { valid: { condition: false, message: 'not valid' } };
  expect((await failure(response, { status: 400 })).message).toBe('[400] Bad Request');
});

test('the text of the service is kept, without secrets and cut at 2,000 characters', async () => {
  const body = { error: 'token secret-token is wrong', rest: 'x'.repeat(3000) };
  const error = await failure({ error: '{{body.error}}' }, { status: 401, body }, 'secret-token');
  expect(error.message).toBe('token [secret] is wrong');
  expect(error.upstream?.status).toBe(401);
  expect(error.upstream?.body).toHaveLength(2000);
  expect(error.upstream?.body).not.toContain('secret-token');
});

test.each([
  ['120', 120_000],
  ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
  ['Mon, 31 Dec 2029 00:00:00 GMT', 0],
  ['later', undefined],
])('Retry-After %j asks to wait %s milliseconds', async (value, expected) => {
  expect((await failure({}, { status: 429, headers: { 'retry-after': value } })).retryAfterMs).toBe(expected);
  expect((await failure({}, { status: 503, headers: { 'retry-after': value } })).retryAfterMs).toBe(expected);
  expect((await failure({}, { status: 400, headers: { 'retry-after': value } })).retryAfterMs).toBeUndefined();
});

test('a template in the answer of the service is shown as it is', async () => {
  const answer = { status: 400, body: { error: 'use {{name}} here' } };
  expect((await failure({ error: '{{body.error}}' }, answer)).message).toBe('use {{name}} here');
});
