import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { compileInbound, type Delivery } from '../../src/manifest/inbound.ts';

test('without a communication a delivery is one item: its query merged with its body', () => {
  const request = { query: { a: 'query', b: '1' }, body: { a: 'body', c: true } };
  expect(receive(undefined, request)).toEqual({ items: [{ a: 'body', b: '1', c: true }] });
});

test('a body that is no collection stands under its name', () => {
  expect(receive(undefined, { query: { a: '1' }, body: [1, 2] }).items).toEqual([{ a: '1', body: [1, 2] }]);
  expect(receive(undefined, { body: 'text' }).items).toEqual([{ body: 'text' }]);
  expect(receive(undefined, { query: { a: '1' }, body: '' }).items).toEqual([{ a: '1' }]);
});

test('__proto__ in a body stays data', () => {
  const body: unknown = JSON.parse('{ "__proto__": { "polluted": 1 } }');
  const [item] = receive(undefined, { body }).items;
  expect(Object.keys(item as object)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
});

test('output reshapes the delivery and reads query, method, headers and the form of the hook', () => {
  const output = {
    id: '{{body.uuid}}',
    page: '{{query.page}}',
    how: '{{method}}',
    kind: '{{headers.x-event}}',
    name: '{{parameters.name}}',
    alias: '{{data.name}}',
    missing: '{{body.nothing}}',
  };
  const request = {
    query: { page: '2' },
    headers: { 'X-Event': 'created' },
    body: { uuid: 'u1' },
    parameters: { name: 'n' },
  };
  expect(receive({ output }, request).items).toEqual([
    { id: 'u1', page: '2', how: 'POST', kind: 'created', name: 'n', alias: 'n' },
  ]);
});

test('an empty output drops the item', () => {
  expect(receive({ output: '{{undefined}}' }).items).toEqual([]);
  expect(receive({ output: '{{body.none}}' }, { body: {} }).items).toEqual([]);
});

test('a challenge is answered, and gives no item', () => {
  const verification = {
    condition: "{{body.type = 'ping'}}",
    respond: { status: 201, body: { challenge: '{{body.challenge}}' } },
  };
  expect(receive({ verification }, { body: { type: 'ping', challenge: 'c' } })).toEqual({
    items: [],
    handshake: true,
    respond: { status: 201, headers: { 'content-type': 'application/json' }, body: '{"challenge":"c"}' },
  });
  expect(receive({ verification }, { body: { type: 'event' } })).toEqual({ items: [{ type: 'event' }] });
});

test('a false condition ignores the delivery, which is still answered', () => {
  const communication = { condition: '{{body.wanted}}', respond: { body: 'ok' } };
  expect(receive(communication, { body: { wanted: false } })).toEqual({
    items: [],
    respond: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'ok' },
  });
  expect(receive(communication, { body: { wanted: true } }).items).toHaveLength(1);
});

test('iterate splits a delivery; its condition and one that reads the item judge each', () => {
  const body = { events: [{ n: 1 }, { n: 2 }, { n: 3 }] };
  expect(receive({ iterate: '{{body.events}}' }, { body }).items).toEqual(body.events);
  const long = { iterate: { container: '{{body.events}}', condition: '{{item.n > 1}}' }, output: { id: '{{item.n}}' } };
  expect(receive(long, { body }).items).toEqual([{ id: 2 }, { id: 3 }]);
  expect(receive({ iterate: '{{body.events}}', condition: '{{item.n < 2}}' }, { body }).items).toEqual([{ n: 1 }]);
});

test('a missing container is an empty list, a single value a list of one', () => {
  expect(receive({ iterate: '{{body.none}}' }, { body: {} }).items).toEqual([]);
  expect(receive({ iterate: '{{body.event}}' }, { body: { event: { n: 1 } } }).items).toEqual([{ n: 1 }]);
});

test.each([
  [{ type: 'json', body: 'text' }, 'application/json', '"text"'],
  [{ type: 'urlencoded', body: { a: '1 2', b: 'x&y' } }, 'application/x-www-form-urlencoded', 'a=1+2&b=x%26y'],
  [{ body: ['a'] }, 'application/json', '["a"]'],
  [{ headers: { 'Content-Type': 'text/html' }, body: '<p>' }, 'text/html', '<p>'],
  [{}, 'text/plain; charset=utf-8', ''],
])('writes the answer %j', (respond, type, body) => {
  expect(receive({ respond }).respond).toEqual({ status: 200, headers: { 'content-type': type }, body });
});

test('a header of an answer cannot smuggle a second line', () => {
  const { respond } = receive(
    { respond: { headers: { 'X-Echo': '{{body.text}}' } } },
    { body: { text: 'a\r\nX-Evil: 1' } },
  );
  expect(respond?.headers['x-echo']).toBe('a X-Evil: 1');
});

test('a status no server could send is an error of the configuration', () => {
  const communication = { respond: { status: '{{body.status}}' } };
  expect(() => receive(communication, { body: { status: 7 } })).toThrow(
    expect.objectContaining({ name: 'InvalidConfigurationError' }),
  );
});

test('uid names the account of a shared hook', () => {
  expect(receive({ uid: '{{body.team}}' }, { body: { team: 42 } }).uids).toEqual(['42']);
});

test('all expressions that do not compile are reported at once, with their pointers', () => {
  const broken = { condition: '{{(}}', iterate: { container: '{{)}}' }, respond: { body: '{{nosuch()}}' } };
  expect.assertions(1);
  try {
    compileInbound(broken, '/communication');
  } catch (error) {
    expect((error as { problems: { pointer: string }[] }).problems.map(({ pointer }) => pointer)).toEqual([
      '/communication/condition',
      '/communication/respond/body',
      '/communication/iterate/container',
    ]);
  }
});

test('each item of a delivery may name an account of its own: the others are left out for it', () => {
  const communication = { iterate: '{{body.notes}}', uid: '{{item.account}}', output: '{{item.id}}' };
  const body = {
    notes: [
      { id: 1, account: 'a' },
      { id: 2, account: 'b' },
      { id: 3, account: 'a' },
    ],
  };
  expect(receive(communication, { body })).toEqual({ items: [1, 2, 3], uids: ['a', 'b'] });
  expect(receive(communication, { body }, 'a').items).toEqual([1, 3]);
  expect(receive(communication, { body }, null).items).toEqual([]);
});

function receive(communication: unknown, delivery: Partial<Delivery> = {}, account?: string | null) {
  return compileInbound(communication).receive(
    { method: 'POST', query: {}, headers: {}, body: {}, parameters: {}, ...delivery },
    { clock: createManualClock(0), random: () => 0.5, timezone: 'UTC', limits: DEFAULT_LIMITS.expression },
    account,
  );
}
