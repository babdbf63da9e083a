import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const create = (values: object, changes: object = {}, headers: Record<string, string> = {}) =>
  stage.call('POST', '/api/v1/connections', { body: { app: 'sonar', name: 'Shop', values, ...changes }, headers });

test('verifies a connection, saves it, and never shows its token', async () => {
  const answer = await create({ privateToken: stage.sandbox.token, sandbox: true });
  expect(answer).toMatchObject({
    status: 201,
    body: { name: 'Shop', status: 'ok', environment: 'sandbox', values: { sandbox: true }, version: 1 },
  });
  const { id } = answer.body as { id: string };
  expect(answer.headers).toMatchObject({ location: `/api/v1/connections/${id}`, etag: 'W/"1"' });
  const read = await stage.call('GET', `/api/v1/connections/${id}`);
  expect(read.body).toEqual(answer.body);
});

test('does not save a connection the service refuses, and says why', async () => {
  const before = (await stage.store.connections.list()).length;
  const answer = await create({ privateToken: 'wrong-token-of-nobody', sandbox: true });
  expect(answer).toMatchObject({
    status: 401,
    body: { code: 'InvalidAccessTokenError', instance: '/api/v1/connections' },
  });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toContain('wrong-token-of-nobody');
  expect(await stage.store.connections.list()).toHaveLength(before);
});

test('saves a refused connection when it is forced to', async () => {
  const answer = await create({ privateToken: 'wrong-token-of-nobody', sandbox: true }, { force: true });
  expect(answer).toMatchObject({ status: 201, body: { status: 'attention' } });
});

test('gives a repeated request the first answer and makes one connection', async () => {
  const before = (await stage.store.connections.list()).length;
  const values = { privateToken: stage.sandbox.token, sandbox: true };
  const key = { 'Idempotency-Key': 'first' };
  const answers = [await create(values, {}, key), await create(values, {}, key)];
  expect(answers[1]!.body).toEqual(answers[0]!.body);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers.map(({ headers }) => headers['idempotent-replayed'])).toEqual([undefined, 'true']);
  expect(answers[1]!.headers['etag']).toBe('W/"1"');
  expect(await stage.store.connections.list()).toHaveLength(before + 1);
});

test('makes one connection of many requests at once with one key', async () => {
  const before = (await stage.store.connections.list()).length;
  const values = { privateToken: stage.sandbox.token, sandbox: true };
  const many = Array.from({ length: 8 }, () => create(values, {}, { 'Idempotency-Key': 'at-once' }));
  const statuses = (await Promise.all(many)).map(({ status }) => status);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  expect(await stage.store.connections.list()).toHaveLength(before + 1);
});

test('refuses a key that was used for another request, and forgets keys after a day', async () => {
  const values = { privateToken: stage.sandbox.token, sandbox: true };
  await create(values, {}, { 'Idempotency-Key': 'again' });
  const other = await create(values, { name: 'Other' }, { 'Idempotency-Key': 'again' });
  expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
  await stage.clock.advance(24 * 3_600_000 + 1);
  expect((await create(values, { name: 'Other' }, { 'Idempotency-Key': 'again' })).status).toBe(201);
});

test('lets the same key be tried again after an error', async () => {
  const key = { 'Idempotency-Key': 'after-error' };
  const body = { app: 'sonar', name: 'Shop', values: { privateToken: 'wrong-token', sandbox: true } };
  expect((await stage.call('POST', '/api/v1/connections', { body, headers: key })).status).toBe(401);
  expect((await create({ privateToken: stage.sandbox.token, sandbox: true }, {}, key)).status).toBe(201);
});

test('changes only the version the caller has read', async () => {
  const path = `/api/v1/connections/${await stage.connect('Before')}`;
  const rename = (name: string, headers: Record<string, string>) =>
    stage.call('PATCH', path, { body: { name }, headers });
  expect(await rename('After', {})).toMatchObject({ status: 428, body: { code: 'PreconditionRequired' } });
  expect(await rename('After', { 'If-Match': '*' })).toMatchObject({ status: 400 });
  const changed = await rename('After', { 'If-Match': 'W/"1"' });
  expect(changed).toMatchObject({ status: 200, body: { name: 'After', version: 2 } });
  expect(changed.headers['etag']).toBe('W/"2"');
  const stale = await rename('Late', { 'If-Match': 'W/"1"' });
  expect(stale).toMatchObject({ status: 412, body: { code: 'PreconditionFailed' } });
  expect(stale.headers['etag']).toBe('W/"2"');
});

test('keeps the token when only the name is changed, so that a test still passes', async () => {
  const path = `/api/v1/connections/${await stage.connect()}`;
  await stage.call('PATCH', path, {
    body: { name: 'Renamed', values: { privateToken: '' } },
    headers: { 'If-Match': 'W/"1"' },
  });
  expect(await stage.call('POST', `${path}/test`)).toMatchObject({ status: 200, body: { error: null } });
});

test('reports what the service says of a forced connection as the result of a test', async () => {
  const { body } = await create({ privateToken: 'wrong-token-of-nobody', sandbox: true }, { force: true });
  const answer = await stage.call('POST', `/api/v1/connections/${(body as { id: string }).id}/test`);
  expect(answer).toMatchObject({ status: 200, body: { error: { code: 'InvalidAccessTokenError' } } });
});

test('keeps a connection that a scenario and its webhook use, and lists both', async () => {
  const id = await stage.connect();
  const blueprint = {
    name: 'Welcome',
    flow: [{ id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters: { __IMTCONN__: id }, mapper: {} }],
  };
  await stage.call('POST', '/api/v1/scenarios', { body: { blueprint } });
  const usage = await stage.call('GET', `/api/v1/connections/${id}/usage`);
  expect(usage.body).toMatchObject({ data: [{ kind: 'scenario' }, { kind: 'webhook' }] });
  const refused = await stage.call('DELETE', `/api/v1/connections/${id}`);
  const errors = [{ code: 'IN_USE' }, { code: 'IN_USE' }];
  expect(refused).toMatchObject({ status: 409, body: { code: 'ConflictError', errors } });
});

test('deletes a connection that nothing uses', async () => {
  const path = `/api/v1/connections/${await stage.connect()}`;
  expect((await stage.call('DELETE', path)).status).toBe(204);
  expect((await stage.call('GET', path)).status).toBe(404);
});

test('gives every connection once over pages of two', async () => {
  const names: string[] = [];
  let cursor = '';
  do {
    const query = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
    const { body } = await stage.call('GET', `/api/v1/connections${query}`);
    const page = body as { data: { id: string }[]; nextCursor: string | null };
    expect(page.data.length).toBeLessThanOrEqual(2);
    names.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  const stored = (await stage.store.connections.list()).map(({ id }) => id);
  expect(names.toSorted()).toEqual(stored.toSorted());
});

test('has shown the token in no answer and no line of the log', () => {
  const all = [...stage.call.seen, ...stage.log].join('\n');
  expect(all.length).toBeGreaterThan(1000);
  const { token } = stage.sandbox;
  const forms = [token, Buffer.from(token).toString('base64'), Buffer.from(token).toString('hex')];
  expect(forms.filter((form) => all.includes(form))).toEqual([]);
});
