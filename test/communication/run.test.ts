import { expect, test } from '@jest/globals';

import { systemClock } from '../../src/core/clock.ts';
import { compileCall } from '../../src/communication/compile.ts';
import type { ExampleAnswer } from '../../src/communication/directive.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { BASE, contextOf, createScriptedClient, runOnce } from './scripted-client.ts';

const PAGED = {
  url: '/list',
  qs: { page: '{{pagination.page}}' },
  response: { iterate: '{{body.items}}' },
  pagination: { qs: { page: '{{pagination.page}}' } },
};

function pages(...items: readonly unknown[][]): ExampleAnswer[] {
  return items.map((list) => ({ body: { items: list, more: list.length > 0 } }));
}

test('runs the stages of a request in their order', async () => {
  const step = '{{ifempty(temp.trace, "")}}';
  const request = {
    temp: { trace: `${step} temp` },
    condition: { condition: '{{temp.trace = " temp"}}', default: 'condition ran before temp' },
    url: '/c',
    response: {
      temp: { trace: '{{temp.trace}} response.temp:{{body.id}}' },
      valid: '{{temp.trace = " temp response.temp:1"}}',
      iterate: '{{body.list}}',
      output: '{{temp.trace}} item:{{item}} body:{{body.id}}',
      limit: 1,
      wrapper: ['{{output}}'],
    },
  };
  const { result, error } = await runOnce(request, { answers: [{ body: { id: 1, list: ['a', 'b'] } }] });
  expect(error).toBeUndefined();
  expect(result?.outputs).toEqual([[' temp response.temp:1 item:a body:1']]);
});

test('the output of the last request that made any is the result', async () => {
  const first = { url: '/a', response: { output: { from: 'a' } } };
  expect((await runOnce([first, { url: '/b', response: { output: '{{undefined}}' } }])).result?.outputs).toEqual([
    { from: 'a' },
  ]);
  expect((await runOnce([first, { url: '/b', response: { iterate: '{{emptyarray}}' } }])).result?.outputs).toEqual([]);
});

test('stops at the first request that fails', async () => {
  const { sent } = await runOnce([{ url: '/a' }, { url: '/b' }], { answers: [{ status: 500 }] });
  expect(sent).toHaveLength(1);
});

test('reads pages until one is empty', async () => {
  const { sent, result } = await runOnce(PAGED, { answers: pages([1, 2], [3], []) });
  expect(sent.map(({ url }) => url.split('?')[1])).toEqual(['page=1', 'page=2', 'page=3']);
  expect(result).toEqual({ outputs: [1, 2, 3], warnings: [] });
});

test('a page whose items are all filtered out is not the last one', async () => {
  const response = { iterate: { container: '{{body.items}}', condition: '{{item > 2}}' } };
  const { result } = await runOnce({ ...PAGED, response }, { answers: pages([1, 2], [3], []) });
  expect(result?.outputs).toEqual([3]);
});

test('the condition of pagination sees the number of the page just read', async () => {
  const pagination = { ...PAGED.pagination, condition: '{{pagination.page < body.pages}}' };
  const { sent } = await runOnce({ ...PAGED, pagination }, { answers: [{ body: { items: [1], pages: 3 } }] });
  expect(sent).toHaveLength(3);
});

test('the limit cuts across pages and ends paging', async () => {
  const response = { ...PAGED.response, limit: 3 };
  const { sent, result } = await runOnce({ ...PAGED, response }, { answers: pages([1, 2], [3, 4], [5]) });
  expect(sent).toHaveLength(2);
  expect(result?.outputs).toEqual([1, 2, 3]);
});

test('whole arrays of several pages become one, and the limit counts their elements', async () => {
  const request = { ...PAGED, response: { output: '{{body.items}}' } };
  expect((await runOnce(request, { answers: pages([1, 2], [3], []) })).result?.outputs).toEqual([[1, 2, 3]]);
  const limited = { ...request, response: { ...request.response, limit: 2 } };
  const { sent, result } = await runOnce(limited, { answers: pages([1], [2, 3], [4]) });
  expect(result?.outputs).toEqual([[1, 2]]);
  expect(sent).toHaveLength(2);
});

test('does not send the same page twice, and says so', async () => {
  const pagination = { url: '/list?{{body.next}}' };
  const { sent, result } = await runOnce(
    { url: '/list', response: { iterate: '{{body.items}}' }, pagination },
    { answers: [{ body: { items: [1], next: 'c=1' } }] },
  );
  expect(sent.map(({ url }) => url)).toEqual(['https://api.example.com/list', 'https://api.example.com/list?c=1']);
  expect(result?.outputs).toEqual([1, 1]);
  expect(result?.warnings).toEqual([expect.stringContaining('same request')]);
});

test.each([
  ['pages', { pages: 3, requests: 100 }, {}],
  ['requests', { pages: 50, requests: 3 }, {}],
  ['pages of the app', { pages: 50, requests: 100 }, { maxPaginationRequestCount: 3 }],
  ['requests of the app', { pages: 50, requests: 100 }, { maxRequestCount: 3 }],
])('stops at the budget of %s with a warning', async (_, budget, common) => {
  const limits = { ...DEFAULT_LIMITS, call: { ...DEFAULT_LIMITS.call, ...budget } };
  const { sent, result } = await runOnce(PAGED, { answers: pages([1]), variables: { common }, context: { limits } });
  expect(sent).toHaveLength(3);
  expect(result?.warnings).toEqual([expect.stringContaining('there may be more')]);
});

test('a following page may go where the first one went, and nowhere else', async () => {
  const request = (next: string): unknown => ({
    url: 'https://other.example.org/list',
    response: { iterate: '{{body.items}}', output: next },
    pagination: { url: '{{body.next}}', condition: '{{body.next}}' },
  });
  const answers = (next: string): ExampleAnswer[] => [{ body: { items: [1], next } }, { body: { items: [] } }];
  const same = await runOnce(request(''), { answers: answers('https://other.example.org/list?c=2') });
  expect(same.sent).toHaveLength(2);
  const evil = await runOnce(request(''), { answers: answers('https://evil.example.org/list?c=2') });
  expect(evil.error).toMatchObject({ name: 'RequestRefusedError' });
});

test('mergeWithParent: false leaves the headers, qs, method and body of the parent out but keeps the base', async () => {
  const request = {
    url: '/list',
    method: 'POST',
    headers: { 'X-Parent': '1' },
    qs: { parent: 1 },
    body: { parent: 1 },
    response: { iterate: '{{body.items}}' },
    pagination: { mergeWithParent: false, url: '/next', qs: { own: 1 } },
  };
  const base = { ...BASE, headers: { 'X-Base': 'b' } };
  const { sent } = await runOnce(request, { base, answers: pages([1], []) });
  expect(sent[1]).toMatchObject({
    method: 'GET',
    url: 'https://api.example.com/next?own=1',
    headers: { 'X-Base': 'b' },
  });
  expect(sent[1]?.headers).toEqual({ 'X-Base': 'b' });
});

test('a page merged with its parent replaces url, method and body and merges headers and qs', async () => {
  const request = {
    url: '/list',
    method: 'POST',
    headers: { 'X-Parent': '1' },
    qs: { parent: 1, both: 'parent' },
    body: { page: 1 },
    response: { iterate: '{{body.items}}' },
    pagination: { headers: { 'X-Page': '2' }, qs: { both: 'page' }, body: { page: 2 } },
  };
  const { sent } = await runOnce(request, { answers: pages([1], []) });
  expect(sent[1]).toMatchObject({
    method: 'POST',
    url: 'https://api.example.com/list?parent=1&both=page',
    headers: { 'X-Parent': '1', 'X-Page': '2' },
    body: '{"page":2}',
  });
});

test('repeat waits between the rounds and makes temp anew in each', async () => {
  const waits: number[] = [];
  const clock = { ...systemClock, now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
  const request = {
    temp: { round: '{{ifempty(temp.round, 0) + 1}}' },
    url: '/job',
    repeat: { condition: '{{temp.round < 3}}', delay: 250, limit: 10 },
    response: { output: '{{temp.round}}' },
  };
  const { sent, result } = await runOnce(request, { context: { clock } });
  expect(sent).toHaveLength(3);
  expect(waits).toEqual([250, 250]);
  expect(result?.outputs).toEqual([3]);
});

test('repeat ends at the budget of the call with a warning', async () => {
  const limits = { ...DEFAULT_LIMITS, call: { ...DEFAULT_LIMITS.call, repeats: 4 } };
  const request = { response: { output: 'x' }, repeat: { condition: true } };
  const { result } = await runOnce(request, { context: { limits } });
  expect(result?.outputs).toEqual(['x']);
  expect(result?.warnings).toEqual([expect.stringContaining('repeat')]);
});

test('a stopped run does not wait any longer', async () => {
  const stop = new AbortController();
  const http = createScriptedClient([{}], () => stop.abort());
  const call = compileCall({ url: '/job', repeat: { condition: true, delay: 60_000 } }, { kind: 'module', base: BASE });
  await expect(call.run(contextOf(http, { signal: stop.signal }))).rejects.toMatchObject({
    name: 'ExecutionInterruptedError',
  });
});

test('two runs of one call do not see each other', async () => {
  const call = compileCall(
    {
      temp: { seen: '{{ifempty(temp.seen, 0) + 1}}' },
      url: '/c',
      response: { output: { seen: '{{temp.seen}}', who: '{{parameters.who}}' } },
    },
    { kind: 'module', base: BASE },
  );
  const run = (who: string): Promise<unknown> =>
    call.run(contextOf(createScriptedClient(), { variables: { parameters: { who } } }));
  const made = await Promise.all([run('a'), run('b')]);
  expect(made).toMatchObject([{ outputs: [{ seen: 1, who: 'a' }] }, { outputs: [{ seen: 1, who: 'b' }] }]);
});

test('a request without url runs its response on the answer before it', async () => {
  const { sent, result } = await runOnce([{ url: '/a' }, { response: { output: { id: '{{body.id}}' } } }], {
    answers: [{ body: { id: 5 } }],
  });
  expect(sent).toHaveLength(1);
  expect(result?.outputs).toEqual([{ id: 5 }]);
});
