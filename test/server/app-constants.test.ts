import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { openStage, type ServerStage } from './stage.ts';

let upstream: RecordingUpstream;
let stage: ServerStage;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  stage = await openStage({}, [upstream.origin]);
  expect(await stage.call('POST', '/api/v1/apps', { body: { files: filesFor('') } })).toMatchObject({ status: 201 });
});
afterAll(async () => {
  await stage.close();
  await upstream.close();
});

/** An app whose author keeps the client secret to himself. */
function filesFor(clientSecret: string): Record<string, string> {
  const manifest = {
    name: 'meters',
    label: 'Meters',
    version: '1.0.0',
    groups: [{ label: 'Meters', modules: ['listMeters'] }],
    common: { clientId: 'ours', clientSecret },
    base: { baseUrl: upstream.origin },
  };
  const module = {
    name: 'listMeters',
    label: 'List Meters',
    moduleType: 'search',
    communication: { url: '/meters/{{common.clientId}}' },
  };
  const connection = {
    name: 'meters',
    label: 'Meters',
    installSpec: [{ name: 'secret', type: 'password', label: 'Secret', required: true }],
    install: { common: { clientSecret: '{{parameters.secret}}' } },
    communication: {
      token: {
        url: `${upstream.origin}/token`,
        method: 'POST',
        body: { id: '{{common.clientId}}', secret: '{{common.clientSecret}}' },
        response: { data: { accessToken: '{{body.access_token}}' }, error: { message: '{{body.error}}' } },
      },
    },
  };
  return {
    'manifest.json': JSON.stringify(manifest),
    'modules/list-meters.json': JSON.stringify(module),
    'connections/meters.json': JSON.stringify(connection),
  };
}

const path = '/api/v1/apps/meters/constants';
const give = (body: object) => stage.call('PATCH', path, { body });
const connect = () => stage.call('POST', '/api/v1/connections', { body: { app: 'meters', name: 'M', values: {} } });

test('the form for administrators is told, and what it leads to is used by every connection, never shown', async () => {
  expect((await stage.call('GET', path)).body).toMatchObject({
    names: [],
    forms: [
      {
        connection: 'meters',
        label: 'Meters',
        fields: [{ name: 'secret', type: 'password' }],
        gives: ['clientSecret'],
      },
    ],
  });
  const given = await give({ connection: 'meters', values: { secret: 'handed-out-1' } });
  expect(given).toMatchObject({ status: 200, body: { names: ['clientSecret'] } });
  upstream.answer = { status: 200, body: { access_token: 'access-1' } };
  expect((await connect()).status).toBe(201);
  expect(JSON.parse(upstream.requests.at(-1)?.body ?? '')).toEqual({ id: 'ours', secret: 'handed-out-1' });
  upstream.answer = { status: 401, body: { error: 'handed-out-1 is not right' } };
  expect((await connect()).text).not.toContain('handed-out-1');
});

test('constants can be given by name, stay when the app is replaced, and are taken away by null', async () => {
  expect((await give({ values: { clientId: 'another' } })).body).toMatchObject({ names: ['clientSecret', 'clientId'] });
  const replaced = { files: filesFor('new'), replace: true };
  expect(await stage.call('POST', '/api/v1/apps', { body: replaced })).toMatchObject({ status: 201 });
  upstream.answer = { status: 200, body: [] };
  await stage.call('POST', '/api/v1/apps/meters/modules/listMeters/run', { body: { input: {} } });
  expect(upstream.requests.at(-1)?.path).toBe('/meters/another');
  await give({ values: { clientId: null } });
  await stage.call('POST', '/api/v1/apps/meters/modules/listMeters/run', { body: { input: {} } });
  expect(upstream.requests.at(-1)?.path).toBe('/meters/ours');
});

test('an app or connection that is not there, and a form that is not complete, are refused', async () => {
  expect((await stage.call('PATCH', '/api/v1/apps/none/constants', { body: { values: {} } })).status).toBe(404);
  expect((await give({ connection: 'none', values: {} })).status).toBe(404);
  expect((await give({ connection: 'meters', values: {} })).status).toBe(422);
});

test('they are sealed in the store, and sealed anew when the key changes', async () => {
  const kept = await stage.store.values.list('app-constants');
  expect(JSON.stringify([...kept])).not.toContain('handed-out-1');
  const { unreadable } = await stage.parts.vault.rotate();
  expect(unreadable).toEqual([]);
  expect((await stage.store.values.list('app-constants')).get('meters')).not.toEqual(kept.get('meters'));
});

test('a sample that an RPC would give is told by its address', async () => {
  const files = filesFor('');
  const module = { ...JSON.parse(files['modules/list-meters.json'] ?? ''), samples: 'rpc://sampleMeter' };
  const rpc = { name: 'sampleMeter', label: 'A Meter', communication: { url: '/meters/one' } };
  files['modules/list-meters.json'] = JSON.stringify(module);
  files['rpcs/sample-meter.json'] = JSON.stringify(rpc);
  expect(await stage.call('POST', '/api/v1/apps', { body: { files, replace: true } })).toMatchObject({ status: 201 });
  const { body } = await stage.call('GET', '/api/v1/apps/meters/modules/listMeters');
  expect(body).toMatchObject({ name: 'listMeters', samples: 'rpc://sampleMeter' });
});
