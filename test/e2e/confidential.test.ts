import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { customer, deliver, messageCounter, settled, TOKEN } from './delivery-stage.ts';
import { createInstallation, type Installation, until } from './server-process.ts';

const WELCOME = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../examples/scenarios/welcome-text.json'), 'utf8'),
) as { metadata?: { scenario?: object } };

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** A confidential scenario on a server whose upstream answers as told; it is not switched on yet. */
async function confidentialServer() {
  const { upstream, received } = await messageCounter(closing);
  const installation = await createInstallation(`${upstream.origin}/api`);
  const server = await installation.start();
  const values = { privateToken: TOKEN, sandbox: true };
  const connection = await installation.call('POST', '/connections', { app: 'sonar', name: 'Test', values });
  const blueprint = { ...WELCOME, metadata: { ...WELCOME.metadata, scenario: { confidential: true } } };
  const given = { blueprint, connections: { 1: connection['id'] } };
  const scenario = String((await installation.call('POST', '/scenarios', given))['id']);
  const [hook] = (await installation.call('GET', '/hooks'))['data'] as { url: string; id: string }[];
  return { installation, server, scenario, hook: hook!, received };
}

async function deliveries(installation: Installation, hookId: string): Promise<readonly Collection[]> {
  return (await installation.call('GET', `/hooks/${hookId}/deliveries`))['data'] as Collection[];
}

/** Everything the server shows of what came to the hook, with all bodies. */
async function shown(installation: Installation, hookId: string): Promise<string> {
  const all = await deliveries(installation, hookId);
  const whole = await Promise.all(all.map(({ id }) => installation.call('GET', `/deliveries/${String(id)}`)));
  return JSON.stringify([all, whole]);
}

const isErased = ({ erasedAt }: Collection): boolean => erasedAt !== null;

test('deliveries are erased once they are worked off, repeated ones too, and stay so over a restart', async () => {
  const { installation, server, scenario, hook, received } = await confidentialServer();
  for (const index of [1, 2]) expect(await deliver(hook.url, customer(index).body)).toBe(202);
  await deliver(hook.url, customer(1).body);
  expect(await shown(installation, hook.id)).toContain(customer(1).phone);
  await installation.call('POST', `/scenarios/${scenario}/activate`);
  await settled(installation, hook.id);
  await deliver(hook.url, customer(2).body);
  await until(async () => (await deliveries(installation, hook.id)).every(isErased), 'all are erased');
  expect(await server.stop()).toBe(0);
  const again = await installation.start();
  const kept = await deliveries(installation, hook.id);
  expect(kept.map(({ duplicateOf }) => duplicateOf !== null).toSorted((a, b) => Number(a) - Number(b))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(kept.every(isErased)).toBe(true);
  expect(await shown(installation, hook.id)).not.toMatch(/1310555|Ann/);
  const replay = await installation.command('webhook', 'replay', hook.id, '--delivery', String(kept.at(-1)?.['id']));
  expect(replay.code).toBe(5);
  expect(replay.output).toContain('because the scenario is confidential');
  expect([...received().keys()].toSorted()).toEqual([customer(1).phone, customer(2).phone]);
  expect(await again.stop()).toBe(0);
  const store = readFileSync(join(installation.folder, 'data', 'sonar-connect.db'), 'latin1');
  expect(store).toContain(String(kept[0]?.['id']));
  for (const index of [1, 2]) expect(store).not.toContain(customer(index).phone.slice(1));
}, 60_000);

test('what is given up, or waits for a scenario that is deleted, is erased as well', async () => {
  const { installation, server, scenario, hook } = await confidentialServer();
  for (const index of [1, 2]) await deliver(hook.url, customer(index).body);
  const ids = (await deliveries(installation, hook.id)).map(({ id }) => String(id));
  const both = () => Promise.all(ids.map((id) => installation.call('GET', `/deliveries/${id}`)));
  await installation.call('POST', `/deliveries/${ids[0]!}/discard`, {});
  expect((await both()).map(isErased)).toEqual([true, false]);
  await installation.call('DELETE', `/scenarios/${scenario}`);
  const left = await both();
  expect(left.map(isErased)).toEqual([true, true]);
  expect(JSON.stringify(left)).not.toMatch(/1310555|Ann/);
  expect(await server.stop()).toBe(0);
}, 60_000);
