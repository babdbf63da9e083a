import { describe, expect, test } from '@jest/globals';

import type { Collection } from '../../src/core/json.ts';
import { createManualClock } from '../../src/core/clock.ts';
import { runOnce } from './scripted-client.ts';

const json = (text: unknown): unknown => JSON.parse(String(text));

describe('requests without an address', () => {
  test('a chain of them hands values on in temp, and the last output counts', async () => {
    const { sent, result } = await runOnce(
      [
        { url: '/people', method: 'POST', response: { temp: { person: '{{body.id}}' } } },
        { temp: { tags: '{{split(parameters.tags, ",")}}' }, response: { output: null } },
        { url: '/people/{{temp.person}}/tags', method: 'POST', body: { tags: '{{temp.tags}}' } },
        { response: { output: { person: '{{temp.person}}', tags: '{{length(temp.tags)}}', added: '{{body.added}}' } } },
      ],
      { variables: { parameters: { tags: 'a,b' } }, answers: [{ body: { id: 7 } }, { body: { added: 2 } }] },
    );
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.example.com/people',
      'https://api.example.com/people/7/tags',
    ]);
    expect(json(sent[1]?.body)).toEqual({ tags: ['a', 'b'] });
    expect(result?.outputs).toEqual([{ person: 7, tags: 2, added: 2 }]);
  });
});

describe('repeat', () => {
  test('asks again while the answer says so, and hands the last one on', async () => {
    const clock = createManualClock(0);
    const asked = runOnce(
      [
        { url: '/workflows', method: 'POST', response: { temp: { id: '{{body.id}}' } } },
        {
          url: '/workflows/{{temp.id}}',
          repeat: { condition: "{{body.status == 'running'}}", delay: 5000, limit: 100 },
          response: { output: '{{body.completion}}' },
        },
      ],
      {
        answers: [{ body: { id: 'w1' } }, { body: { status: 'running' } }, { body: { completion: { data: [1] } } }],
        context: { clock },
      },
    );
    while (clock.now() < 5000) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(1000);
    }
    const { sent, result } = await asked;
    expect(sent).toHaveLength(3);
    expect(result?.outputs).toEqual([{ data: [1] }]);
  });
});

describe('pagination', () => {
  const pages = [{ body: { data: [1, 2], next: 'p2' } }, { body: { data: [3], next: null } }];

  test.each([
    [
      'by a cursor in the query',
      { qs: { limit: 2 }, pagination: { qs: { cursor: '{{body.next}}' }, condition: '{{body.next}}' } },
      ['https://api.example.com/list?limit=2', 'https://api.example.com/list?limit=2&cursor=p2'],
    ],
    [
      'by a link',
      {
        qs: { limit: 2 },
        pagination: { mergeWithParent: false, url: '/list/{{body.next}}', condition: '{{body.next}}' },
      },
      ['https://api.example.com/list?limit=2', 'https://api.example.com/list/p2'],
    ],
    [
      'by the number of the page',
      { pagination: { qs: { page: '{{pagination.page}}' }, condition: '{{pagination.page < 2}}' } },
      ['https://api.example.com/list', 'https://api.example.com/list?page=2'],
    ],
    [
      'by an offset',
      { pagination: { qs: { offset: '{{pagination.offset}}' }, condition: '{{body.next}}' } },
      ['https://api.example.com/list', 'https://api.example.com/list?offset=2'],
    ],
    [
      'by the last item of the page',
      { pagination: { qs: { after: '{{iterate.container.last}}' }, condition: '{{body.next}}' } },
      ['https://api.example.com/list', 'https://api.example.com/list?after=2'],
    ],
  ])('%s', async (_, directives, urls) => {
    const raw = { url: '/list', response: { iterate: '{{body.data}}' }, ...directives };
    const { sent, result } = await runOnce(raw, { answers: pages });
    expect(sent.map(({ url }) => url)).toEqual(urls);
    expect(result?.outputs).toEqual([1, 2, 3]);
  });

  test('in the body of a query of GraphQL', async () => {
    const query = 'query($after: String) { items(after: $after) { nodes { id } } }';
    const page = (ids: readonly number[], cursor: string | null) => ({
      body: { data: { items: { nodes: ids.map((id) => ({ id })), pageInfo: { endCursor: cursor } } } },
    });
    const { sent, result } = await runOnce(
      {
        url: '/graphql',
        method: 'POST',
        body: { query, variables: { first: '{{parameters.limit}}' } },
        response: { iterate: '{{body.data.items.nodes}}', limit: '{{parameters.limit}}' },
        pagination: {
          body: { query, variables: { after: '{{body.data.items.pageInfo.endCursor}}' } },
          condition: '{{body.data.items.pageInfo.endCursor}}',
        },
      },
      { variables: { parameters: { limit: 3 } }, answers: [page([1, 2], 'c'), page([3, 4], 'd')] },
    );
    expect(sent.map(({ body }) => (json(body) as Collection)['variables'])).toEqual([{ first: 3 }, { after: 'c' }]);
    expect(result?.outputs).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  test('without a condition it goes on until a page is empty', async () => {
    const { sent, result } = await runOnce(
      { url: '/list', response: { iterate: '{{body}}' }, pagination: { qs: { page: '{{pagination.page}}' } } },
      { answers: [{ body: [1] }, { body: [2] }, { body: [] }] },
    );
    expect(sent).toHaveLength(3);
    expect(result?.outputs).toEqual([1, 2]);
  });

  test('reads no page more than the limit needs', async () => {
    const full = { body: { data: [1, 2], next: 'more' } };
    const { sent, result } = await runOnce(
      {
        url: '/list',
        response: { iterate: '{{body.data}}', limit: 4 },
        pagination: { qs: { page: '{{pagination.page}}' }, condition: '{{body.next}}' },
      },
      { answers: [full, full, full] },
    );
    expect(sent).toHaveLength(2);
    expect(result?.outputs).toEqual([1, 2, 1, 2]);
  });
});

describe('the base', () => {
  const base = {
    baseUrl: 'https://api.example.com/v1/',
    headers: { '{{...}}': "{{if(connection.key, toCollection(parameters.auth, 'k', 'v'), {})}}", 'X-App': 'make' },
    qs: { locale: 'en' },
    response: {
      error: { type: 'RuntimeError', message: '{{body.message}}', 404: { message: 'Gone: {{body.message}}' } },
      valid: { condition: '{{body.ok}}', message: 'Not ok' },
    },
  };
  const variables = { connection: { key: 'k' }, parameters: { auth: [{ k: 'X-Mode', v: 'test' }] } };

  test('stands under every request: headers with a spread, query, path', async () => {
    const { sent } = await runOnce(
      { url: '//items//1/?a=b', headers: { 'x-app': 'own' } },
      { base, variables, answers: [{ body: { ok: true } }] },
    );
    expect(sent[0]).toMatchObject({
      url: 'https://api.example.com/v1/items/1/?a=b&locale=en',
      headers: { 'X-Mode': 'test', 'x-app': 'own' },
    });
    expect(Object.keys(sent[0]?.headers ?? {})).not.toContain('X-App');
  });

  test.each([
    [{}, { status: 404, body: { message: 'x' } }, 'RuntimeError', 'Gone: x'],
    [{}, { status: 500, body: { message: 'down' } }, 'RuntimeError', 'down'],
    [
      { error: { 404: { type: 'DataError', message: 'No such item' } } },
      { status: 404, body: {} },
      'DataError',
      'No such item',
    ],
    [{ error: { 404: { type: 'DataError' } } }, { status: 404, body: { message: 'x' } }, 'DataError', 'Gone: x'],
    [{ error: 'Plain' }, { status: 404, body: { message: 'x' } }, 'RuntimeError', 'Plain'],
    [{}, { status: 200, body: { ok: false } }, 'RuntimeError', 'Not ok'],
    [{ valid: '{{body.fine}}' }, { status: 200, body: { fine: false, message: 'm' } }, 'RuntimeError', 'm'],
  ])('an error of a request with %j stands over that of the base (%j)', async (response, answer, name, message) => {
    const { error } = await runOnce({ url: '/items', response }, { base, variables, answers: [answer] });
    expect(error).toMatchObject({ name, message });
  });
});

test('a duplicate an app finds is a warning by its type', async () => {
  const { error } = await runOnce(
    { url: '/items', method: 'POST', response: { error: { 409: { type: 'DuplicateDataError', message: 'twice' } } } },
    { answers: [{ status: 409 }] },
  );
  expect(error).toMatchObject({ name: 'DuplicateDataError', row: { disposition: 'warn' } });
});

test('a form with a file goes out in parts, and an answer of bytes stays bytes', async () => {
  const { sent, result } = await runOnce(
    {
      url: '/upload',
      method: 'POST',
      type: 'multipart/form-data',
      body: {
        note: 'a',
        none: null,
        tags: ['x', 'y'],
        file: { value: '{{parameters.data}}', options: { filename: '{{parameters.name}}' } },
      },
      response: { type: 'binary', output: { data: '{{body}}', size: '{{length(body)}}' } },
    },
    { variables: { parameters: { data: Buffer.from([1, 2]), name: 'a.bin' } }, answers: [{ body: 'xyz' }] },
  );
  const text = Buffer.from(sent[0]?.body ?? '').toString('latin1');
  expect(text).toContain('name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n\u0001\u0002');
  expect(text.match(/name="tags"/g)).toHaveLength(2);
  expect(text).not.toContain('none');
  expect(result?.outputs).toEqual([{ data: Buffer.from('xyz'), size: 3 }]);
});
