import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { attachHook, detachHook } from '../../src/inbox/registration.ts';
import type { App } from '../../src/manifest/app.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createRuntime } from '../../src/runtime.ts';
import { runFunctionTests } from '../../src/scripts/function-tests.ts';
import { sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { evaluationOf } from '../iml/evaluation-of.ts';
import { startRecordingUpstream, type RecordingUpstream } from './recording-upstream.ts';

const example = (name: string): Promise<App> => loadApp(resolve(import.meta.dirname, '../../examples/apps', name));
const parcels = await example('parcel-desk');
const rooms = await example('room-booking');

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
});
beforeEach(() => {
  upstream.requests.length = 0;
  delete upstream.answerTo;
  upstream.answer = { status: 200, body: {} };
});
afterAll(async () => {
  sharedScriptHost().close();
  await upstream.close();
});

const sent = () => upstream.requests.map(({ method, path, body }) => `${method} ${path} ${body}`.trim());

describe('an app in the layout of local development', () => {
  const runtime = () => createRuntime({ app: parcels, privateOrigins: [upstream.origin] });
  const run = async (module: string, input: Record<string, unknown>) => {
    const own = runtime();
    const connection = { url: upstream.origin, apiKey: 'k' };
    return own.runModule({ module, input, connection }).finally(() => own.close());
  };

  test('loads from the folder above it, without findings', () => {
    expect(parcels.findings).toEqual([]);
    expect(parcels).toMatchObject({ name: 'parcel-desk', label: 'Parcel desk', leftOut: [] });
    expect(parcels.groups.map(({ label }) => label)).toEqual(['Parcels', 'Other']);
  });

  test('lists page by page, and a function of its own shapes every item', async () => {
    upstream.answerTo = ({ path }) => {
      if (path.startsWith('/depots')) return { status: 200, body: [{ id: 'd1', name: 'North' }] };
      const isFirst = path.includes('page=1');
      const parcel = { id: isFirst ? 'a1' : 'a2', status: 'waiting', to: 'Ada' };
      return { status: 200, body: { parcels: [parcel], more: isFirst } };
    };
    const { bundles } = await run('listParcels', { depot: 'd1' });
    expect(bundles).toMatchObject([
      { id: 'a1', status: 'waiting', label: 'A1 · Ada' },
      { id: 'a2', status: 'waiting', label: 'A2 · Ada' },
    ]);
    expect(sent().filter((request) => request.includes('/parcels'))).toEqual([
      'GET /parcels?depot=d1&page=1',
      'GET /parcels?depot=d1&page=2',
    ]);
    expect(upstream.requests.at(-1)?.headers).toMatchObject({ 'x-api-key': 'k', 'x-client': 'parcel-desk-example' });
  });

  test('sends several requests in order', async () => {
    upstream.answer.body = { id: 'p9', status: 'waiting', to: 'Grace' };
    const { bundles } = await run('sendParcel', { recipient: 'Grace', kilograms: 1.2 });
    expect(bundles).toEqual([{ id: 'p9', status: 'waiting', label: 'P9 · Grace' }]);
    expect(sent()).toEqual(['POST /parcels {"to":"Grace","grams":1200}', 'GET /parcels/p9']);
  });

  test('sends any request', async () => {
    upstream.answer = { status: 200, body: { ok: true } };
    const { bundles } = await run('makeApiCall', {
      url: '/x',
      method: 'POST',
      qs: [{ key: 'a', value: '1' }],
      body: 'b',
    });
    expect(bundles).toMatchObject([{ statusCode: 200, body: { ok: true } }]);
    expect(sent()).toEqual(['POST /x?a=1 b']);
  });

  test('the tests of its functions pass', () => {
    const results = runFunctionTests(parcels.functions, evaluationOf({}));
    expect(results.map(({ passed }) => passed)).toEqual([true, true]);
  });
});

describe('an app in the layout of exports', () => {
  const connection = { url: '', token: 't' };

  test('loads without findings, with types as numbers and words', () => {
    expect(rooms.findings).toEqual([]);
    expect(rooms).toMatchObject({ name: 'room-booking', label: 'Room booking', version: '3', leftOut: [] });
    expect([...rooms.modules.values()].map(({ name, moduleType }) => [name, moduleType])).toEqual([
      ['bookRoom', 'action'],
      ['bookingChanged', 'instant_trigger'],
      ['watchBookings', 'trigger'],
    ]);
  });

  test('an action sends what its form holds', async () => {
    upstream.answerTo = ({ path }) =>
      path === '/rooms'
        ? { status: 200, body: [{ id: 'r1', name: 'Blue' }] }
        : { status: 201, body: { id: 'b1', room: 'r1' } };
    const runtime = createRuntime({ app: rooms, privateOrigins: [upstream.origin] });
    const input = { room: 'r1', from: '2026-05-04T10:00:00Z', guests: ['ada@example.com'] };
    const { bundles } = await runtime
      .runModule({ module: 'bookRoom', input, connection: { ...connection, url: upstream.origin } })
      .finally(() => runtime.close());
    expect(bundles).toEqual([{ id: 'b1', room: 'r1' }]);
    expect(sent().at(-1)).toBe('POST /bookings {"room":"r1","from":"1777888800","guests":["ada@example.com"]}');
  });

  test('its webhook is registered, takes only what is a booking, and is removed', async () => {
    const webhook = rooms.webhooks.get('room-booking')!;
    const runtime = createRuntime({ app: rooms, privateOrigins: [upstream.origin] });
    const registration = {
      app: rooms,
      webhook,
      connection: { ...connection, url: upstream.origin },
      parameters: {},
      url: 'https://example.com/hooks/abc',
    };
    upstream.answer.body = { id: 7 };
    const data = await attachHook(runtime.services, registration);
    await detachHook(runtime.services, { ...registration, data });
    runtime.close();
    expect(sent()).toEqual(['POST /hooks {"url":"https://example.com/hooks/abc"}', 'DELETE /hooks/7']);
    const { services } = runtime;
    const receive = (body: unknown) =>
      webhook.inbound.receive(
        { method: 'POST', query: {}, headers: {}, body, parameters: {} },
        { ...services, limits: services.limits.expression },
      ).items;
    expect(receive({ booking: { id: 1, room: 'r2' } })).toEqual([{ id: 1, room: 'r2' }]);
    expect(receive({ ping: true })).toEqual([]);
  });
});
