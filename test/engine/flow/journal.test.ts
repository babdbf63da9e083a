import { expect, test } from '@jest/globals';
import { ConnectorError } from '../../../src/core/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/http/client.ts';
import {
  blueprint,
  memoryJournal,
  note,
  notesOf,
  observe,
  servicesWith,
  trigger,
  type ModuleText,
} from '../fixtures.ts';

const post = (id: number, more: Record<string, unknown> = {}): ModuleText => ({
  id,
  module: 'http:ActionSendData',
  mapper: {
    url: 'https://api.example.com/sms',
    method: 'post',
    data: '{"text":"{{1.n}}"}',
    contentType: 'application/json',
    handleErrors: true,
  },
  ...more,
});
const answer = (status: number, body = '{}'): HttpResponse => ({
  status,
  statusText: '',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
  url: '',
});
const networkError = (code: string) =>
  new ConnectorError('ConnectionError', `It broke (${code}).`, { cause: Object.assign(new Error(code), { code }) });

/** Services that count what is sent. */
function service(
  respond: (request: HttpRequest, count: number) => HttpResponse | Promise<HttpResponse> = () => answer(200),
) {
  const sent: string[] = [];
  const services = servicesWith((request) => {
    sent.push(String(request.body));
    return respond(request, sent.length);
  });
  return { services, sent };
}

test('a write is announced before it leaves and completed after it', async () => {
  const journal = memoryJournal();
  const seen: string[] = [];
  const { services } = service(() => {
    seen.push(...journal.calls);
    return answer(200);
  });
  await observe(blueprint([trigger({ n: 'a' }), post(2)]), { services, journal });
  expect(seen).toEqual(['complete 1', 'intend 2:1']);
  expect(journal.calls).toEqual(['complete 1', 'intend 2:1', 'complete 2:1']);
});

test('nothing leaves before the announcement is kept', async () => {
  const { services, sent } = service();
  const journal = { ...memoryJournal(), intend: () => Promise.reject(new Error('disk full')) };
  await expect(observe(blueprint([trigger({ n: 'a' }), post(2)]), { services, journal })).rejects.toThrow('disk full');
  expect(sent).toEqual([]);
});

test('reading is not announced', async () => {
  const journal = memoryJournal();
  const { services } = service();
  const get = post(2, { mapper: { url: 'https://api.example.com/sms', method: 'get' } });
  const { operations } = await observe(blueprint([trigger({ n: 'a' }), get]), { services, journal });
  expect(journal.calls).toEqual(['complete 1', 'complete 2:1']);
  expect(operations[1]).toMatchObject({ write: false });
});

test('a completed operation is not repeated, and its outputs are used', async () => {
  const { services, sent } = service(() => answer(200, '{"id":7}'));
  const flow = [trigger({ n: 'a' }), post(2), note(3, '{{2.data}} {{2.statusCode}}')];
  const journal = memoryJournal();
  const first = await observe(blueprint(flow), { services, journal });
  journal.entries.delete('3:1.1');
  const second = await observe(blueprint(flow), { services, journal });
  expect(sent).toHaveLength(1);
  expect(notesOf(second)).toEqual(notesOf(first));
  expect(second.operations.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'success']);
  expect(second.outcome.operations).toBe(1);
});

test('a write that was under way when the process died ends the run in doubt, with its request', async () => {
  const { services, sent } = service();
  const request = { method: 'POST', url: 'https://api.example.com/sms', headers: {} };
  const journal = memoryJournal([['2:1', { state: 'sent', request }]]);
  const { outcome, operations } = await observe(blueprint([trigger({ n: 'a' }, { n: 'b' }), post(2)], { dlq: true }), {
    services,
    journal,
  });
  expect(sent).toEqual([]);
  expect(outcome).toMatchObject({ status: 'in-doubt', incomplete: [], inDoubt: { moduleId: 2, key: '2:1', request } });
  expect(operations.at(-1)).toMatchObject({ status: 'in-doubt', write: true });
});

test.each(['ECONNRESET', 'EPIPE', ''])('a write that ends with %j is in doubt and not sent again', async (code) => {
  const { services, sent } = service(() => {
    throw networkError(code);
  });
  const retry = post(2, { onerror: [{ id: 9, module: 'builtin:Break', mapper: { retry: true } }] });
  const { outcome } = await observe(blueprint([trigger({ n: 'a' }), retry], { dlq: true }), { services });
  expect(outcome).toMatchObject({
    status: 'in-doubt',
    error: { name: 'ConnectionError' },
    inDoubt: { request: { method: 'POST', url: 'https://api.example.com/sms' } },
  });
  expect(sent).toHaveLength(1);
});

test.each(['ECONNREFUSED', 'ENOTFOUND'])('a write that was never sent (%s) is an ordinary failure', async (code) => {
  const { services } = service(() => {
    throw networkError(code);
  });
  const { outcome } = await observe(blueprint([trigger({ n: 'a' }), post(2)], { dlq: true }), { services });
  expect(outcome).toMatchObject({ status: 'warning', inDoubt: null, incomplete: [{ moduleId: 2 }] });
});

test('a read that breaks off is an ordinary failure', async () => {
  const { services } = service(() => {
    throw networkError('ECONNRESET');
  });
  const get = post(2, { mapper: { url: 'https://api.example.com/sms', method: '{{1.m}}' } });
  const { outcome } = await observe(blueprint([trigger({ m: 'get' }), get], { dlq: true }), { services });
  expect(outcome).toMatchObject({ status: 'warning', inDoubt: null });
});

test('a refused write is an ordinary failure and may be retried', async () => {
  const { services, sent } = service((_, count) => answer(count === 1 ? 503 : 200));
  const flow = blueprint([trigger({ n: 'a' }), post(2), note(3, 'sent')], { dlq: true });
  const journal = memoryJournal();
  const first = await observe(flow, { services, journal });
  expect(first.outcome).toMatchObject({
    status: 'warning',
    incomplete: [{ error: { name: 'ConnectionError', upstream: { status: 503 } } }],
  });
  const second = await observe(flow, { services, resume: first.outcome.incomplete[0]?.state ?? null });
  expect(notesOf(second)).toEqual(['sent']);
  expect(sent).toHaveLength(2);
});

test('a person may decide in advance that a lost answer is to be ignored', async () => {
  const { services } = service((_, count) => {
    if (count === 1) throw networkError('ECONNRESET');
    return answer(200);
  });
  const ignoring = post(2, { onerror: [{ id: 9, module: 'builtin:Ignore' }] });
  const observed = await observe(blueprint([trigger({ n: 'a' }, { n: 'b' }), ignoring, note(3, '{{1.n}}')]), {
    services,
  });
  expect(notesOf(observed)).toEqual(['b']);
  expect(observed.outcome).toMatchObject({ status: 'success', inDoubt: null });
  expect(observed.operations[1]?.status).toBe('in-doubt');
});

test('a rolled back write whose outcome is unknown stays in doubt', async () => {
  const { services } = service(() => {
    throw networkError('ECONNRESET');
  });
  const { outcome } = await observe(
    blueprint([trigger({ n: 'a' }), post(2, { onerror: [{ id: 9, module: 'builtin:Rollback' }] })]),
    { services },
  );
  expect(outcome.status).toBe('in-doubt');
});

test('a write under way when the run is stopped is in doubt', async () => {
  const stop = new AbortController();
  const { services } = service(() => {
    stop.abort();
    throw new ConnectorError('ExecutionInterruptedError', 'The run was stopped.');
  });
  const { outcome } = await observe(blueprint([trigger({ n: 'a' }), post(2)]), { services, stop });
  expect(outcome).toMatchObject({ status: 'in-doubt', inDoubt: { key: '2:1' } });
});

test('an answer that accepts the write but cannot be read leaves it in doubt', async () => {
  const { services } = service(() => answer(200, '{"cut'));
  const parsing = post(2, { mapper: { url: 'https://api.example.com/', method: 'post', parseResponse: true } });
  const { outcome } = await observe(blueprint([trigger({ n: 'a' }), parsing]), { services });
  expect(outcome).toMatchObject({ status: 'in-doubt', error: { name: 'RuntimeError' } });
});

test('a crash at any moment and a second run send every write once', async () => {
  const flow = blueprint([
    trigger({ n: 'a' }, { n: 'b' }),
    { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{split("x,y"; ",")}}' } },
    post(3),
    {
      id: 4,
      module: 'builtin:BasicRouter',
      routes: [{ flow: [post(5)] }, { flow: [note(6, 'late {{1.n}}'), post(7)] }],
    },
  ]);
  const complete = memoryJournal();
  const all = service();
  await observe(flow, { services: all.services, journal: complete });
  expect(all.sent).toHaveLength(12);
  for (let survived = 0; survived <= complete.calls.length; survived += 1) {
    const known = memoryJournal();
    for (const call of complete.calls.slice(0, survived)) {
      const [kind = '', key = ''] = call.split(' ');
      const state = complete.entries.get(key);
      if (kind === 'complete' && state !== undefined) known.entries.set(key, state);
      if (kind === 'intend') known.entries.set(key, { state: 'sent', request: {} });
    }
    const before = [...known.entries].filter(([key]) => /^[357]:/.test(key)).length;
    const rest = service();
    const { outcome } = await observe(flow, { services: rest.services, journal: known });
    const inFlight = complete.calls[survived - 1]?.startsWith('intend') === true;
    expect(outcome.status).toBe(inFlight ? 'in-doubt' : 'success');
    if (!inFlight) expect(before + rest.sent.length).toBe(12);
    else expect(rest.sent).toEqual([]);
  }
});
