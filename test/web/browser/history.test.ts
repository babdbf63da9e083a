import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { runToEnd, sandboxCalls, sandboxControl, startingWith, storeScenario } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const FAULT = { match: { method: 'POST', path: '/api/v1/messages*' }, status: 400, times: 1 };

let stage: WebStage;
let scenarioId: string;

beforeAll(async () => {
  stage = await openWebStage();
  scenarioId = await storeScenario(stage, 'Greet by hand', [
    startingWith({ phone: '+13105557001' }),
    { module: 'sonar:createUpdateCustomer', mapper: { phoneNumber: '{{1.phone}}' } },
    { module: 'sonar:sendMessage', mapper: { phoneNumber: '{{1.phone}}', text: 'Hello there' } },
  ]);
}, 60_000);
afterAll(() => stage.close());

async function failedRun(): Promise<string> {
  await sandboxControl(stage, 'POST', '/faults', FAULT);
  return runToEnd(stage, scenarioId);
}

async function written(path: string): Promise<number> {
  return (await sandboxCalls(stage)).filter((call) => call.method === 'POST' && call.path.startsWith(path)).length;
}

test('runs are listed, narrowed down by status and scenario, and the filters stay in the address', async () => {
  await failedRun();
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await runToEnd(stage, scenarioId);
  const page = await stage.open('/history');
  const runs = page.getByRole('table', { name: 'Runs' });
  await runs.getByText('Error').waitFor();
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Success' }).click();
  await runs.getByText('Error').waitFor({ state: 'detached' });
  await page.reload();
  await runs.getByText('Success').first().waitFor();
  expect(await runs.getByText('Error').count()).toBe(0);
  await page.getByRole('combobox', { name: 'Started by' }).click();
  await page.getByRole('option', { name: 'Schedule' }).click();
  await page.getByText('No runs in this period, or of this kind.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await runs.getByText('Error').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a new run appears in the list by itself', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}/history`);
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');
  await rows.nth(1).waitFor();
  const before = await rows.count();
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await runToEnd(stage, scenarioId);
  await rows.nth(before).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a run shows its operations with the reason of the failure, by keyboard', async () => {
  const id = await failedRun();
  const page = await stage.open(`/history/${id}?theme=dark`);
  const failure = page.getByRole('region', { name: 'What went wrong' });
  await failure.getByText('the service answered 400').waitFor();
  await page.getByRole('region', { name: 'HTTP request' }).getByText('[secret]').waitFor();
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'Modules of the run' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  const tree = page.getByRole('tree', { name: 'Output bundle 1' });
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.getByRole('region', { name: 'Selected item' }).getByText('+13105557001').waitFor();
  await page.getByRole('searchbox', { name: 'Find in bundle' }).fill('+1310');
  await page.getByText('1 found').waitFor();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(stage.token);
  expectNoTrouble(page);
}, 60_000);

test('a replay from the failed module does nothing twice', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  const id = await failedRun();
  const [customers, messages] = [await written('/api/v1/customers'), await written('/api/v1/messages')];
  const page = await stage.open(`/scenarios/${scenarioId}/history/${id}`);
  await page.getByRole('button', { name: 'Replay' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replay run' });
  expect(await dialog.getByRole('radio', { name: 'From the failed module' }).isChecked()).toBe(true);
  const done = dialog.getByRole('region', { name: 'Already done in this run and would be repeated' });
  await done.getByText('2 Create / Update a Customer').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('status').getByText('Replay started').waitFor();
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByText('Runs again').waitFor();
  await page
    .getByRole('button', { name: /2 Create \/ Update a Customer/ })
    .getByText('Skipped')
    .waitFor();
  expect(await written('/api/v1/customers')).toBe(customers);
  expect(await written('/api/v1/messages')).toBe(messages + 1);
  expectNoTrouble(page);
}, 60_000);

test('a request whose answer never came is settled by a person', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await sandboxControl(stage, 'POST', '/faults', { match: FAULT.match, cutConnection: true, times: 1 });
  const id = await runToEnd(stage, scenarioId);
  const page = await stage.open(`/history/${id}?theme=dark`);
  const doubts = page.getByRole('region', { name: 'Requests in doubt' });
  await doubts.getByText('3 Send a Message').waitFor();
  await expectAccessible(page);
  await doubts.getByRole('button', { name: 'It was carried out' }).click();
  await page.getByRole('status').getByText('It counts as carried out.').waitFor();
  await doubts.waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);

test('several runs are replayed at once, and what was done is left out', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  const customers = await written('/api/v1/customers');
  const page = await stage.open(`/scenarios/${scenarioId}/history?status=success`);
  await page.getByRole('checkbox', { name: 'Select all of Runs' }).click({ force: true });
  await page.getByRole('button', { name: /^Replay \d+ runs?$/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Replay \d+ runs?\?$/ });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await page
    .getByRole('status')
    .getByText(/\d+ runs? replayed/)
    .waitFor();
  expect(await written('/api/v1/customers')).toBe(customers);
  expectNoTrouble(page);
}, 60_000);

test('the runs of the filter are downloaded as CSV', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}/history?status=error`);
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'As CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('runs.csv');
  await page
    .getByRole('status')
    .getByText(/runs were downloaded as CSV/)
    .waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a run that is not known says so', async () => {
  const page = await stage.open('/history/run_unknown');
  await page.getByRole('alert').getByText('There is no execution run_unknown.').waitFor();
  await expectAccessible(page);
}, 60_000);

test('on a phone everything is in one column', async () => {
  const id = await failedRun();
  const page = await stage.open('/history', PHONE);
  await page.getByRole('table', { name: 'Runs' }).getByText('Error').first().waitFor();
  await expectAccessible(page);
  await page.goto(`${stage.url}/history/${id}`);
  await page.getByRole('region', { name: 'What went wrong' }).waitFor();
  await expectAccessible(page);
  const width = await page.evaluate(() => document.querySelector('main')?.scrollWidth ?? 0);
  expect(width).toBeLessThanOrEqual(390);
  expectNoTrouble(page);
}, 60_000);
