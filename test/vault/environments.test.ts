import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSandbox } from '../../src/sandbox/server.ts';
import { twoEnvironmentApp } from './two-environments.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

const app = await twoEnvironmentApp();
const [production, sandbox] = await Promise.all([createSandbox({ port: 0 }), createSandbox({ port: 0 })]);
const TOKEN = sandbox.token;

let world: VaultWorld;

beforeEach(async () => {
  world = await openVault(app, {
    environment: { productionUrl: production.apiBase, sandboxUrl: sandbox.apiBase },
    origins: [production.url, sandbox.url],
  });
});

afterEach(async () => {
  await world.close();
  await Promise.all([production, sandbox].map(({ url }) => control(url, '/reset')));
});

afterAll(() => Promise.all([production.close(), sandbox.close()]));

test('a token of the sandbox is recognised when production does not know it', async () => {
  await control(production.url, '/faults', { status: 401 });
  const advice = 'This token works on sandbox. Select Sandbox?';
  await expect(world.vault.create(connection({ sandbox: false }))).rejects.toMatchObject({
    name: 'InvalidAccessTokenError',
    fix: advice,
    problems: [{ pointer: '/sandbox', code: 'OTHER_ENVIRONMENT', message: advice }],
    upstream: { status: 401 },
  });
  expect(await world.vault.list()).toEqual([]);
});

test('a token that was meant for the sandbox is never sent to production', async () => {
  await control(sandbox.url, '/faults', { status: 401 });
  const create = world.vault.create(connection({ sandbox: true }));
  await expect(create).rejects.toMatchObject({ name: 'InvalidAccessTokenError', problems: [] });
  expect(await calls(production.url)).toBe(0);
});

test('a token that works nowhere is reported as the chosen environment did', async () => {
  const create = world.vault.create(connection({ apiToken: 'works-nowhere-0000' }));
  await expect(create).rejects.toMatchObject({ name: 'InvalidAccessTokenError', problems: [] });
  expect([await calls(production.url), await calls(sandbox.url)]).toEqual([1, 1]);
});

test('only a token that was not known makes the other environment be asked', async () => {
  await control(production.url, '/faults', { status: 500 });
  await expect(world.vault.create(connection({}))).rejects.toMatchObject({ name: 'ConnectionError' });
  await world.vault.create(connection({}), { force: true });
  expect(await calls(sandbox.url)).toBe(0);
});

test('a stored token is never sent to the other environment: not by a test, nor by an edit that keeps it', async () => {
  const { vault } = world;
  const { id } = await vault.create(connection({}));
  await control(production.url, '/faults', { status: 401 });
  const { connection: tested } = await vault.test(id);
  expect(tested.status).toBe('attention');
  const kept = vault.update(id, { version: tested.version, values: { apiToken: '', sandbox: false } });
  await expect(kept).rejects.toMatchObject({ name: 'InvalidAccessTokenError', problems: [] });
  expect(await calls(sandbox.url)).toBe(0);
});

test('choosing the other environment needs the token again', async () => {
  const { vault } = world;
  const { id } = await vault.create(connection({}));
  await expect(vault.update(id, { version: 1, values: { sandbox: true } })).rejects.toMatchObject({
    name: 'BundleValidationError',
    message: expect.stringContaining('Sandbox changed'),
    problems: [{ pointer: '/apiToken', code: 'SECRET_NEEDED' }],
  });
  expect(await calls(sandbox.url)).toBe(0);
  const moved = await vault.update(id, { version: 1, values: { apiToken: TOKEN, sandbox: true } });
  expect(moved).toMatchObject({ environment: 'sandbox', account: 'Sandbox', address: `${sandbox.apiBase}/v1` });
});

test('a typed token of the other environment is recognised in an edit, too', async () => {
  const { vault } = world;
  const { id } = await vault.create(connection({}));
  await control(production.url, '/faults', { status: 401 });
  await expect(vault.update(id, { version: 1, values: { apiToken: TOKEN } })).rejects.toMatchObject({
    fix: 'This token works on sandbox. Select Sandbox?',
  });
});

test('what the service added is revealed, follows a test, and is not shown', async () => {
  const { vault } = world;
  const { id } = await vault.create(connection({ note: 'ours' }));
  expect(await vault.reveal(id)).toMatchObject({ apiToken: TOKEN, note: 'ours', hooks: expect.any(Number) });
  const { connection: tested } = await vault.test(id);
  expect(tested.values).toEqual({ sandbox: false, note: 'ours' });
});

test('a secret that stands in another value is not shown there either', async () => {
  const saved = await world.vault.create(connection({ note: `the token is ${TOKEN}!` }));
  expect(saved.values).toMatchObject({ note: 'the token is [secret]!' });
});

function connection(values: object) {
  return { app: 'acme', connection: 'acme', name: 'Acme', values: { apiToken: TOKEN, sandbox: false, ...values } };
}

async function control(url: string, path: string, body: object = {}): Promise<void> {
  await fetch(`${url}/__sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
}

async function calls(url: string): Promise<number> {
  const response = await fetch(`${url}/__sandbox/requests`);
  return ((await response.json()) as { total: number }).total;
}
