import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isAddressRange } from '../../src/inbox/address-list.ts';
import { SIGNATURE_SCHEMES } from '../../src/inbox/signature.ts';
import { compileChecks } from '../../src/inbox/verify-request.ts';
import { openInbox, sealForTests, START } from './inbox-stage.ts';
import type { InboxStage } from './inbox-stage.ts';

const body = Buffer.from('{"uuid":"event-1","n":1}');
const open: InboxStage[] = [];

async function inbox(...given: Parameters<typeof openInbox>): Promise<InboxStage> {
  const stage = await openInbox(...given);
  open.push(stage);
  return stage;
}

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function countStored({ store }: InboxStage): Promise<number> {
  return (await store.deliveries.list({})).items.length;
}

describe('Standard Webhooks', () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef');
  const secret = `whsec_${key.toString('base64')}`;
  const now = START / 1000;
  const sign = (id: string, time: number, signer = key, over: Uint8Array = body): string =>
    `v1,${createHmac('sha256', signer).update(`${id}.${time}.`).update(over).digest('base64')}`;
  const headersOf = (signature: string, time = now, id = 'msg_1') => ({
    'webhook-id': id,
    'webhook-timestamp': String(time),
    'webhook-signature': signature,
  });
  const check = SIGNATURE_SCHEMES['standard-webhooks']({ secret });
  const judge = (headers: Record<string, string>, over: Uint8Array = body) =>
    check({ headers, body: over, now: START });

  test('accepts the vector of the specification', () => {
    const vector = SIGNATURE_SCHEMES['standard-webhooks']({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    expect(vector({ headers, body: Buffer.from('{"test": 2432232314}'), now: 1_614_265_330_000 })).toBe(true);
  });

  test('accepts any of several signatures, as a sender gives while it exchanges its secret', () => {
    const other = Buffer.from('another-secret-another-secret-00');
    expect(judge(headersOf(`${sign('msg_1', now, other)} v2,x ${sign('msg_1', now)}`))).toBe(true);
  });

  test('accepts a signature by any of our secrets, while we exchange ours', () => {
    const old = Buffer.from('another-secret-another-secret-00');
    const both = SIGNATURE_SCHEMES['standard-webhooks']({ secret: `${secret}\nwhsec_${old.toString('base64')}` });
    for (const signer of [key, old]) {
      expect(both({ headers: headersOf(sign('msg_1', now, signer)), body, now: START })).toBe(true);
    }
  });

  test.each([
    ['another body', headersOf(sign('msg_1', now)), Buffer.from('{}')],
    ['another id', headersOf(sign('msg_2', now)), body],
    ['another time', headersOf(sign('msg_1', now), now + 1), body],
    ['another secret', headersOf(sign('msg_1', now, Buffer.from('no'))), body],
    ['another version', headersOf(sign('msg_1', now).replace('v1', 'v2')), body],
    ['a signature that is too short', headersOf('v1,AAAA'), body],
    ['a time that is no number', { ...headersOf(sign('msg_1', now)), 'webhook-timestamp': 'now' }, body],
    ['no headers', {}, body],
  ])('refuses %s', (_name, headers, over) => {
    expect(judge(headers as Record<string, string>, over)).toBe(false);
  });

  test('refuses what is older or newer than the tolerance, and takes what is just within', () => {
    for (const [time, expected] of [
      [now - 300, true],
      [now + 300, true],
      [now - 301, false],
      [now + 301, false],
    ] as const) {
      expect([time, judge(headersOf(sign('msg_1', time), time))]).toEqual([time, expected]);
    }
  });

  test('refuses everything when the secret is empty', () => {
    const empty = SIGNATURE_SCHEMES['standard-webhooks']({ secret: 'whsec_' });
    expect(empty({ headers: headersOf(sign('msg_1', now, Buffer.alloc(0))), body, now: START })).toBe(false);
  });

  test('lets deliveries in, keeps nothing of others, and takes the signed id for the event where the app has none', async () => {
    const signature = { scheme: 'standard-webhooks', sealedSecret: sealForTests('hk_one', secret) } as const;
    const stage = await inbox({ checks: { signature } });
    const text = '{"n":1}';
    const good = headersOf(sign('msg_1', now, key, Buffer.from(text)));
    expect((await stage.post(text, headersOf('v1,AAAA'))).status).toBe(401);
    expect(await countStored(stage)).toBe(0);
    expect((await stage.post(text, good)).status).toBe(202);
    expect((await stage.post(text, good)).status).toBe(202);
    const kept = await stage.store.deliveries.list({});
    expect(kept.items.map(({ delivery }) => delivery.eventId)).toEqual(['msg_1', 'msg_1']);
    expect(kept.items.flatMap(({ items }) => items)).toHaveLength(1);
  });
});

describe('HMAC-SHA256', () => {
  const hmac = (secret: string) => createHmac('sha256', secret).update(body).digest();
  const check = SIGNATURE_SCHEMES['hmac-sha256']({ secret: 'old\nnew', header: 'X-Hub-Signature-256' });
  const judge = (value: string) => check({ headers: { 'x-hub-signature-256': value }, body, now: START });

  test.each([
    `sha256=${hmac('new').toString('hex')}`,
    hmac('new').toString('hex').toUpperCase(),
    hmac('old').toString('base64'),
    `sha256=${hmac('wrong').toString('hex')}, sha256=${hmac('old').toString('hex')}`,
  ])('accepts %s', (value) => {
    expect(judge(value)).toBe(true);
  });

  test.each(['', 'sha256=', 'sha256=00', hmac('wrong').toString('hex'), hmac('new').toString('hex').slice(2)])(
    'refuses "%s"',
    (value) => {
      expect(judge(value)).toBe(false);
    },
  );
});

describe('the other checks', () => {
  test('only deliveries for the expected company come in', async () => {
    const stage = await inbox({ checks: { companyKey: 'pk_123' } });
    expect((await stage.post({ company_publishable_key: 'pk_123' })).status).toBe(202);
    for (const other of [{ company_publishable_key: 'pk_124' }, { company_publishable_key: 1 }, {}, 'not json']) {
      expect((await stage.post(other)).status).toBe(403);
    }
    expect(await countStored(stage)).toBe(1);
  });

  test('only deliveries with the secret header come in, and the secret is not kept', async () => {
    const header = { name: 'X-Secret', sealedValue: sealForTests('hk_one', 's3cret-value') };
    const stage = await inbox({ checks: { header } });
    expect((await stage.post({}, { 'x-secret': 's3cret-value' })).status).toBe(202);
    expect((await stage.post({}, { 'x-secret': 's3cret-valuE' })).status).toBe(401);
    expect((await stage.post({})).status).toBe(401);
    const { items } = await stage.store.deliveries.list({});
    expect(items).toHaveLength(1);
    const delivery = await stage.store.deliveries.get(items[0]!.delivery.id);
    expect(delivery!.headers['x-secret']).toBe('[secret]');
  });

  test('a secret that cannot be opened refuses everything with 503', async () => {
    const header = { name: 'x-secret', sealedValue: sealForTests('hk_other', 'value') };
    const signature = { scheme: 'hmac-sha256', sealedSecret: 'no json' } as const;
    for (const checks of [{ header }, { signature }]) {
      const stage = await inbox({ checks });
      const answer = await stage.post({}, { 'x-secret': 'value', 'x-signature': 'x' });
      expect([answer.status, await countStored(stage)]).toEqual([503, 0]);
    }
  });

  test.each([
    [['127.0.0.1'], 202],
    [['10.0.0.0/8', '127.0.0.0/30'], 202],
    [['127.0.0.2/32'], 403],
    [['::/0'], 403],
    [['nonsense'], 403],
    [[], 403],
  ])('with the addresses %j a delivery from 127.0.0.1 gets %i', async (cidrs, status) => {
    const stage = await inbox({ checks: { cidrs } });
    expect((await stage.post({})).status).toBe(status);
  });

  test.each([
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['', '0.0.0.0/0', false],
  ])('%s in %s: %s', (remoteAddress, range, passes) => {
    const { head } = compileChecks({ id: 'hk_one', checks: { cidrs: [range] } }, String);
    expect(head({ headers: {}, remoteAddress }) === undefined).toBe(passes);
  });

  test.each(['1.2.3.4/33', '1.2.3', '1.2.3.4/', '::1/129', '1.2.3.4/8/8', ''])('"%s" is no range', (text) => {
    expect(isAddressRange(text)).toBe(false);
  });
});
