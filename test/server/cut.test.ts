import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection, Json } from '../../src/core/json.ts';
import { ANSWER_BYTES, cutterOf } from '../../src/server/cut.ts';
import type { OperationRecord } from '../../src/store/records.ts';
import { arrival, hook, incomplete, run, SCENARIO, scenario } from '../contracts/store-samples.ts';
import { openStage, type ServerStage } from './stage.ts';

const MIB = 1024 * 1024;
const cut = (value: Json, longest = 100, total = ANSWER_BYTES) => cutterOf(longest, total)(value);

test('without a limit every value stays', () => {
  const value = { text: 'x'.repeat(5 * MIB) };
  expect(cutterOf(undefined, 10)(value)).toBe(value);
});

test('a text is cut when it has more bytes than allowed', () => {
  expect(cut('x'.repeat(100))).toBe('x'.repeat(100));
  expect(cut({ a: ['x'.repeat(101)] })).toEqual({ a: [{ $value: 'cut', of: 'x'.repeat(100), size: 101 }] });
  expect(cut('é'.repeat(51))).toEqual({ $value: 'cut', of: 'é'.repeat(51), size: 102 });
  expect(cut('x'.repeat(5000), 4000)).toEqual({ $value: 'cut', of: 'x'.repeat(1024), size: 5000 });
});

test('a cut text never ends in the middle of a character', () => {
  const { of } = cut(`${'x'.repeat(99)}😀`) as Collection;
  expect(of).toBe('x'.repeat(99));
});

test('a list or collection is cut as a whole when it is larger than 1 MiB without its long texts', () => {
  const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'x'.repeat(60) }));
  const shown = cut({ rows, name: 'many' }) as Collection;
  expect(shown).toMatchObject({ name: 'many', rows: { $value: 'cut', of: expect.stringMatching(/^\[\{"id":0,/) } });
  const { size } = shown['rows'] as { size: number };
  expect(size).toBeGreaterThan(JSON.stringify(rows).length * 0.99);
  expect(size).toBeLessThan(JSON.stringify(rows).length * 1.05);
  expect(cut({ long: 'x'.repeat(2 * MIB), id: 1 })).toMatchObject({ long: { size: 2 * MIB }, id: 1 });
});

test('when the answer is full, what follows is cut, but not what is no larger than its stub', () => {
  const next = cutterOf(100, 400);
  const text = { text: 'x'.repeat(90), more: 'y'.repeat(90) };
  expect(next(text)).toEqual(text);
  expect(next({ ...text, last: 'z'.repeat(90) })).toMatchObject({
    $value: 'cut',
    of: expect.stringMatching(/^\{"text"/),
  });
  expect(next(text)).toMatchObject({ $value: 'cut', of: '' });
  expect([next(null), next({}), next('short')]).toEqual([null, {}, 'short']);
});

test('names that mean something elsewhere are plain names', () => {
  const value = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Json;
  expect(JSON.stringify(cut(value))).toBe('{"__proto__":{"a":1},"constructor":2}');
});

let stage: ServerStage;

beforeAll(async () => {
  stage = await openStage();
  const { hooks, scenarios, runs, incompletes, deliveries } = stage.store;
  await hooks.insert({ ...hook, connectionId: null });
  await scenarios.insert({ ...scenario, hookId: null });
  await runs.start({ ...run, id: 'run_big' });
  await runs.finish('run_big', { status: 'success', endedAt: 200, operations: 6, error: null }, LOG);
  await runs.start({ ...run, id: 'run_busy', startedAt: 101 });
  await incompletes.insert({ ...incomplete, state: { 1: [{ body: BODY, id: 7 }] } });
  const body = Buffer.from(JSON.stringify({ uuid: 'u', body: 'x'.repeat(100_000) }));
  await deliveries.accept(arrival('whd_big', { body, scenarioIds: [SCENARIO] }));
});
afterAll(() => stage.close());

/** 10 MB in one text; and more than 1 MiB in small values. */
const BODY = 'x'.repeat(10_000_000);
const ROWS = Array.from({ length: 25_000 }, (_, id) => ({ id, name: `customer ${id}`, tags: ['vip', 'bug'] }));
const LOG: readonly OperationRecord[] = [
  operation('1', { outputs: [{ id: 1, body: BODY }] }),
  ...[2, 3, 4, 5].map((id) =>
    operation(`${id}:1`, { input: id === 2 ? { body: BODY } : {}, outputs: [{ rows: ROWS, status: 200 }] }),
  ),
  operation('6:1.2', { input: { 'a/b': { '~': ['found'] } }, pinned: true }),
];

function operation(key: string, changes: Partial<OperationRecord>): OperationRecord {
  return {
    key,
    moduleId: Number.parseInt(key, 10),
    module: 'http:ActionSendData',
    label: 'Make a request',
    status: 'success',
    startedAt: 100,
    durationMs: 3,
    input: {},
    outputs: [],
    exchanges: [{ request: { url: 'http://127.0.0.1/' } }],
    warnings: [],
    error: null,
    write: false,
    ...changes,
  };
}

const get = (path: string) => stage.call('GET', `/api/v1${path}`);

test('an execution with bundles of 10 MB answers with less than 200 KB when values are cut', async () => {
  const { status, text, body } = await get('/executions/run_big?cut=65536');
  expect(status).toBe(200);
  expect(text.length).toBeLessThan(200_000);
  const { operations } = body as { operations: Collection[] };
  expect(operations).toHaveLength(6);
  expect(operations[0]).toMatchObject({ outputs: [{ id: 1, body: { $value: 'cut', size: 10_000_000 } }] });
  expect(operations[1]).toMatchObject({ outputs: [{ status: 200, rows: { $value: 'cut' } }] });
  expect(operations[5]).toMatchObject({ input: { 'a/b': { '~': ['found'] } } });
});

test('many values that are short by themselves do not make a long answer either', async () => {
  await stage.store.runs.start({ ...run, id: 'run_many' });
  const outputs = Array.from({ length: 20 }, () => ({ text: 'y'.repeat(60_000) }));
  const log = [operation('1', { outputs }), operation('2:1', { input: { small: true } })];
  await stage.store.runs.finish('run_many', { status: 'success', endedAt: 200, operations: 2, error: null }, log);
  const { text, body } = await get('/executions/run_many?cut=65536');
  expect(text.length).toBeLessThan(200_000);
  const [first, second] = (body as { operations: { input: Json; outputs: Json[] }[] }).operations;
  expect(first!.outputs[0]).toEqual(outputs[0]);
  expect(first!.outputs[19]).toMatchObject({ $value: 'cut', size: expect.any(Number) });
  expect(second!.input).toEqual({ small: true });
});

test('without cut an execution is told whole', async () => {
  const { body } = await get('/executions/run_big');
  expect((body as { operations: { outputs: Json[] }[] }).operations[0]!.outputs).toEqual([{ id: 1, body: BODY }]);
});

test('lists the operations page by page, in the order they ended', async () => {
  const keys: unknown[] = [];
  let cursor = '';
  do {
    const { body } = await get(`/executions/run_big/operations?limit=4&cut=1000${cursor}`);
    const { data, nextCursor } = body as { data: Collection[]; nextCursor: string | null };
    keys.push(data.map(({ key }) => key));
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  expect(keys).toEqual([
    ['1', '2:1', '3:1', '4:1'],
    ['5:1', '6:1.2'],
  ]);
});

test('a run that is under way has no operations yet, and a cursor of another list is refused', async () => {
  expect((await get('/executions/run_busy/operations')).body).toEqual({ data: [], nextCursor: null });
  expect((await get('/executions/run_big/operations?cursor=aGVsbG8')).status).toBe(400);
  expect((await get('/executions/run_none/operations')).status).toBe(404);
});

test('reads one operation whole, and one value of it', async () => {
  const path = `/executions/run_big/operations/${encodeURIComponent('6:1.2')}`;
  expect((await get(path)).body).toMatchObject({ key: '6:1.2', pinned: true });
  const pointer = '/input/a~1b/~0/0';
  expect((await get(`${path}?pointer=${pointer}`)).body).toEqual({ pointer, value: 'found' });
  const { body } = await get('/executions/run_big/operations/1?pointer=/outputs/0/body');
  expect((body as Collection)['value']).toBe(BODY);
});

test.each([
  ['/executions/run_big/operations/9', 404],
  ['/executions/run_none/operations/1', 404],
  ['/executions/run_big/operations/1?pointer=/outputs/1', 404],
  ['/executions/run_big/operations/1?pointer=/outputs/length', 404],
  ['/executions/run_big/operations/1?pointer=/constructor', 404],
  ['/executions/run_big/operations/1?pointer=outputs', 400],
  ['/executions/run_big?cut=1', 400],
  ['/executions/run_big?cut=much', 400],
])('answers %s with %i', async (path, status) => {
  expect((await get(path)).status).toBe(status);
});

test('cuts the body of a delivery, its bundles, and the state of an incomplete execution', async () => {
  const stub = { $value: 'cut', of: 'x'.repeat(1024), size: 100_000 };
  const delivery = (await get('/deliveries/whd_big?cut=65536')).body;
  expect(delivery).toMatchObject({ body: { encoding: 'text', content: { $value: 'cut', size: 100_022 } } });
  expect((await get('/deliveries/whd_big')).text.length).toBeGreaterThan(100_000);
  expect((await get('/deliveries/whd_big/sample?cut=65536')).body).toMatchObject({ bundles: [{ body: stub }] });
  expect((await get('/incomplete-executions/inc_one?cut=65536')).body).toMatchObject({
    state: { 1: [{ id: 7, body: { $value: 'cut', size: 10_000_000 } }] },
  });
});
