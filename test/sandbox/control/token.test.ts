import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { member, openStage, send } from '../stage.ts';
import type { Stage } from '../stage.ts';

let folder: string;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  stage = await openStage({ file: join(folder, 'world.json') });
});
afterEach(async () => {
  await stage.sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** The status of a call with a token. */
async function statusWith(token: string): Promise<number> {
  return (await send('GET', `${stage.sandbox.apiBase}/v1/tags`, undefined, { 'X-Token': token })).status;
}

async function regenerate(): Promise<string> {
  return String(member((await stage.control('POST', '/company/token', {})).body, 'token'));
}

test('with a new private token the old one is refused, in the form tokens have', async () => {
  const old = stage.sandbox.token;
  expect(await statusWith(old)).toBe(200);
  const token = await regenerate();
  expect(token).toMatch(/^[\w-]{32}$/);
  expect([await statusWith(old), await statusWith(token)]).toEqual([401, 200]);
  const again = await regenerate();
  expect(again).not.toBe(token);
  expect([await statusWith(token), await statusWith(again)]).toEqual([401, 200]);
  expect(member((await stage.control('GET', '')).body, 'token')).toBe(again);
});

test('a new token outlives a restart, and a reset brings the first one back', async () => {
  const first = stage.sandbox.token;
  const token = await regenerate();
  await stage.sandbox.close();
  stage = await openStage({ file: join(folder, 'world.json') });
  expect(stage.sandbox.token).toBe(token);
  expect([await statusWith(first), await statusWith(token)]).toEqual([401, 200]);
  await stage.control('POST', '/reset');
  expect([await statusWith(first), await statusWith(token)]).toEqual([200, 401]);
});

test('nothing is taken with it', async () => {
  const answer = await stage.control('POST', '/company/token', { token: 'mine' });
  expect(answer.status).toBe(400);
  expect(await statusWith(stage.sandbox.token)).toBe(200);
});
