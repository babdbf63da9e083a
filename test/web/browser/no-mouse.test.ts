import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectFocus, pressOn, tabTo } from './keyboard.ts';
import { expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { runToEnd, sandboxCalls, sandboxControl, startingWith, storeScenario } from './run-scenarios.ts';

let stage: WebStage;
let scenarioId: string;
beforeAll(async () => {
  stage = await openWebStage();
  scenarioId = await storeScenario(
    stage,
    'Look up, then write',
    [
      startingWith({ phone: '+13105551111' }),
      { module: 'sonar:getCustomer', mapper: { phoneNumber: '{{1.phone}}' } },
      { module: 'sonar:sendMessage', mapper: { phoneNumber: '{{1.phone}}', text: 'Dear {{2.first_name}}' } },
    ],
    { dlq: true },
  );
}, 60_000);
afterAll(() => stage.close());

async function failedRun(): Promise<string> {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await sandboxControl(stage, 'POST', '/faults', { match: { method: 'GET', path: '/api/v1/customers*' }, status: 503 });
  const id = await runToEnd(stage, scenarioId);
  await sandboxControl(stage, 'DELETE', '/faults');
  return id;
}

async function texts(): Promise<number> {
  const calls = await sandboxCalls(stage);
  return calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/messages')).length;
}

test('from the history through a run and its operations to a replay', async () => {
  const id = await failedRun();
  const before = await texts();
  const page = await stage.open(`/scenarios/${scenarioId}/history`);
  const row = page.getByRole('row').filter({ has: page.locator(`a[href$="${id}"]`) });
  await pressOn(row.getByRole('link').first());
  await page.getByRole('heading', { level: 1, name: 'Run' }).waitFor();
  await expectFocus(page);
  await pressOn(page.getByRole('button', { name: /1 Basic trigger|^1 / }));
  await page.getByRole('heading', { name: /^1 / }).waitFor();
  await expectFocus(page);
  await pressOn(page.getByRole('button', { name: /^2 Get a Customer/ }));
  await page.getByRole('heading', { name: '2 Get a Customer' }).waitFor();
  await pressOn(page.getByRole('button', { name: 'Replay', exact: true }));
  const dialog = page.getByRole('dialog', { name: 'Replay run' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Replay', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await pressOn(dialog.getByRole('button', { name: 'Replay' }));
  await page.getByRole('status').getByText('Replay started').waitFor();
  await expectFocus(page);
  await pressOn(page.getByRole('button', { name: 'Show it' }));
  await page.getByText('Runs again').waitFor();
  await expectFocus(page);
  await expect(texts()).resolves.toBe(before + 1);
  expectNoTrouble(page);
}, 90_000);

test('an incomplete execution is resolved with another output', async () => {
  await failedRun();
  const page = await stage.open(`/scenarios/${scenarioId}/incomplete`);
  await pressOn(page.getByRole('button', { name: /^Resolve/ }));
  const dialog = page.getByRole('dialog', { name: 'Resolve the incomplete execution' });
  await tabTo(dialog.getByRole('textbox', { name: 'Output of 2 Get a Customer' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{"first_name":"Ann"}');
  await pressOn(dialog.getByRole('button', { name: 'Resolve', exact: true }));
  await page.getByRole('status').getByText('Resolved.').waitFor();
  await expectFocus(page);
  expectNoTrouble(page);
}, 90_000);

test('a module is copied from one scenario and pasted into another', async () => {
  const target = await storeScenario(stage, 'Takes a copy', [startingWith({ phone: '1' })]);
  const page = await stage.open(`/scenarios/${scenarioId}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await tabTo(page.getByRole('button', { name: 'Edit 3 Send a Message' }));
  await page.keyboard.press('Control+c');
  await page
    .getByRole('status')
    .getByText(/copied/i)
    .waitFor();
  await page.goto(`${stage.url}/scenarios/${target}`);
  await tabTo(page.getByRole('button', { name: /^Edit 1 / }));
  await page.keyboard.press('Control+v');
  await page.getByRole('button', { name: /^Edit \d Send a Message/ }).waitFor();
  await expectFocus(page);
  expectNoTrouble(page);
}, 90_000);

test('a conflict is settled', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await tabTo(page.getByRole('button', { name: 'Edit 3 Send a Message' }));
  await page.keyboard.press('Control+d');
  await page.getByText('1 unsaved change').waitFor();
  await stage.call('PATCH', `/scenarios/${scenarioId}`, { name: 'Theirs' }, { 'if-match': '"1"' });
  const dialog = page.getByRole('dialog', { name: 'Someone else changed this scenario' });
  await dialog.waitFor();
  await pressOn(dialog.getByRole('button', { name: 'Keep mine' }));
  await dialog.waitFor({ state: 'detached' });
  await expectFocus(page);
  await page.getByText(/^Saved /).waitFor();
  const { blueprint } = await stage.call('GET', `/scenarios/${scenarioId}`);
  expect((blueprint as { flow: unknown[] }).flow).toHaveLength(4);
  expectNoTrouble(page);
}, 90_000);
