import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createManualClock } from '../../../src/core/clock.ts';
import type { ManualClock } from '../../../src/core/clock.ts';
import { outboundSchema } from '../../../src/sandbox/outbound/outbound-schema.ts';
import type { OutboundMessage } from '../../../src/sandbox/outbound/outbound-schema.ts';
import { OUTBOUND_SEED } from '../../../src/sandbox/outbound/outbound-seed.ts';
import { createOutbound, OUTBOUND_MESSAGES_KEPT } from '../../../src/sandbox/outbound/outbound-world.ts';
import { START } from '../stage.ts';
import { openOutbound, TOKENS } from './outbound-stage.ts';

let folder: string;
let file: string;
let clock: ManualClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbound-'));
  file = join(folder, 'world.json');
  clock = createManualClock(START);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openOutbound({ file, clock });
const TRIGGERED = { trigger: 'payment_failed', account_id: 2 };
const NOW = '2026-03-01T12:00:00.000Z';
const TEXT: Omit<OutboundMessage, 'id'> = {
  kind: 'triggered',
  account_id: 2,
  contact_id: 4,
  recipient: { name: 'Matt Example', contact_type: 'Primary' },
  related_entity: { kind: 'account', id: 2, name: 'Example Bakery' },
  phone_number: '+15105550123',
  sending_number: '+17575550101',
  body: 'Hello',
  segments: 1,
  charge_cents: 0,
  status: 'Pending',
  reject_reason: null,
  saved_message: null,
  mass_message_id: null,
  held_until: null,
  next_at: NOW,
  created_at: NOW,
  updated_at: NOW,
};

test('everything is there again after a restart, and a text that was held leaves at its time', async () => {
  const first = await open();
  await first.call('POST', '/quiet_hours', { start: '05:00', end: '07:00' });
  await first.call('POST', '/triggered_messages', TRIGGERED);
  await first.page('POST', '/replies', { from: '+13105550142', text: 'STOP' });
  await first.sandbox.close();
  const second = await open();
  expect((await second.call('GET', '/messages')).body).toMatchObject({
    total: 1,
    quiet_hours: { start: '05:00', end: '07:00' },
    messages: [{ id: 1, status: 'Pending', held_until: '2026-03-01T13:00:00.000Z' }],
  });
  expect((await second.page('GET', '/accounts?search=dana')).body).toMatchObject({
    accounts: [{ contacts: [{ stopped: true }, { stopped: false }, {}] }],
  });
  await second.pass(3660);
  expect((await second.call('GET', '/messages')).body).toMatchObject({ messages: [{ status: 'Delivered' }] });
  await second.call('POST', '/triggered_messages', TRIGGERED);
  expect((await second.call('GET', '/messages?limit=1')).body).toMatchObject({ messages: [{ id: 2 }] });
  await second.sandbox.close();
});

test('a text that came due while the sandbox was off goes on when it starts', async () => {
  const first = await open();
  await first.call('POST', '/triggered_messages', TRIGGERED);
  await first.pass(0);
  await first.sandbox.close();
  clock = createManualClock(START + 3_600_000);
  const second = await open();
  await second.pass(30);
  expect((await second.call('GET', '/messages')).body).toMatchObject({ messages: [{ status: 'Delivered' }] });
  await second.sandbox.close();
});

test('a reset brings the beginning back, and texts of before do not go on', async () => {
  const stage = await open();
  await stage.call('POST', '/quiet_hours', { start: '05:00', end: '07:00' });
  await stage.call('POST', '/triggered_messages', TRIGGERED);
  await stage.control('POST', '/reset');
  expect((await stage.call('GET', '/messages')).body).toMatchObject({ total: 0, quiet_hours: null });
  await stage.pass(7200);
  expect((await stage.call('GET', '/billing')).body).toMatchObject({ balance_cents: 2500, messages: 0 });
  await stage.sandbox.close();
});

test('the tokens of the beginning are not in the file, and open the service after a restart all the same', async () => {
  const first = await open();
  await first.call('GET', '/settings');
  await first.sandbox.close();
  const text = readFileSync(file, 'utf8');
  for (const token of Object.values(TOKENS)) expect(text).not.toContain(token);
  const second = await open();
  for (const user of ['admin', 'viewer', 'fiber'] as const) {
    expect((await second.call('GET', '/settings', undefined, user)).status).toBe(200);
  }
  await second.sandbox.close();
});

test('a world from before there were outbound texts gets what a new one begins with', async () => {
  await (await open()).sandbox.close();
  const { outbound: _outbound, ...older } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify(older));
  const stage = await open();
  expect((await stage.call('GET', '/accounts')).body).toMatchObject({ total: 4 });
  await stage.sandbox.close();
});

test('the newest finished texts of an instance are kept, and every one that is under way', () => {
  const [instance] = createOutbound(outboundSchema.parse(OUTBOUND_SEED)).instances;
  if (instance === undefined) throw new Error('no instance');
  const waiting = instance.addMessage(TEXT);
  for (let count = 0; count < OUTBOUND_MESSAGES_KEPT + 3; count += 1) instance.finish(instance.addMessage(TEXT));
  expect([...instance.messages.keys()].slice(0, 2)).toEqual([waiting.id, waiting.id + 4]);
  expect(instance.messages.size).toBe(OUTBOUND_MESSAGES_KEPT + 1);
  expect([...instance.underWay.values()]).toEqual([waiting]);
});
