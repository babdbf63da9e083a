import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { callRpc } from '../../../src/engine/module/call-rpc.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { createRuntime, type Runtime } from '../../../src/runtime.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../../app/recording-upstream.ts';

let upstream: RecordingUpstream;
let runtime: Runtime;
let app: App;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  app = appFor(upstream.origin);
  runtime = createRuntime({ app, privateOrigins: [upstream.origin] });
});
beforeEach(() => {
  upstream.requests.length = 0;
});
afterAll(async () => {
  runtime.close();
  await upstream.close();
});

function appFor(origin: string): App {
  const manifest = { name: 'layers', label: 'Layers', version: '1.0.0', groups: [], base: { baseUrl: origin } };
  const one = {
    name: 'listLayers',
    label: 'List layers',
    parameters: [{ name: 'kind', type: 'select', label: 'Kind', options: [{ label: 'A', value: 'a' }] }],
    communication: { url: '/mockups/{{parameters.mockup}}/layers', qs: { kind: '{{parameters.kind}}' } },
  };
  const any = { name: 'listAny', label: 'List any', communication: { url: '/any', qs: '{{parameters}}' } };
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'rpcs/list-layers.json': JSON.stringify(one),
    'rpcs/list-any.json': JSON.stringify(any),
  };
  const { app: made, problems } = checkSource(sourceOfFiles(files), '');
  if (made === undefined) throw new Error(JSON.stringify(problems));
  return made;
}

function call(name: string, parameters: Record<string, unknown>) {
  const rpc = app.rpcs.get(name);
  if (rpc === undefined) throw new Error(name);
  return callRpc(runtime.services, { app, rpc, connection: {}, parameters }, { secrets: [] });
}

test('an RPC reads values of the form it works for without declaring them, and those it declares are checked', async () => {
  upstream.answer = { status: 200, body: [{ label: 'Top', value: 1 }] };
  expect(await call('listLayers', { mockup: 'm1', kind: 'a' })).toMatchObject({ items: [{ label: 'Top', value: 1 }] });
  expect(upstream.requests[0]?.path).toBe('/mockups/m1/layers?kind=a');
  await expect(call('listLayers', { mockup: 'm1', kind: 'z' })).rejects.toMatchObject({
    name: 'BundleValidationError',
  });
  expect(upstream.requests).toHaveLength(1);
});

test('the app tells which values an RPC reads, so that others need not be sent; one that takes all tells nothing', () => {
  expect(app.rpcs.get('listLayers')?.reads).toEqual(['mockup', 'kind']);
  expect(app.rpcs.get('listAny')?.reads).toBeUndefined();
});

test('more records than anybody chooses from are cut, with a warning that says so', async () => {
  upstream.answer = { status: 200, body: Array.from({ length: 501 }, (_, value) => ({ label: 'x', value })) };
  const { items, warnings } = await call('listLayers', { mockup: 'm1' });
  expect(items).toHaveLength(500);
  expect(warnings).toEqual(['Only the first 500 of 501 records are shown.']);
});
