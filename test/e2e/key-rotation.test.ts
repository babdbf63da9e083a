import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { customer, deliver, messageCounter, queue, setUp, settled, TOKEN } from './delivery-stage.ts';
import { createInstallation, pause, until } from './server-process.ts';
import type { Installation } from './server-process.ts';

const DELIVERIES = Number(process.env['DELIVERIES'] ?? 600);
const ROTATIONS = 3;
const SECRET_HEADER = { 'x-hook-secret': 'only the sender knows this' };

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

function keyFileOf({ folder }: Installation): string {
  const place = join(folder, '.config', 'sonar-connect');
  const [name, ...others] = readdirSync(place).filter((entry) => entry.endsWith('.key'));
  expect(others).toEqual([]);
  return join(place, name!);
}

function keysIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

test('keys change under load: every delivery runs once, and the earlier key opens nothing any more', async () => {
  const { upstream, received } = await messageCounter(closing);
  const installation = await createInstallation(`${upstream.origin}/api`);
  let server = await installation.start();
  closing.push(() => server.kill());
  const { connection, scenario, hook, hookId } = await setUp(installation, TOKEN);
  const { version } = await installation.call('GET', `/hooks/${hookId}`);
  const [[name, value]] = Object.entries(SECRET_HEADER) as [[string, string]];
  const checks = { header: { name, value } };
  await installation.call('PATCH', `/hooks/${hookId}`, { checks }, { 'if-match': `W/"${Number(version)}"` });
  await installation.call('POST', `/scenarios/${scenario}/activate`);
  const keyFile = keyFileOf(installation);
  const [first] = keysIn(keyFile);

  let next = 0;
  const statuses = new Set<number | undefined>();
  const lane = async (): Promise<void> => {
    while (next < DELIVERIES) {
      const { body } = customer(next);
      next += 1;
      statuses.add(await deliver(hook, body, SECRET_HEADER));
    }
  };
  const lanes = Array.from({ length: 8 }, lane);
  for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
    await pause(50);
    expect(await installation.command('keys', 'rotate')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Sealed'),
    });
  }
  await Promise.all(lanes);
  await settled(installation, hookId);
  expect(statuses).toEqual(new Set([202]));
  expect([...received().keys()].toSorted()).toEqual(
    Array.from({ length: DELIVERIES }, (_, index) => customer(index).phone).toSorted(),
  );
  expect(Math.max(...received().values())).toBe(1);
  expect(await queue(installation, hookId)).toMatchObject({ done: DELIVERIES, held: 0, dead: 0 });
  expect(await installation.call('POST', `/connections/${connection}/test`)).toMatchObject({
    connection: { status: 'ok' },
  });
  expect(await deliver(hook, customer(DELIVERIES).body)).toBeGreaterThanOrEqual(400);
  expect(await server.stop()).toBe(0);

  const current = keysIn(keyFile);
  expect(current[0]).not.toBe(first);
  writeFileSync(keyFile, `${first}\n`);
  await expect(installation.start()).rejects.toThrow('does not fit the stored data');

  writeFileSync(keyFile, `${current.join('\n')}\n`);
  server = await installation.start();
  expect(keysIn(keyFile)).toEqual([current[0]]);
  const last = customer(DELIVERIES + 1);
  expect(await deliver(hook, last.body, SECRET_HEADER)).toBe(202);
  await until(() => received().has(last.phone), 'a message');
  expect(upstream.requests.findLast(({ path }) => path === '/api/v1/messages')?.headers['x-token']).toBe(TOKEN);
  expect(await server.stop()).toBe(0);
}, 120_000);
