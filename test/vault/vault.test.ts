import { inspect } from 'node:util';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createManualClock } from '../../src/core/clock.ts';
import { toConnectorError, type ConnectorError } from '../../src/core/errors.ts';
import { problemDocument } from '../../src/core/problem.ts';
import { Secret } from '../../src/core/secret.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER } from '../../src/runtime.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { openVault, type VaultWorld } from './vault-world.ts';

const app = await loadApp(SONAR_APP_FOLDER);
const sandbox = await createSandbox({ port: 0 });
const TOKEN = sandbox.token;
const GOOD = {
  app: 'sonar',
  connection: 'sonar',
  name: ' My Sonar connection ',
  values: { privateToken: TOKEN, sandbox: true },
};

let world: VaultWorld | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
  await control('/reset');
});

afterAll(() => sandbox.close());

test('a connection is verified, then saved with the account, environment and address it reached', async () => {
  const { vault, store } = await open();
  const saved = await vault.create(GOOD);
  expect(saved).toMatchObject({
    name: 'My Sonar connection',
    account: 'Sandbox',
    environment: 'sandbox',
    address: `${sandbox.url}/api/v1`,
    status: 'ok',
    reason: null,
    checkedAt: 1_000,
    version: 1,
    values: { sandbox: true },
    secrets: { privateToken: `ends in ${TOKEN.slice(-4)}` },
  });
  expect(await vault.list()).toEqual([saved]);
  expect(await vault.get(saved.id)).toEqual(saved);
  expect(await vault.reveal(saved.id)).toEqual({ privateToken: TOKEN, sandbox: true });
  expectNoSecret(await store.connections.list(), TOKEN);
});

test('a wrong token is not saved, and the error does not repeat it', async () => {
  const { vault } = await open();
  const error = await failureOf(
    vault.create({ ...GOOD, values: { ...GOOD.values, privateToken: 'wrong-token-123456' } }),
  );
  expect(error).toMatchObject({ name: 'InvalidAccessTokenError', problems: [] });
  expectNoSecret(error, 'wrong-token-123456');
  expect(await vault.list()).toEqual([]);
});

test('an incomplete form, an unknown app, a misspelt component and an empty name are refused before anything is sent', async () => {
  const { vault } = await open();
  const cases = [
    [{ ...GOOD, values: { sandbox: true } }, 'BundleValidationError'],
    [{ ...GOOD, values: { ...GOOD.values, tokn: 'x' } }, 'BundleValidationError'],
    [{ ...GOOD, name: '  ' }, 'BundleValidationError'],
    [{ ...GOOD, app: 'sonr' }, 'NotFoundError'],
    [{ ...GOOD, connection: 'sonr' }, 'NotFoundError'],
  ] as const;
  for (const [input, name] of cases) await expect(vault.create(input)).rejects.toMatchObject({ name });
  expect(await calls()).toBe(0);
});

test.each([
  ['a server error', { status: 500 }, 'ConnectionError'],
  ['an answer that is cut off', { cutConnection: true }, 'ConnectionError'],
  ['a request to slow down', { status: 429, retryAfter: 3 }, 'RateLimitError'],
  ['an answer that is no JSON', { malformedJson: true }, 'RuntimeError'],
])('%s keeps a connection from being saved, unless that is forced', async (_case, fault, name) => {
  const { vault } = await open();
  await control('/faults', fault);
  const error = await failureOf(vault.create(GOOD));
  expect(error.name).toBe(name);
  const saved = await vault.create(GOOD, { force: true });
  expect(saved.status).not.toBe('ok');
  expect(saved.reason).toBeTruthy();
  expectNoSecret([error, saved], TOKEN);
});

test('a forced connection with a refused token needs attention until a test passes', async () => {
  const { vault } = await open();
  await control('/faults', { status: 401, times: 1 });
  const saved = await vault.create(GOOD, { force: true });
  expect(saved).toMatchObject({ status: 'attention', account: null, environment: 'sandbox' });
  const { connection, error } = await vault.test(saved.id);
  expect(error).toBeUndefined();
  expect(connection).toMatchObject({ status: 'ok', reason: null, account: 'Sandbox' });
});

test('a test that is refused turns the status; one without an answer tells nothing and changes nothing', async () => {
  const { vault } = await open();
  const { id } = await vault.create(GOOD);
  await control('/faults', { status: 503, times: 1 });
  const unanswered = await vault.test(id);
  expect(unanswered.error?.name).toBe('ConnectionError');
  expect(unanswered.connection).toMatchObject({ status: 'ok', version: 1 });
  await control('/faults', { status: 401, times: 1 });
  const refused = await vault.test(id);
  expect(refused.error?.name).toBe('InvalidAccessTokenError');
  expect(refused.connection).toMatchObject({ status: 'attention', account: 'Sandbox', reason: refused.error?.message });
  expect(await vault.get(id)).toEqual(refused.connection);
});

test('a check can be stopped, and then nothing is saved', async () => {
  const { vault } = await open();
  await control('/faults', { latencyMs: 500 });
  const stop = new AbortController();
  const creating = failureOf(vault.create(GOOD, { signal: stop.signal, force: true }));
  setTimeout(() => stop.abort(), 30);
  expect((await creating).name).toBe('ExecutionInterruptedError');
  expect(await vault.list()).toEqual([]);
});

test('an edit keeps a secret that is left empty, and a rename asks nobody', async () => {
  const { vault } = await open();
  const { id } = await vault.create(GOOD);
  const before = await calls();
  const renamed = await vault.update(id, { version: 1, name: 'Acme Pets' });
  expect([renamed.name, renamed.version, await calls()]).toEqual(['Acme Pets', 2, before]);
  const edited = await vault.update(id, { version: 2, values: { privateToken: '', sandbox: true } });
  expect(edited).toMatchObject({ status: 'ok', version: 3, name: 'Acme Pets' });
  expect(await vault.reveal(id)).toEqual({ privateToken: TOKEN, sandbox: true });
});

test('a new authorisation with a refused token changes nothing', async () => {
  const { vault } = await open();
  const saved = await vault.create(GOOD);
  const update = vault.update(saved.id, { version: 1, values: { privateToken: 'another-token-9999' } });
  await expect(update).rejects.toMatchObject({ name: 'InvalidAccessTokenError' });
  expect(await vault.get(saved.id)).toEqual(saved);
});

test('an edit based on an earlier version is refused before anything is sent', async () => {
  const { vault } = await open();
  const { id } = await vault.create(GOOD);
  await vault.update(id, { version: 1, name: 'Second' });
  const before = await calls();
  await expect(vault.update(id, { version: 1, values: GOOD.values })).rejects.toMatchObject({
    name: 'ConflictError',
    message: 'The connection "Second" was changed in the meantime: it has version 2, the change is based on 1.',
  });
  expect(await calls()).toBe(before);
});

test('of two edits at the same time one wins', async () => {
  const { vault } = await open();
  const { id } = await vault.create(GOOD);
  const edits = ['A', 'B'].map((name) => vault.update(id, { version: 1, name, values: { privateToken: TOKEN } }));
  const results = await Promise.allSettled(edits);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a connection in use is not deleted, and the error lists every use', async () => {
  const uses = [
    { kind: 'scenario', id: 'scn_1', name: 'Welcome text' },
    { kind: 'webhook', id: 'hk_1', name: 'New customer' },
  ] as const;
  const { vault } = await open({ uses });
  const { id } = await vault.create(GOOD);
  expect(await vault.usedBy(id)).toEqual(uses);
  await expect(vault.remove(id)).rejects.toMatchObject({
    name: 'ConflictError',
    message: 'The connection "My Sonar connection" is in use: scenario "Welcome text", webhook "New customer".',
    problems: [{ pointer: '/scenarios/scn_1' }, { pointer: '/webhooks/hk_1' }],
  });
  expect(await vault.list()).toHaveLength(1);
});

test('an unused connection is deleted, and nothing of it can be revealed any more', async () => {
  const { vault } = await open();
  const { id } = await vault.create(GOOD);
  await vault.reveal(id);
  await vault.remove(id);
  for (const call of [vault.reveal(id), vault.get(id), vault.remove(id), vault.test(id)]) {
    await expect(call).rejects.toMatchObject({ name: 'NotFoundError', message: `There is no connection ${id}.` });
  }
});

test('a damaged record is shown as such and hides no other', async () => {
  const { vault, store } = await open();
  const [first, second] = [await vault.create(GOOD), await vault.create({ ...GOOD, name: 'Second' })];
  const { sealed } = (await store.connections.get(second.id))!;
  await store.connections.update(first.id, 1, { sealed });
  expect(await vault.list()).toMatchObject([
    { id: first.id, status: 'attention', secrets: {}, reason: expect.stringContaining('belongs to another record') },
    { id: second.id, status: 'ok' },
  ]);
  await expect(vault.reveal(first.id)).rejects.toMatchObject({ name: 'ConfigurationError' });
});

test('a record of an app that is gone shows no values', async () => {
  const { vault, store } = await open();
  const { id } = await vault.create(GOOD);
  await store.connections.update(id, 1, { app: 'gone' });
  expect(await vault.get(id)).toMatchObject({ values: {}, secrets: {}, status: 'ok' });
  await expect(vault.test(id)).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('a wrapped secret is kept as what it wraps', async () => {
  const { vault } = await open();
  const { id } = await vault.create({ ...GOOD, values: { privateToken: new Secret(TOKEN), sandbox: true } });
  expect(await vault.reveal(id)).toEqual({ privateToken: TOKEN, sandbox: true });
});

test('values of more than 64 Ki characters are refused', async () => {
  const { vault } = await open();
  const values = { privateToken: 'x'.repeat(70_000), sandbox: true };
  const error = await failureOf(vault.create({ ...GOOD, values }, { force: true }));
  expect(error.message.length).toBeLessThan(500);
  expect(await vault.list()).toEqual([]);
});

test('no secret, in any writing, is in what the vault shows, throws or stores', async () => {
  const { vault, store } = await open();
  const secrets = fc.string({
    minLength: 8,
    maxLength: 40,
    unit: fc.constantFrom(...Array.from('abcdefXYZ0189+/=%"\\ ~&')),
  });
  await fc.assert(
    fc.asyncProperty(secrets, async (privateToken) => {
      fc.pre(privateToken.trim().length >= 8);
      const connection = { ...GOOD, values: { privateToken, sandbox: true } };
      const error = await failureOf(vault.create(connection));
      const saved = await vault.create(connection, { force: true });
      const tested = await vault.test(saved.id);
      const shown = [error, saved, tested, await vault.list(), await store.connections.list()];
      expectNoSecret(shown, privateToken);
      expect(await vault.reveal(saved.id)).toMatchObject({ privateToken });
      await vault.remove(saved.id);
    }),
    { numRuns: 25 },
  );
});

test('a text is sealed for a record and opens for no other', async () => {
  const { vault } = await open();
  const sealed = vault.sealText('hk_1', 'hook secret');
  expectNoSecret(sealed, 'hook secret');
  expect(vault.openText('hk_1', sealed)).toBe('hook secret');
  expect(() => vault.openText('hk_2', sealed)).toThrow('hk_2');
});

async function open(options: Parameters<typeof openVault>[1] = {}): Promise<VaultWorld> {
  world = await openVault(app, {
    environment: { sonarSandboxUrl: sandbox.apiBase },
    origins: [sandbox.url],
    clock: { ...createManualClock(1_000), sleep: () => Promise.resolve() },
    ...options,
  });
  return world;
}

async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${sandbox.url}/__sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

async function calls(): Promise<number> {
  const response = await fetch(`${sandbox.url}/__sandbox/requests`);
  return ((await response.json()) as { total: number }).total;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  try {
    await promise;
  } catch (error) {
    return toConnectorError(error);
  }
  throw new Error('it did not fail');
}

function expectNoSecret(shown: unknown, secret: string): void {
  const documents = [shown].flat().filter((each) => each instanceof Error);
  const text = [
    JSON.stringify(shown),
    inspect(shown, { depth: 20, maxStringLength: null }),
    ...documents.map((error) => JSON.stringify(problemDocument(toConnectorError(error)))),
  ].join('\n');
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const forms = [secret, base64, bytes.toString('base64url'), bytes.toString('hex'), encodeURIComponent(secret)];
  for (const form of [...forms, JSON.stringify(secret).slice(1, -1)]) expect(text).not.toContain(form);
}
