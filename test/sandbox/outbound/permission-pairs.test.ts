import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Permission } from '../../../src/sandbox/outbound/outbound-schema.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

const CREATE = 'Create a new SMS message';
const VIEW = 'View SMS messages';
const SETTINGS = 'Update the SMS settings';
const MISC = 'Update the misc. settings';

const TRIGGERED = { trigger: 'invoice_created', account_id: 2 };
const MASS = {
  saved_message: 'Unplanned Outage (no restoration ETA)',
  outage_start: '2026-03-01T11:00:00Z',
  confirm: true,
};

let folder: string;
let stage: OutboundStage | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbound-'));
});
afterEach(async () => {
  await stage?.sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A sandbox whose second user, who may only view at first, has these permissions instead. */
async function openFor(...permissions: Permission[]): Promise<OutboundStage> {
  const file = join(folder, 'world.json');
  const first = await openOutbound({ file });
  await first.sandbox.close();
  const world = readFileSync(file, 'utf8');
  const changed = world.replace(
    /"permissions":\s*\[\s*"View SMS messages"\s*\]/,
    () => `"permissions": ${JSON.stringify(permissions)}`,
  );
  expect(changed).not.toBe(world);
  writeFileSync(file, changed);
  return openOutbound({ file });
}

const lacks = (permission: string) => ({
  status: 403,
  body: { error: `Ben Barker lacks the permission "${permission}"` },
});

describe('to send needs both to create and to view messages', () => {
  test.each([
    ['/triggered_messages', TRIGGERED],
    ['/mass_messages', MASS],
    ['/messages', { contact_id: 4, text: 'Hello' }],
  ])('%s with one of them is refused', async (path, body) => {
    stage = await openFor(CREATE);
    expect(await stage.call('POST', path, body, 'viewer')).toMatchObject(lacks(VIEW));
    expect(await stage.call('GET', '/messages', undefined, 'viewer')).toMatchObject(lacks(VIEW));
  });

  test.each([
    ['/triggered_messages', TRIGGERED],
    ['/mass_messages', MASS],
  ])('%s with both is done, without a permission for the settings', async (path, body) => {
    stage = await openFor(CREATE, VIEW);
    expect((await stage.call('POST', path, body, 'viewer')).status).toBe(202);
    const hours = { start: '21:00', end: '08:00' };
    expect(await stage.call('POST', '/quiet_hours', hours, 'viewer')).toMatchObject(lacks(SETTINGS));
  });
});

test('to set triggers needs the misc. settings besides; quiet hours do not', async () => {
  stage = await openFor(SETTINGS);
  const trigger = { trigger: 'invoice_created', enabled: false };
  expect(await stage.call('POST', '/triggers', trigger, 'viewer')).toMatchObject(lacks(MISC));
  expect((await stage.call('POST', '/quiet_hours', { start: '21:00', end: '08:00' }, 'viewer')).status).toBe(200);
  await stage.sandbox.close();
  rmSync(join(folder, 'world.json'));
  stage = await openFor(SETTINGS, MISC);
  expect((await stage.call('POST', '/triggers', trigger, 'viewer')).status).toBe(200);
});

test('a Super Admin has every permission without being given one', async () => {
  stage = await openFor(VIEW, SETTINGS);
  expect((await stage.call('POST', '/triggered_messages', TRIGGERED)).status).toBe(202);
  expect((await stage.call('POST', '/mass_messages', MASS)).status).toBe(202);
  expect((await stage.call('POST', '/quiet_hours', { start: '21:00', end: '08:00' })).status).toBe(200);
  expect((await stage.call('POST', '/triggers', { trigger: 'invoice_created', enabled: false })).status).toBe(200);
});
