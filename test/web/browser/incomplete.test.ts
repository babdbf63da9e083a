import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { runToEnd, sandboxCalls, sandboxControl, startingWith, storeScenario } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const FAULT = { match: { method: 'GET', path: '/api/v1/customers*' }, status: 503 };

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

/** A run that stops at its second module. */
async function stoppedRun(): Promise<void> {
  await sandboxControl(stage, 'POST', '/faults', FAULT);
  await runToEnd(stage, scenarioId);
  await sandboxControl(stage, 'DELETE', '/faults');
  // The same text to the same person has to be some time apart.
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
}

async function lastText(): Promise<unknown> {
  const calls = await sandboxCalls(stage);
  return calls.find(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/messages'))?.body;
}

test('nothing is waiting at first', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}/incomplete`);
  await page.getByText('Nothing is waiting.').waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a run that stopped is retried once the reason is gone', async () => {
  await stoppedRun();
  const page = await stage.open(`/scenarios/${scenarioId}/incomplete`);
  const row = page.getByRole('row', { name: /Unresolved|Scheduled/ });
  await row.getByText('2 Get a Customer').waitFor();
  await expectAccessible(page);
  await row.getByRole('button', { name: /^More actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Retry now' }).click();
  await page.getByRole('table', { name: 'Incomplete executions' }).getByText('Resolved').waitFor();
  expect(String(await lastText())).toContain('Dear One');
  expectNoTrouble(page);
}, 60_000);

test('a run goes on with an output that people write for the failed module', async () => {
  await stoppedRun();
  const page = await stage.open(`/scenarios/${scenarioId}/incomplete?theme=dark`);
  await page.getByRole('button', { name: /^Resolve/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve the incomplete execution' });
  const output = dialog.getByRole('textbox', { name: 'Output of 2 Get a Customer' });
  await output.fill('"Ann"');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await dialog.getByText('A bundle is an object').waitFor();
  await expectAccessible(page);
  await output.fill('{"first_name":"Ann"}');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('status').getByText('Resolved.').waitFor();
  expect(String(await lastText())).toContain('Dear Ann');
  expectNoTrouble(page);
}, 60_000);

test('several are deleted at once, after a question', async () => {
  await stoppedRun();
  await stoppedRun();
  const page = await stage.open(`/scenarios/${scenarioId}/incomplete`, PHONE);
  const table = page.getByRole('table', { name: 'Incomplete executions' });
  await table
    .getByRole('checkbox', { name: /^Select inc_/ })
    .first()
    .click({ force: true });
  await table
    .getByRole('checkbox', { name: /^Select inc_/ })
    .nth(1)
    .click({ force: true });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Delete 2' }).click();
  await page
    .getByRole('dialog', { name: 'Delete 2 incomplete executions?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByRole('status').getByText('2 deleted.').waitFor();
  expectNoTrouble(page);
}, 60_000);
