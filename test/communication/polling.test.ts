import { describe, expect, test } from '@jest/globals';

import { compileCall } from '../../src/communication/compile.ts';
import type { ExampleAnswer } from '../../src/communication/directive.ts';
import type { PollingState } from '../../src/communication/polling.ts';
import type { Collection } from '../../src/core/json.ts';
import type { HttpClient } from '../../src/http/client.ts';
import { BASE, contextOf, createScriptedClient, runOnce } from './scripted-client.ts';

interface Item {
  readonly id: string | number;
  readonly at: string;
}

type Order = 'asc' | 'desc' | 'unordered';

const PAGE = 3;

/** A service that lists its items in pages of three, in the order it says. */
function serviceOf(items: () => readonly Item[]): HttpClient & { readonly pages: number[] } {
  const pages: number[] = [];
  const send: HttpClient['send'] = (request) => {
    const page = Number(new URL(request.url).searchParams.get('page') ?? 1);
    pages.push(page);
    const body = items().slice((page - 1) * PAGE, page * PAGE);
    return createScriptedClient([{ body }]).send(request);
  };
  return { pages, send, close: () => undefined };
}

function watch(type: 'id' | 'date', order: Order, limit?: number): Collection {
  return {
    url: '/items',
    pagination: { qs: { page: '{{pagination.page}}' } },
    response: {
      iterate: '{{body}}',
      output: '{{item.id}}',
      ...(limit !== undefined && { limit }),
      trigger: { type, order, id: '{{item.id}}', ...(type === 'date' && { date: '{{item.at}}' }) },
    },
  };
}

const ARRANGE: Readonly<Record<Order, (items: readonly Item[]) => readonly Item[]>> = {
  asc: (items) => items,
  desc: (items) => items.toReversed(),
  unordered: (items) => [
    ...items.filter((_, index) => index % 2 === 1),
    ...items.filter((_, index) => index % 2 === 0),
  ],
};

/** Everything a trigger gives when it is asked again and again, until it gives nothing. */
async function drain(
  raw: Collection,
  http: HttpClient,
  from: PollingState,
): Promise<{ outputs: unknown[]; state: PollingState; calls: number }> {
  const call = compileCall(raw, { kind: 'module', base: BASE });
  const outputs: unknown[] = [];
  let state = from;
  for (let calls = 1; ; calls += 1) {
    const result = await call.run(contextOf(http, { polling: { mode: 'new', state } }));
    state = result.polled ?? state;
    outputs.push(...result.outputs);
    if (result.outputs.length === 0) return { outputs, state, calls };
  }
}

async function startOf(raw: Collection, http: HttpClient): Promise<PollingState> {
  const result = await compileCall(raw, { kind: 'module', base: BASE }).run(
    contextOf(http, { polling: { mode: 'start' } }),
  );
  expect(result.outputs).toEqual([]);
  return result.polled!;
}

function itemAt(number: number, id: string | number = number): Item {
  return { id, at: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString() };
}

const NUMBERED = Array.from({ length: 10 }, (_, index) => itemAt(index + 1));
/** Ids whose alphabetical order is not that of their creation. */
const NAMED = ['m', 'b', 'z', 'a', 'q', 'c', 'y', 'd', 'k', 'f'].map((id, index) => itemAt(index + 1, id));
/** Three at each time. */
const TIED = Array.from({ length: 10 }, (_, index) => ({ ...itemAt(index + 1), at: itemAt(Math.floor(index / 3)).at }));

const CASES = (['id', 'date'] as const).flatMap((type) =>
  (['asc', 'desc', 'unordered'] as const).flatMap((order) =>
    [undefined, 1, 2, 4, 100].map((limit): [string, Order, number | undefined] => [type, order, limit]),
  ),
);

describe.each(CASES)('told by %s, listed %s, limit %s', (type, order, limit) => {
  const raw = watch(type as 'id' | 'date', order, limit);

  test('everything comes once, the oldest first', async () => {
    const { outputs } = await drain(
      raw,
      serviceOf(() => ARRANGE[order](NUMBERED)),
      { seen: [] },
    );
    expect(outputs).toEqual(NUMBERED.map(({ id }) => id));
  });

  test('"from now on" gives only what came later', async () => {
    let items: readonly Item[] = NUMBERED.slice(0, 7);
    const http = serviceOf(() => ARRANGE[order](items));
    const state = await startOf(raw, http);
    expect((await drain(raw, http, state)).outputs).toEqual([]);
    items = NUMBERED;
    expect((await drain(raw, http, state)).outputs).toEqual([8, 9, 10]);
  });

  test('items of the same time are neither lost nor repeated', async () => {
    const http = serviceOf(() => ARRANGE[order](TIED));
    const { outputs, state } = await drain(raw, http, { seen: [] });
    expect(outputs).toEqual(TIED.map(({ id }) => id));
    const more = [...TIED, { id: 11, at: TIED.at(-1)!.at }];
    const later = await drain(
      raw,
      serviceOf(() => ARRANGE[order](more)),
      state,
    );
    expect(later.outputs).toEqual([11]);
  });
});

describe.each(['asc', 'desc'] as const)('ids without an order of their own, listed %s', (order) => {
  test.each([undefined, 1, 4])('come once each, by their place in the list (limit %s)', async (limit) => {
    const raw = watch('id', order, limit);
    let items: readonly Item[] = NAMED.slice(0, 6);
    const http = serviceOf(() => ARRANGE[order](items));
    const state = await startOf(raw, http);
    items = NAMED;
    expect((await drain(raw, http, state)).outputs).toEqual(['y', 'd', 'k', 'f']);
    expect((await drain(raw, http, { seen: [] })).outputs).toEqual(NAMED.map(({ id }) => id));
  });
});

test('ids without an order that the service lists in no order come once each', async () => {
  const raw = watch('id', 'unordered', 2);
  const { outputs } = await drain(
    raw,
    serviceOf(() => ARRANGE.unordered(NAMED)),
    { seen: [] },
  );
  expect(outputs).toHaveLength(NAMED.length);
  expect(new Set(outputs)).toEqual(new Set(NAMED.map(({ id }) => id)));
});

test('ids of more digits than a number holds are told apart', async () => {
  const ids = ['9007199254740993', '9007199254740992', '10'];
  const { result } = await runOnce(watch('id', 'desc'), {
    answers: [{ body: ids.map((id) => ({ id })) }, { body: [] }],
    context: { polling: { mode: 'new', state: { lastId: '9007199254740992', seen: [] } } },
  });
  expect(result?.outputs).toEqual(['9007199254740993']);
});

test('paging stops at the first page without news when the newest come first', async () => {
  const http = serviceOf(() => ARRANGE.desc(NUMBERED));
  await drain(watch('id', 'desc'), http, { lastId: 9, seen: [] });
  expect(http.pages).toEqual([1, 2, 1]);
});

test('paging goes beyond the page budget, because what was not read would count as old', async () => {
  const many = Array.from({ length: 400 }, (_, index) => itemAt(index + 1));
  const { outputs } = await drain(
    watch('id', 'desc'),
    serviceOf(() => many.toReversed()),
    { seen: [] },
  );
  expect(outputs).toHaveLength(400);
});

test('an item that has no output counts as done', async () => {
  const raw = watch('id', 'desc');
  const answers: ExampleAnswer[] = [{ body: [{ id: 2 }, { id: 1 }] }, { body: [] }];
  const quiet = { ...raw, response: { ...(raw['response'] as Collection), output: null } };
  const { result } = await runOnce(quiet, { answers, context: { polling: { mode: 'new', state: { seen: [] } } } });
  expect(result).toMatchObject({ outputs: [], polled: { lastId: 2 } });
});

test('an item without what it is told by is passed over, and that is said', async () => {
  const { result } = await runOnce(watch('date', 'desc'), {
    answers: [{ body: [{ id: 2, at: 'soon' }, itemAt(1)] }, { body: [] }],
    context: { polling: { mode: 'new' } },
  });
  expect(result?.outputs).toEqual([1]);
  expect(result?.warnings).toEqual([expect.stringMatching(/^1 items lack the id or the date/)]);
});

test('items to begin at come as the service lists them, with what they are told by', async () => {
  const raw = watch('date', 'desc', 2);
  const labelled = { ...raw, response: { ...(raw['response'] as Collection), output: { label: 'No. {{item.id}}' } } };
  const { result } = await runOnce(labelled, {
    answers: [{ body: ARRANGE.desc(NUMBERED).slice(0, 3) }],
    context: { polling: { mode: 'choose' } },
  });
  expect(result?.outputs).toEqual([
    { label: 'No. 10', id: 10, date: Date.parse(NUMBERED[9]!.at) },
    { label: 'No. 9', id: 9, date: Date.parse(NUMBERED[8]!.at) },
  ]);
});

test('outside a scenario a trigger gives what the service lists, up to its limit', async () => {
  const { result } = await runOnce(watch('id', 'desc', 2), { answers: [{ body: ARRANGE.desc(NUMBERED) }] });
  expect(result?.outputs).toEqual([10, 9]);
});

test('a trigger in another request than the last is a finding', () => {
  expect(() => compileCall([watch('id', 'desc'), { url: '/b' }], { kind: 'module', base: BASE })).toThrow(
    'response.trigger belongs in the last request',
  );
});
