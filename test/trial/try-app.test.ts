import { expect, test } from '@jest/globals';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { tryApp, type TrialResult } from '../../src/trial/try-app.ts';

type Parts = Record<string, unknown>;

const BASE = 'https://api.example.com/v1';
const SANITIZE = { log: { sanitize: ['request.headers.authorization'] } };
const TOKEN = { headers: { Authorization: 'Bearer {{connection.token}}' }, ...SANITIZE };

/** Tries an app of these components; it has a connection, and a base that sends its token. */
async function tried(components: Record<string, Parts>): Promise<readonly TrialResult[]> {
  const files = {
    'manifest.json': {
      name: 'acme',
      label: 'Acme',
      version: '1.0.0',
      groups: [{ label: 'All', modules: namesIn(components, 'modules/') }],
      base: { baseUrl: 'https://api.example.com/v1', ...TOKEN },
    },
    'connections/acme.json': {
      name: 'acme',
      label: 'Acme',
      parameters: [{ name: 'token', type: 'password', label: 'Token', required: true }],
      communication: { url: 'https://api.example.com/me', ...TOKEN },
    },
    ...components,
  };
  const texts = Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
  const source = sourceOfFiles(texts);
  const { app, problems } = checkSource(source, '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return tryApp(app, source);
}

function namesIn(components: Record<string, Parts>, folder: string): unknown[] {
  return Object.entries(components).flatMap(([path, { name }]) => (path.startsWith(folder) ? [name] : []));
}

/** A module with these parts, tried; the outcomes of its calls. */
async function triedModule(parts: Parts, more: Record<string, Parts> = {}): Promise<readonly TrialResult[]> {
  const module = { name: 'doIt', label: 'Do it', moduleType: 'action', connection: 'acme', ...parts };
  const results = await tried({ 'modules/do-it.json': module, ...more });
  return results.filter(({ kind }) => kind === 'module');
}

test('the test request of a connection is called, and modules with mandatory and with all inputs', async () => {
  const module = {
    name: 'doIt',
    label: 'Do it',
    moduleType: 'action',
    connection: 'acme',
    mappableParams: [
      { name: 'id', type: 'uinteger', label: 'ID', required: true, validate: { min: 10 } },
      { name: 'note', type: 'text', label: 'Note' },
    ],
    communication: {
      url: '/things/{{parameters.id}}/{{if(parameters.note, "note", "all")}}',
      method: 'PUT',
      response: { output: { id: '{{body.thing.id}}' } },
    },
    interface: [{ name: 'id', type: 'number', label: 'ID' }],
    samples: { id: 7 },
  };
  expect(await tried({ 'modules/do-it.json': module })).toMatchObject([
    { kind: 'connection', passed: true, requests: [{ method: 'GET', url: 'https://api.example.com/me' }] },
    {
      what: 'required inputs',
      passed: true,
      gave: '1 bundle',
      requests: [{ method: 'PUT', url: 'https://api.example.com/v1/things/10/all' }],
    },
    { what: 'all inputs', passed: true, requests: [{ url: 'https://api.example.com/v1/things/10/note' }] },
  ]);
});

test('answers meet the conditions of an app: valid, repeat, iterate and pages', async () => {
  const results = await triedModule({
    moduleType: 'search',
    communication: [
      { url: '/jobs', method: 'POST', response: { temp: { job: '{{body.job_id}}', state: '{{body.state}}' } } },
      {
        url: '/jobs/{{temp.job}}',
        repeat: { condition: "{{body.status !== 'done'}}", delay: 60_000, limit: 5 },
        response: { valid: "{{!body.error && body.status = 'done'}}", temp: { list: '{{body.list_id}}' } },
      },
      {
        url: '/lists/{{temp.list}}',
        pagination: { url: '{{body.paging.next}}', condition: '{{body.paging.hasMore}}' },
        response: {
          valid: { condition: '{{length(body.data.rows) > 0 || pagination.page > 1}}' },
          iterate: { container: '{{body.data.rows}}', condition: "{{item.kind = 'row'}}" },
          output: '{{item}}',
        },
      },
    ],
    interface: [{ name: 'id', type: 'text', label: 'ID' }],
    samples: { id: 'a' },
  });
  expect(results).toMatchObject([{ passed: true, gave: '2 bundles' }, { passed: true }]);
  expect(
    results[0]?.requests.map(({ method, url }) => `${method} ${url.replace('https://api.example.com/v1', '')}`),
  ).toEqual(['POST /jobs', 'GET /jobs/id-1', 'GET /lists/id-1', 'GET /lists/id-1']);
});

test.each([
  ['xml', '{{body.root[].item[]._value}}'],
  ['binary', '{{body}}'],
  ['text', '{{body}}'],
])('an answer that is read as %s is one', async (type, text) => {
  const communication = { url: '/x', response: { type, output: { text } } };
  const parts = {
    communication,
    interface: [{ name: 'text', type: 'any', label: 'Text' }],
    samples: { text: 'a & b' },
  };
  expect(await triedModule(parts)).toMatchObject([{ passed: true, gave: '1 bundle' }, { passed: true }]);
});

test('a trigger takes what a delivery made of its samples becomes, and attach and detach are called', async () => {
  const results = await tried({
    'webhooks/things.json': {
      name: 'things',
      label: 'Things',
      connection: 'acme',
      attach: { url: '/hooks', method: 'POST', response: { data: { externalHookId: '{{body.hook.id}}' } } },
      detach: { url: '/hooks/{{webhook.externalHookId}}', method: 'DELETE' },
      communication: { condition: "{{body.type = 'created'}}", iterate: '{{body.events}}', output: '{{item.thing}}' },
    },
    'modules/watch-things.json': {
      name: 'watchThings',
      label: 'Watch things',
      moduleType: 'instant_trigger',
      webhook: 'things',
      interface: [{ name: 'id', type: 'text', label: 'ID' }],
      samples: { id: 'a' },
    },
  });
  expect(results.slice(1)).toMatchObject([
    { what: 'attach', passed: true, gave: 'externalHookId' },
    { what: 'detach', passed: true, requests: [{ method: 'DELETE', url: 'https://api.example.com/v1/hooks/id-1' }] },
    { what: 'a delivery', passed: true, gave: '1 bundle' },
  ]);
});

test('a polling trigger puts out what it is listed, and offers what to start from', async () => {
  const results = await triedModule({
    moduleType: 'trigger',
    communication: {
      url: '/events',
      response: {
        limit: 10,
        iterate: '{{body.events}}',
        output: '{{item}}',
        trigger: { type: 'date', order: 'desc', id: '{{item.id}}', date: '{{item.when}}' },
      },
    },
    epoch: { response: { limit: 100, output: { label: '{{item.title}}', date: '{{item.when}}' } } },
    interface: [{ name: 'id', type: 'text', label: 'ID' }],
    samples: { id: 'a' },
  });
  expect(results).toMatchObject([
    { what: 'required inputs', passed: true, gave: '2 bundles' },
    { what: 'all inputs', passed: true },
    { what: 'where to start', passed: true, gave: '2 choices' },
  ]);
});

test('RPCs are called with all their parameters', async () => {
  const results = await tried({
    'rpcs/list-things.json': {
      name: 'listThings',
      label: 'List',
      connection: 'acme',
      parameters: [{ name: 'kind', type: 'text', label: 'Kind' }],
      communication: {
        url: '/{{parameters.kind}}',
        response: { iterate: '{{body}}', output: { label: '{{item.name}}', value: '{{item.id}}' } },
      },
    },
  });
  expect(results.slice(1)).toMatchObject([{ kind: 'rpc', passed: true, gave: '2 items' }]);
});

test('fields that only an RPC gives are filled in as well', async () => {
  const size = { name: 'size', type: 'number', label: 'Size', required: true };
  const results = await triedModule(
    { mappableParams: ['rpc://fields'], communication: { url: '/sizes/{{parameters.size}}' } },
    {
      'rpcs/fields.json': {
        name: 'fields',
        label: 'Fields',
        communication: { response: { output: [size, { ...size, name: 'note', type: 'text', required: false }] } },
      },
    },
  );
  expect(results).toMatchObject([
    { what: 'required inputs', passed: true, requests: [{ url: expect.stringMatching(/sizes[/]\d+$/) }] },
    { what: 'all inputs', passed: true },
  ]);
});

test('RPCs that tell what a module gives are asked with the inputs of the module', async () => {
  const things = { label: 'Things', connection: 'acme', communication: { url: '/{{parameters.table}}/columns' } };
  const results = await triedModule(
    {
      mappableParams: [{ name: 'table', type: 'text', label: 'Table', default: 'cats' }],
      communication: { url: '/rows' },
      interface: [{ name: 'row', type: 'collection', label: 'Row', spec: 'rpc://columns?table={{parameters.table}}s' }],
      samples: 'rpc://columns',
    },
    { 'rpcs/columns.json': { name: 'columns', ...things } },
  );
  expect(results.slice(2)).toMatchObject([
    { what: 'what it gives, from columns', passed: true, requests: [{ url: `${BASE}/catss/columns` }] },
    { what: 'what it gives, from columns', passed: true, requests: [{ url: `${BASE}/cats/columns` }] },
  ]);
});

test('links of an answer lead to the service itself, and fields of a choice are filled in', async () => {
  const results = await triedModule(
    {
      mappableParams: [
        {
          name: 'kind',
          type: 'select',
          label: 'Kind',
          required: true,
          options: { store: 'rpc://kinds', nested: [{ name: 'id', type: 'text', label: 'ID', required: true }] },
        },
      ],
      communication: [
        { url: '/{{parameters.kind}}/{{parameters.id}}', response: { temp: { next: '{{body._links.self.href}}' } } },
        { url: '{{body._links.self.href}}', response: { output: { id: '{{body.id}}' } } },
      ],
      interface: [{ name: 'id', type: 'text', label: 'ID' }],
      samples: { id: 'a' },
    },
    { 'rpcs/kinds.json': { name: 'kinds', label: 'Kinds', connection: 'acme', communication: { url: '/kinds' } } },
  );
  expect(results[0]).toMatchObject({
    passed: true,
    requests: [{ url: `${BASE}/kinds` }, { url: `${BASE}/sample/id-1` }, { url: `${BASE}/sample/id-1` }],
  });
});

test('a member that an input names is in the answer', async () => {
  const results = await triedModule({
    moduleType: 'trigger',
    parameters: [
      { name: 'when', type: 'select', label: 'When', required: true, options: [{ label: 'New', value: 'made' }] },
    ],
    communication: {
      url: '/things',
      response: {
        iterate: '{{body.things}}',
        output: '{{item}}',
        trigger: { type: 'date', order: 'desc', id: '{{item.id}}', date: '{{item[parameters.when]}}' },
      },
    },
    interface: [{ name: 'id', type: 'text', label: 'ID' }],
    samples: { id: 'a' },
  });
  expect(results).toMatchObject([{ passed: true }, { passed: true }]);
});

test.each([
  ['gives nothing of what its samples promise', { response: { output: '{{ignore}}' } }, 'gave no bundle'],
  ['gives a text', { response: { output: 'text' } }, 'expected a collection, but found a string'],
  ['never accepts an answer', { response: { valid: '{{1 = 2}}' } }, 'marked as invalid'],
  ['reads a value no function can use', { qs: { q: '{{parseNumber("x")}}' } }, 'parseNumber'],
  ['sends its token elsewhere', { url: '{{parameters.address}}' }, 'same origin'],
  ['asks for ever', { repeat: { condition: true, delay: 1000, limit: 2000 } }, undefined],
])('a module that %s fails, and the reason is told', async (_, communication, message) => {
  const [result] = await triedModule({
    mappableParams: [{ name: 'address', type: 'url', label: 'Address', required: true }],
    communication: { url: '/x', ...communication },
    interface: [{ name: 'id', type: 'text', label: 'ID' }],
    samples: { id: 'a' },
  });
  if (message === undefined) expect(result).toMatchObject({ passed: true });
  else
    expect(result).toMatchObject({ passed: false, message: expect.stringContaining(message), fix: expect.any(String) });
});

test('an input for which no value is found is named', async () => {
  const field = { name: 'odd', type: 'text', label: 'Odd', required: true, pattern: '^never-(?:made|up)-\\d{7}$' };
  const [result] = await triedModule({ mappableParams: [field], communication: { url: '/x' } });
  expect(result).toMatchObject({ passed: false, message: expect.stringContaining('Odd') });
});
