import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { runModule } from '../../../src/engine/module/run-module.ts';
import { createRuntime, type Runtime } from '../../../src/runtime.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../../app/recording-upstream.ts';

const FIELDS = [
  { name: 'size', type: 'number', label: 'Size', required: true },
  { name: 'ready', type: 'boolean', label: 'Ready' },
  { name: 'table', type: 'boolean', label: 'Not this one' },
  { name: 'odd', type: 'nobody knows' },
  'rpc://more',
];
const MORE = [{ name: 'note', type: 'text', label: 'Note', required: true }];

let upstream: RecordingUpstream;
let runtime: Runtime;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  runtime = createRuntime({ app: appWith([]), privateOrigins: [upstream.origin] });
});
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.answerTo = ({ path }) => {
    const body = path.startsWith('/fields') ? FIELDS : path === '/more' ? MORE : {};
    return { status: path === '/fields/gone' ? 404 : 200, body };
  };
});
afterAll(async () => {
  runtime.close();
  await upstream.close();
});

/** An app of a module with these inputs; every app asks anew. */
function appWith(inputs: readonly unknown[], more: Collection = {}): App {
  const base = { baseUrl: upstream.origin };
  const groups = [{ label: 'All', modules: ['addRow'] }];
  const manifest = { name: 'tables', label: 'Tables', version: '1.0.0', groups, base };
  const module = {
    name: 'addRow',
    label: 'Add a Row',
    moduleType: 'action',
    mappableParams: [{ name: 'table', type: 'text', label: 'Table' }, ...inputs],
    communication: { url: '/rows', method: 'POST', body: '{{parameters}}' },
    ...more,
  };
  const files = {
    'manifest.json': manifest,
    'modules/add-row.json': module,
    'rpcs/fields.json': { name: 'fields', label: 'Fields', communication: { url: '/fields/{{parameters.table}}' } },
    'rpcs/more.json': { name: 'more', label: 'More', communication: { url: '/more' } },
    'rpcs/any.json': { name: 'any', label: 'Any', communication: { url: '/fields/any', body: '{{parameters}}' } },
  };
  const texts = Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
  const { app, problems } = checkSource(sourceOfFiles(texts), '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return app;
}

async function run(app: App, input: Collection): Promise<unknown> {
  await runModule(runtime.services, app, { module: 'addRow', input });
  return JSON.parse(upstream.requests.findLast(({ path }) => path === '/rows')?.body ?? 'null') as unknown;
}

function paths(): readonly string[] {
  return upstream.requests.map(({ path }) => path);
}

test('values are read as fields that an RPC gives read them, also those another RPC gives in turn; both are asked once', async () => {
  const app = appWith(['rpc://fields']);
  const input = { table: 'cats', size: '5', ready: 'yes', odd: 'x', note: 7 };
  const row = { table: 'cats', size: 5, ready: true, odd: 'x', note: '7' };
  expect(await run(app, input)).toEqual(row);
  expect(await run(app, { ...input, note: 8 })).toEqual({ ...row, note: '8' });
  expect(paths()).toEqual(['/fields/cats', '/more', '/rows', '/rows']);
});

test('what such a field refuses is refused with its place, and nothing else is sent', async () => {
  const app = appWith(['rpc://fields']);
  await expect(run(app, { table: 'cats', size: 'large' })).rejects.toMatchObject({
    name: 'BundleValidationError',
    problems: [
      { pointer: '/size', code: 'FIELD_TYPE' },
      { pointer: '/note', code: 'FIELD_REQUIRED' },
    ],
  });
  expect(paths()).toEqual(['/fields/cats', '/more']);
});

test.each([
  ['a service that does not say', ['rpc://fields'], 'gone', ['/fields/gone', '/rows']],
  ['an RPC that may read any value, and would be asked for every bundle', ['rpc://any'], 'cats', ['/rows']],
])('nothing is refused because of %s', async (_, inputs, table, asked) => {
  expect(await run(appWith(inputs), { table, size: 'large' })).toEqual({ table, size: 'large' });
  expect(paths()).toEqual(asked);
});

test('fields inside a collection, and those a choice brings along, are checked where they stand', async () => {
  const row = { name: 'row', type: 'collection', label: 'Row', spec: 'rpc://fields?table=dogs' };
  const kind = {
    name: 'kind',
    type: 'select',
    label: 'Kind',
    options: [{ label: 'A', value: 'a', nested: 'rpc://more' }],
  };
  const app = appWith([row, kind]);
  expect(await run(app, { row: { size: '5', note: 'n' } })).toEqual({ row: { size: 5, note: 'n' } });
  await expect(run(app, { row: { note: 'n' }, kind: 'a' })).rejects.toMatchObject({
    problems: [{ pointer: '/row/size' }, { pointer: '/note' }],
  });
  expect(await run(app, { row: { size: 1, note: 'n' }, kind: 'a', note: 2 })).toMatchObject({ note: '2' });
});

test('a module that reads what is known of its inputs and outputs is told what RPCs say, asked no more often', async () => {
  const names = (of: string): string => `{{map(metadata.${of}; 'name')}}`;
  const body = { inputs: names('expect'), outputs: names('interface') };
  const app = appWith(['rpc://fields'], {
    communication: { url: '/rows', method: 'POST', body },
    interface: [{ name: 'id', type: 'text', label: 'ID' }, 'rpc://more'],
  });
  const input = { table: 'cats', size: 5, note: 'n' };
  const told = { inputs: ['table', 'size', 'ready', 'table'], outputs: ['id', 'note'] };
  expect(await run(app, input)).toEqual(told);
  expect(await run(app, input)).toEqual(told);
  expect(paths()).toEqual(['/fields/cats', '/more', '/rows', '/rows']);
});
