import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { compileInbound } from '../../src/manifest/inbound.ts';
import type { DeliveryRecords } from '../../src/store/store.ts';
import { openInbox, SCENARIO, sonar, TOKEN } from './inbox-stage.ts';
import type { InboxStage } from './inbox-stage.ts';

const EVENT = { event_name: 'customer_created', uuid: 'event-1', customer: { phone_number: '+13105551234' } };
const open: InboxStage[] = [];

async function inbox(...given: Parameters<typeof openInbox>): Promise<InboxStage> {
  const stage = await openInbox(...given);
  open.push(stage);
  return stage;
}

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function stored({ store }: InboxStage) {
  return (await store.deliveries.list({})).items;
}

/** An answer without what changes with the second. */
function withoutDate(answer: string): string {
  return answer.replace(/^date: .*\r\n/im, '');
}

function postText(path: string, extra = ''): string {
  return `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${extra}\r\n`;
}

describe('a delivery that is taken in', () => {
  test('is answered 202 and kept byte for byte, with its headers, query and sender', async () => {
    const stage = await inbox();
    const body = '{"uuid": "event-1",\t"amount": 9007199254740993, "name": "\u00e9\u{1F600}"}';
    const answer = await stage.post(body, { 'x-extra': 'yes' }, `/hooks/${TOKEN}?a=1&b=%20`);
    expect([answer.status, await answer.text()]).toEqual([202, 'Accepted']);
    const [summary] = await stored(stage);
    const delivery = await stage.store.deliveries.get(summary!.delivery.id);
    expect(Buffer.from(delivery!.body).toString('utf8')).toBe(body);
    expect(delivery).toMatchObject({
      hookId: 'hk_one',
      eventId: 'event-1',
      method: 'POST',
      query: 'a=1&b=%20',
      remoteAddress: '127.0.0.1',
      headers: { 'x-extra': 'yes', 'content-type': 'application/json' },
    });
    expect(summary!.items).toMatchObject([{ scenarioId: SCENARIO, state: 'queued' }]);
    expect(stage.accepted).toEqual([[SCENARIO]]);
  });

  test.each(['PUT', 'PATCH'] as const)('may come with %s', async (method) => {
    const stage = await inbox();
    const sent = { method, body: '{}' };
    expect((await fetch(stage.url, sent)).status).toBe(202);
  });

  test.each([
    ['application/json; charset=utf-8', '{"uuid":"x"}'],
    ['application/cloudevents+json', '{"uuid":"x"}'],
    ['application/x-www-form-urlencoded', 'uuid=x'],
    ['text/plain', 'hello'],
    ['application/xml', '<a/>'],
  ])('may be %s', async (type, body) => {
    const stage = await inbox();
    expect((await stage.post(body, { 'content-type': type })).status).toBe(202);
    expect(await stored(stage)).toHaveLength(1);
  });

  test('may have no Content-Type and no body', async () => {
    const stage = await inbox();
    expect(await stage.raw(postText(`/hooks/${TOKEN}`, 'content-length: 0\r\n'))).toMatch(/^HTTP\/1.1 202 /);
  });

  test('is kept when it is not the JSON it says to be, but then has no event id', async () => {
    const stage = await inbox();
    expect((await stage.post('{"uuid": "ev')).status).toBe(202);
    const [summary] = await stored(stage);
    expect(summary!.delivery).toMatchObject({ eventId: null, duplicateOf: null });
  });

  test('is read compressed, and kept as it was sent', async () => {
    const stage = await inbox();
    const bytes = gzipSync(JSON.stringify(EVENT));
    expect((await stage.post(bytes, { 'content-encoding': 'gzip' })).status).toBe(202);
    const [summary] = await stored(stage);
    expect(summary!.delivery.eventId).toBe('event-1');
    const delivery = await stage.store.deliveries.get(summary!.delivery.id);
    expect(Buffer.from(delivery!.body)).toEqual(bytes);
  });

  test('is queued once however often it comes: 50 copies at the same time', async () => {
    const stage = await inbox();
    const answers = await Promise.all(Array.from({ length: 50 }, () => stage.post(EVENT)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const kept = await stored(stage);
    expect(kept).toHaveLength(50);
    expect(kept.flatMap(({ items }) => items)).toHaveLength(1);
    expect(stage.depths.of('hk_one')).toBe(1);
    expect(stage.accepted).toHaveLength(1);
  });

  test('is never merged with another when the app finds no id in it', async () => {
    const stage = await inbox();
    await Promise.all([stage.post({ a: 1 }), stage.post({ a: 1 })]);
    expect((await stored(stage)).flatMap(({ items }) => items)).toHaveLength(2);
  });

  test('carries the key of its order', async () => {
    const mode = { type: 'per-key', concurrency: 4, key: '{{body.customer.phone_number}}' } as const;
    const stage = await inbox({ mode });
    await stage.post(EVENT);
    await stage.post({ uuid: 'other' });
    const items = (await stored(stage)).flatMap(({ items }) => items);
    expect(new Set(items.map(({ orderKey }) => orderKey))).toEqual(new Set(['+13105551234', null]));
  });

  test('is kept for a hook whose app is gone', async () => {
    const stage = await inbox({ app: 'removed' });
    expect((await stage.post(EVENT)).status).toBe(202);
  });

  test('is answered by the scenario when that has something to say, and by 202 when it fails to', async () => {
    let fails = false;
    const stage = await inbox(
      {},
      {
        reply: () =>
          fails ? Promise.reject(new Error('run failed')) : Promise.resolve({ status: 201, headers: {}, body: 'done' }),
      },
    );
    const answer = await stage.post({ a: 1 });
    expect([answer.status, await answer.text()]).toEqual([201, 'done']);
    fails = true;
    expect((await stage.post({ a: 2 })).status).toBe(202);
  });
});

describe('a request that is refused', () => {
  test('gets the same bytes whether its token is unknown, malformed, empty or followed by more', async () => {
    const stage = await inbox();
    const paths = [
      `/hooks/${'x'.repeat(32)}`,
      '/hooks/short',
      '/hooks/',
      `/hooks/${TOKEN}/more`,
      `/hooks/${TOKEN.toUpperCase()}`,
    ];
    const answers = await Promise.all(paths.map((path) => stage.raw(postText(path, 'content-length: 2\r\n') + '{}')));
    expect(new Set(answers.map(withoutDate)).size).toBe(1);
    expect(answers[0]).toMatch(/^HTTP\/1.1 404 /);
    const get = await stage.raw(`GET /hooks/unknown HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(withoutDate(get)).toBe(withoutDate(answers[0]!));
  });

  test('gets 410 from a deleted hook, however it is made', async () => {
    const stage = await inbox();
    await stage.change({ deletedAt: 1 });
    expect((await stage.post(EVENT)).status).toBe(410);
    expect((await fetch(stage.url)).status).toBe(410);
    expect(await stored(stage)).toEqual([]);
  });

  test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS'])('gets 405 for %s', async (method) => {
    const stage = await inbox();
    const answer = await fetch(stage.url, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, PUT, PATCH']);
  });

  test.each(['multipart/form-data; boundary=x', 'application/octet-stream', 'image/png', 'nonsense'])(
    'gets 415 for %s',
    async (type) => {
      const stage = await inbox();
      expect((await stage.post('x', { 'content-type': type })).status).toBe(415);
      expect(await stored(stage)).toEqual([]);
    },
  );

  test('gets 415 for a coding nobody reads, and for too many of them', async () => {
    const stage = await inbox();
    expect((await stage.post('x', { 'content-encoding': 'compress' })).status).toBe(415);
    expect((await stage.post('x', { 'content-encoding': 'gzip, gzip, gzip, gzip' })).status).toBe(415);
  });

  test('gets 400 when the body is not compressed as announced', async () => {
    const stage = await inbox();
    expect((await stage.post('plain', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect(await stored(stage)).toEqual([]);
  });

  test('gets 413 for a body over the limit: announced, sent in chunks, or after decompression', async () => {
    const stage = await inbox({}, { maxBodyBytes: 1000 });
    expect((await stage.post('x'.repeat(1001), { 'content-type': 'text/plain' })).status).toBe(413);
    const chunk = `3e9\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`;
    const chunked = await stage.raw(postText(`/hooks/${TOKEN}`, 'transfer-encoding: chunked\r\n') + chunk);
    expect(chunked).toMatch(/^HTTP\/1.1 413 /);
    const bomb = gzipSync('x'.repeat(100_000));
    expect(bomb.length).toBeLessThan(1000);
    expect((await stage.post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await stage.post('x'.repeat(1000), { 'content-type': 'text/plain' })).status).toBe(202);
    expect(await stored(stage)).toHaveLength(1);
  });

  test('gets 408 when its body does not come, and nothing of it is kept', async () => {
    const stage = await inbox({}, { bodyDeadlineMs: 50 });
    const answer = await stage.raw(`POST /hooks/${TOKEN} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{"a"`);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(await stored(stage)).toEqual([]);
  });

  test('leaves nothing behind when the sender hangs up in the middle', async () => {
    const stage = await inbox({}, { maxBufferedBytes: 1, maxBodyBytes: 60 });
    for (let round = 0; round < 3; round += 1) {
      await stage.raw(`POST /hooks/${TOKEN} HTTP/1.1\r\nhost: x\r\ncontent-length: 60\r\n\r\n${'x'.repeat(50)}`, 30);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    // Memory that was not given back would refuse this one.
    expect((await stage.post('{}')).status).toBe(202);
    expect(await stored(stage)).toHaveLength(1);
  });

  test('gets 429 when the queue is full, exactly at the limit, until something is done', async () => {
    const stage = await inbox({ queueLimit: 5 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => stage.post({ uuid: `e${index}` })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(15);
    expect(refused[0]!.headers.get('retry-after')).toBe('10');
    expect(await stored(stage)).toHaveLength(5);
    stage.depths.settled('hk_one');
    expect((await stage.post({ uuid: 'later' })).status).toBe(202);
    expect((await stage.post({ uuid: 'too late' })).status).toBe(429);
  });

  test('gets 429 as well while the deliveries that fill the queue have no place in it yet', async () => {
    const stage = await inbox({ queueLimit: 2 }, { deliveries: { accept: () => Promise.resolve() } });
    const answers = [await stage.post({ uuid: 'a' }), await stage.post({ uuid: 'b' }), await stage.post({ uuid: 'c' })];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429]);
  });

  test('gets 429 when too much arrives at once', async () => {
    const pending: DeliveryRecords['accept'] = () => new Promise(() => undefined);
    const stage = await inbox({}, { maxBufferedBytes: 1, maxBodyBytes: 50, deliveries: { accept: pending } });
    const slow = stage.raw(postText(`/hooks/${TOKEN}`, 'content-length: 40\r\n') + ' '.repeat(40), 300);
    const second = stage.raw(postText(`/hooks/${TOKEN}`, 'content-length: 40\r\n') + ' '.repeat(40), 300);
    const third = stage.raw(postText(`/hooks/${TOKEN}`, 'content-length: 40\r\n') + ' '.repeat(40), 300);
    const answers = await Promise.all([slow, second, third]);
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 429'))).toHaveLength(1);
  });
});

test('who delivers an event again waits for no scenario: none answers a duplicate', async () => {
  const waiting = new Map<string, (answer: undefined) => void>();
  const stage = await inbox(
    {},
    {
      reply: (id) => new Promise((resolve) => waiting.set(id, resolve)),
      onAccepted: () => waiting.values().next().value?.(undefined),
      onDuplicate: (id) => waiting.get(id)?.(undefined),
    },
  );
  expect((await stage.post(EVENT)).status).toBe(202);
  expect((await stage.post(EVENT)).status).toBe(202);
  expect(waiting.size).toBe(2);
});

describe('a store that fails', () => {
  test('gives no answer while the commit has not happened', async () => {
    const pending: DeliveryRecords['accept'] = () => new Promise(() => undefined);
    const stage = await inbox({}, { deliveries: { accept: pending } });
    expect(await stage.raw(postText(`/hooks/${TOKEN}`, 'content-length: 2\r\n') + '{}', 150)).toBe('');
  });

  test('gives 503 while the disk is full, and 202 again when there is space', async () => {
    const problems: unknown[] = [];
    const stage = await inbox({ queueLimit: 1 }, { onProblem: (error) => problems.push(error) });
    const large = { ...EVENT, filler: 'x'.repeat(100_000) };
    await stage.fillDisk();
    const refused = await stage.post(large);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(problems).toMatchObject([{ name: 'OutOfSpaceError' }]);
    expect([stage.depths.of('hk_one'), (await stored(stage)).length]).toEqual([0, 0]);
    await stage.freeDisk();
    expect((await stage.post(large)).status).toBe(202);
    expect((await stored(stage)).flatMap(({ items }) => items)).toHaveLength(1);
  });

  test('is told of what goes wrong behind the answer, which stands', async () => {
    const problems: unknown[] = [];
    const stage = await inbox(
      {},
      {
        onAccepted: () => {
          throw new Error('nobody wakes');
        },
        onProblem: (error) => problems.push(error),
      },
    );
    expect((await stage.post(EVENT)).status).toBe(202);
    await stage.store.deliveries.list({});
    expect(problems).toMatchObject([{ message: 'nobody wakes' }]);
  });
});

describe('an app that speaks for itself', () => {
  const inbound = compileInbound({
    verification: {
      condition: "{{if(query.challenge, true, body.type = 'url_verification')}}",
      respond: { status: 200, body: '{{ifempty(query.challenge, body.challenge)}}' },
    },
    respond: { status: 200, type: 'json', body: { got: '{{body.n}}' } },
  });
  const webhook = { ...sonar.webhooks.get('newCustomer')!, inbound };
  const app = { ...sonar, webhooks: new Map([['newCustomer', webhook]]) };

  test('answers challenges with GET and POST, and nothing is kept of them', async () => {
    const stage = await inbox({}, { apps: () => app });
    const get = await fetch(`${stage.url}?challenge=c-1`);
    expect([get.status, await get.text()]).toEqual([200, 'c-1']);
    const post = await stage.post({ type: 'url_verification', challenge: 'c-2' });
    expect([post.status, await post.text()]).toEqual([200, 'c-2']);
    expect((await fetch(stage.url)).status).toBe(405);
    expect(await stored(stage)).toEqual([]);
  });

  test('answers deliveries in its own words once they are durable', async () => {
    const stage = await inbox({}, { apps: () => app });
    const answer = await stage.post({ n: 7 });
    expect([answer.status, await answer.json()]).toEqual([200, { got: 7 }]);
    expect(await stored(stage)).toHaveLength(1);
  });
});
