import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const DANA = '+13105550142';
const NEW = '+13105550301';
const TEXTS = ['Hi {{first_name}}, A', 'Hi {{ first_name }}, B ({{city}}){{nothing}}'];

const create = (more: object = {}): Promise<Answer> =>
  stage.control('POST', '/campaigns/create', { name: 'Spring Sale!', variants: TEXTS, ...more });
async function drafted(more: object = {}): Promise<string> {
  return String(member((await create(more)).body, 'slug'));
}
const act = (what: string, campaign_id: string, more: object = {}): Promise<Answer> =>
  stage.control('POST', `/campaigns/${what}`, { campaign_id, ...more });
async function texts(): Promise<unknown[]> {
  const { body } = await stage.control('GET', '/messages?direction=outbound');
  return (member(body, 'messages') as unknown[]).map((each) => [
    member(each, 'customer', 'phone_number'),
    member(each, 'text'),
  ]);
}
async function campaign(slug: string): Promise<unknown> {
  const { body } = await stage.control('GET', '/campaigns');
  return (body as unknown[]).find((each) => member(each, 'slug') === slug);
}
const save = (phone_number: string, properties: object) =>
  stage.api('POST', '/v1/customers', { phone_number, properties });

describe('a campaign', () => {
  test('begins as a draft with two texts or more and a slug for calls', async () => {
    const { status, body } = await create({ description: 'For spring' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Spring Sale!',
      description: 'For spring',
      state: 'draft',
      slug: expect.stringMatching(/^spring_sale_[A-Za-z0-9]{6}$/),
      recipients: 0,
      responses: 0,
    });
    expect((await create({ variants: ['one'] })).status).toBe(400);
    expect((await create({ name: ' ' })).status).toBe(400);
    expect((await create({ colour: 'red' })).status).toBe(400);
  });

  test('two campaigns of one name have different slugs', async () => {
    expect(await drafted()).not.toBe(await drafted());
  });

  test('is not sent by calls while it is a draft, and is once it is active', async () => {
    const slug = await drafted();
    const send = () => stage.api('POST', '/v1/campaigns', { to: DANA, campaign_id: slug });
    expect((await send()).status).toBe(403);
    await act('activate', slug);
    expect((await send()).body).toMatchObject({ text: 'Hi Dana, A', status: 'queued' });
    expect((await send()).body).toMatchObject({ text: 'Hi Dana, B ()' });
    expect(await campaign(slug)).toMatchObject({ state: 'active', recipients: 2 });
    await act('draft', slug);
    expect((await send()).status).toBe(403);
  });

  test('can be changed until it is sent; its slug stays', async () => {
    const slug = await drafted();
    const changed = await act('change', slug, {
      name: 'Summer',
      variants: ['x', 'y'],
      audience: { name: 'a', value: 'b' },
    });
    expect(changed.body).toMatchObject({
      slug,
      name: 'Summer',
      variants: ['x', 'y'],
      audience: { name: 'a', value: 'b' },
    });
    await act('launch', slug);
    for (const what of ['change', 'activate', 'draft', 'launch']) {
      expect([what, (await act(what, slug)).status]).toEqual([what, 400]);
    }
    expect((await act('launch', 'nothing_AAAAAA')).status).toBe(404);
  });
});

describe('launched now, a campaign goes to its audience', () => {
  test('everybody when it names none, the texts in turn, but nobody unsubscribed or undeliverable', async () => {
    await save(NEW, { 'Delivery Failed': '4750' });
    const slug = await drafted();
    const { status, body } = await act('launch', slug);
    expect([status, member(body, 'state')]).toEqual([200, 'sent']);
    expect(member(body, 'audience_counts')).toEqual({ customers: 4, reached: 2, unsubscribed: 1, filtered_out: 1 });
    expect(await texts()).toEqual([
      [DANA, 'Hi Dana, B ()'],
      [ONE, 'Hi One, A'],
    ]);
    expect(await campaign(slug)).toMatchObject({ recipients: 2, state: 'sent' });
  });

  test('those with the value of a property, exactly', async () => {
    await save(ONE, { vip: 'true', city: 'Rome' });
    await save(DANA, { vip: true });
    await save(NEW, { vip: 'True' });
    const slug = await drafted({ audience: { name: 'vip', value: 'true' } });
    await act('launch', slug);
    expect((await texts()).map((each) => member(each, 0))).toEqual([DANA, ONE]);
  });

  test('one of several choices is enough', async () => {
    await stage.control('POST', '/property_definitions', {
      name: 'pets',
      label: 'Pets',
      type: 'multiple_choice',
      options: ['cat', 'dog', 'catfish'],
    });
    await save(ONE, { pets: ['dog', 'cat'] });
    await save(DANA, { pets: ['catfish'] });
    const { body } = await stage.control('GET', '/campaigns/audience?name=pets&value=cat');
    expect(body).toEqual({ customers: 1, reached: 1, unsubscribed: 0, filtered_out: 0 });
  });

  test('responses are counted, and webhooks hear of every text', async () => {
    const subscriber = await openSubscriber(200);
    await stage.hook(subscriber.url, 'outbound_message');
    const slug = await drafted();
    await act('launch', slug);
    await stage.control('POST', '/messages/receive', { phone_number: ONE, text: 'Yes please' });
    await stage.settle();
    expect(subscriber.actions()).toEqual(['outbound_message', 'outbound_message']);
    expect(await campaign(slug)).toMatchObject({ recipients: 2, responses: 1 });
    await subscriber.close();
  });
});

describe('launched for a time to come, a campaign is scheduled', () => {
  const AT = '2026-03-01T13:00:00.000Z';

  test('and goes out at that time, to whoever belongs to its audience by then', async () => {
    const slug = await drafted();
    const { status, body } = await act('launch', slug, { send_at: '2026-03-01T14:00:00+01:00' });
    expect([status, member(body, 'state'), member(body, 'send_at')]).toEqual([202, 'scheduled', AT]);
    await stage.control('POST', '/clock', { advanceMs: 3_599_999 });
    expect(await texts()).toEqual([]);
    await save(NEW, {});
    await stage.control('POST', '/clock', { advanceMs: 1 });
    expect(await texts()).toHaveLength(3);
    expect(await campaign(slug)).toMatchObject({ state: 'sent', send_at: null });
  });

  test('and stays behind when it is taken back or moved', async () => {
    const slug = await drafted();
    await act('launch', slug, { send_at: AT });
    await act('launch', slug, { send_at: '2026-03-01T15:00:00Z' });
    await stage.control('POST', '/clock', { advanceMs: 2 * 3_600_000 });
    expect(await texts()).toEqual([]);
    await act('draft', slug);
    await stage.control('POST', '/clock', { advanceMs: 2 * 3_600_000 });
    expect(await texts()).toEqual([]);
    expect(await campaign(slug)).toMatchObject({ state: 'draft', send_at: null });
  });

  test('and goes out after a stop of the sandbox as well', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sonar-campaigns-'));
    const file = path.join(folder, 'world.json');
    await stage.sandbox.close();
    stage = await openStage({ file });
    const slug = await drafted();
    await act('launch', slug, { send_at: AT });
    await stage.sandbox.close();
    stage = await openStage({ file });
    expect(await campaign(slug)).toMatchObject({ state: 'scheduled', send_at: AT });
    await stage.control('POST', '/clock', { advanceMs: 3_600_000 });
    expect(await campaign(slug)).toMatchObject({ state: 'sent', recipients: 2 });
    await stage.sandbox.close();
    await rm(folder, { recursive: true });
  });
});

test('calls see the campaigns by the names they can use', async () => {
  const { status, body } = await stage.api('GET', '/v1/campaigns');
  expect(status).toBe(200);
  expect(body).toContainEqual({ id: 1, name: 'Test', slug: 'test_d0Bu23', state: 'active' });
});
