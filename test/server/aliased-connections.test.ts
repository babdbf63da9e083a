import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { openStage, type ServerStage } from './stage.ts';

let upstream: RecordingUpstream;
let stage: ServerStage;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  stage = await openStage({}, [upstream.origin]);
});
afterAll(async () => {
  await stage.close();
  await upstream.close();
});

/** An app that has its modules, and names the connection of another app for them. */
function borrower(): Record<string, string> {
  const manifest = {
    generalCodeFiles: { base: 'base.iml.json' },
    components: {
      connection: { account: { label: 'Account', aliasTo: 'meters' } },
      module: {
        listReadings: {
          label: 'List Readings',
          moduleType: 'search',
          connection: 'account',
          codeFiles: { communication: 'list.iml.json' },
        },
      },
    },
    origins: [{ appId: 'readings', appVersion: 1 }],
  };
  return {
    'makecomapp.json': JSON.stringify(manifest),
    'base.iml.json': JSON.stringify({
      baseUrl: upstream.origin,
      headers: { authorization: 'Bearer {{connection.accessToken}}' },
    }),
    'list.iml.json': '{ "url": "/readings" }',
  };
}

/** The app the connection belongs to; its constants are known to it alone. */
function lender(): Record<string, string> {
  const connection = {
    name: 'meters',
    label: 'Meters',
    parameters: [{ name: 'user', type: 'text', label: 'User', required: true }],
    communication: {
      token: {
        url: `${upstream.origin}/token`,
        method: 'POST',
        body: { user: '{{parameters.user}}', secret: '{{common.secret}}' },
        response: { data: { accessToken: '{{body.access_token}}' } },
      },
    },
  };
  const manifest = {
    name: 'meters',
    label: 'Meters',
    version: '1.0.0',
    groups: [{ label: 'Meters', modules: ['listMeters'] }],
    common: { secret: 'of-the-lender' },
  };
  return {
    'manifest.json': JSON.stringify(manifest),
    'modules/list-meters.json': JSON.stringify({
      name: 'listMeters',
      label: 'List Meters',
      moduleType: 'search',
      communication: { url: `${upstream.origin}/meters` },
    }),
    'connections/meters.json': JSON.stringify(connection),
  };
}

const install = (files: Record<string, string>) => stage.call('POST', '/api/v1/apps', { body: { files } });
const connect = (values: object = { user: 'jo' }) =>
  stage.call('POST', '/api/v1/connections', { body: { app: 'readings', name: 'Readings', values } });
const kinds = async () =>
  ((await stage.call('GET', '/api/v1/apps/readings')).body as { connections: object[] }).connections;

test('while no installed app has the connection, that is said when it is imported and when it is asked for', async () => {
  const installed = await install(borrower());
  expect(installed).toMatchObject({ status: 201, body: { leftOut: [], findings: [{ code: 'ALIASED_CONNECTION' }] } });
  const refused = await connect({});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('works with the connection \\"meters\\" of another app');
  expect(upstream.requests).toEqual([]);
});

test('with that app it is asked for, used and kept secret as there, by the constants of that app', async () => {
  expect((await install(lender())).status).toBe(201);
  expect(await kinds()).toMatchObject([{ name: 'account', label: 'Meters', fields: [{ name: 'user' }] }]);
  upstream.answer = { status: 200, body: { access_token: 'access-1' } };
  const created = await connect();
  expect(created).toMatchObject({ status: 201, body: { app: 'readings', connection: 'account', status: 'ok' } });
  expect(JSON.parse(upstream.requests.at(-1)?.body ?? '')).toEqual({ user: 'jo', secret: 'of-the-lender' });

  upstream.answer = { status: 200, body: [{ value: 7 }] };
  const body = { connectionId: (created.body as { id: string }).id, input: {} };
  const ran = await stage.call('POST', '/api/v1/apps/readings/modules/listReadings/run', { body });
  expect(ran).toMatchObject({ status: 200, body: { bundles: [{ value: 7 }] } });
  expect(upstream.requests.at(-1)).toMatchObject({ path: '/readings', headers: { authorization: 'Bearer access-1' } });
  expect(ran.text).not.toContain('access-1');
});

test('that app stays while such a connection works with it; without it the connection is only named again', async () => {
  const refused = await stage.call('DELETE', '/api/v1/apps/meters');
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('is of a kind that belongs to it');
  const [connection] = await stage.parts.vault.list();
  await stage.parts.vault.remove(connection?.id ?? 'con_none');
  expect((await stage.call('DELETE', '/api/v1/apps/meters')).status).toBe(204);
  expect(await kinds()).toMatchObject([{ name: 'account', label: 'Account', fields: [] }]);
  expect((await connect({})).status).toBe(422);
});
