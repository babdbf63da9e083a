import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { runToEnd, sandboxCalls, sandboxControl, startingWith, storeScenario } from './run-scenarios.ts';

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

const details = (page: Page) => page.getByRole('region', { name: 'Run details' });

async function writes(path: string): Promise<number> {
  return (await sandboxCalls(stage)).filter((call) => call.method === 'POST' && call.path.startsWith(path)).length;
}

/** One more run; the same text to the same person has to be some time apart. */
async function runAgain(): Promise<void> {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await runToEnd(stage, scenarioId);
}

test('a failed run says why, leads to the field, and is retried without doing anything twice', async () => {
  await sandboxControl(stage, 'POST', '/faults', FAULT);
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await page.getByRole('status').getByText('Run finished with an error: 3 operations.').waitFor();
  const customers = await writes('/api/v1/customers');
  await page.getByRole('button', { name: 'Show details' }).click();
  const failure = details(page).getByRole('region', { name: 'What went wrong' });
  await failure.getByText('the service answered 400').waitFor();
  await expectAccessible(page);
  await failure.getByRole('button', { name: 'Open field' }).click();
  await page.getByRole('textbox', { name: 'Phone Number' }).first().waitFor();
  await failure.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('region', { name: 'Run bar' }).getByText('Success').waitFor();
  await details(page)
    .getByRole('button', { name: /2 Create \/ Update a Customer/ })
    .getByText('Skipped')
    .waitFor();
  expect(await writes('/api/v1/customers')).toBe(customers);
  expectNoTrouble(page);
}, 60_000);

test('the results of the last run are there when the scenario is opened, until they are cleared', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}?theme=dark`);
  await page.getByRole('button', { name: /^Output of 3 Send a Message/ }).waitFor();
  await page.getByRole('button', { name: 'Clear results' }).click();
  await page.getByText('Not run yet').waitFor();
  await page.getByRole('button', { name: 'Show details' }).click();
  await details(page).getByText('Not run yet. Run once').waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('the details are resized with the keyboard and the mouse, and keep their height', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: 'Show details' }).click();
  const edge = page.getByRole('separator', { name: 'Height of the run details' });
  const height = async (): Promise<number> => Number(await edge.getAttribute('aria-valuenow'));
  const before = await height();
  await edge.focus();
  await page.keyboard.press('ArrowUp');
  expect(await height()).toBe(before + 40);
  const box = await edge.boundingBox();
  if (box === null) throw new Error('the edge is not shown');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 60);
  await page.mouse.up();
  expect(await height()).toBe(before - 20);
  await page.reload();
  await page.getByRole('button', { name: 'Show details' }).click();
  expect(await height()).toBe(before - 20);
  expectNoTrouble(page);
}, 60_000);

test('a run is stopped in the middle, and what comes behind is not done', async () => {
  const slow = await storeScenario(stage, 'Slow', [
    startingWith({ phone: '+13105557002' }),
    { module: 'util:FunctionSleep', mapper: { duration: 60 } },
    { module: 'sonar:createUpdateCustomer', mapper: { phoneNumber: '{{1.phone}}' } },
  ]);
  const customers = await writes('/api/v1/customers');
  const page = await stage.open(`/scenarios/${slow}`);
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await page.getByText('Running module 2…').waitFor();
  await page.getByRole('button', { name: 'Show details' }).click();
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('list', { name: 'Log' }).getByText('Run started').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('status').getByText('Run stopped').waitFor();
  expect(await writes('/api/v1/customers')).toBe(customers);
  expectNoTrouble(page);
}, 60_000);

test('a bundle is looked at as a tree, a table and JSON, and the choice is kept', async () => {
  await runAgain();
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: /^Output of 2/ }).click();
  const view = page.getByRole('radiogroup', { name: 'View of Output bundle 1' });
  await view.getByText('Table').click();
  await page.getByRole('table', { name: 'Output bundle 1' }).getByText('phone_number').waitFor();
  await expectAccessible(page);
  await view.getByText('JSON').click();
  await page.getByRole('region', { name: 'Output bundle 1 as JSON' }).getByText('"phone_number"').waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('button', { name: /^Output of 2/ }).click();
  await page.getByRole('region', { name: 'Output bundle 1 as JSON' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('while results are looked at, a newer run is offered and does not replace them', async () => {
  await runAgain();
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: /^Output of 2/ }).click();
  await details(page).getByText('Operation 1 of 1').waitFor();
  await runAgain();
  await page.getByRole('button', { name: 'Show the newer run' }).click();
  await page.getByRole('button', { name: 'Show the newer run' }).waitFor({ state: 'detached' });
  await details(page).getByText('Operation 1 of 1').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('edits are saved before the run, and the button says so', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('textbox', { name: 'Scenario name' }).fill('Greet by hand, again');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save and run once' }).click();
  await page.getByRole('status').getByText('Run finished: 3 operations.').waitFor();
  expect((await stage.call('GET', `/scenarios/${scenarioId}`))['name']).toBe('Greet by hand, again');
  expectNoTrouble(page);
}, 60_000);

test('a server that is gone is told, and the run bar works again when it is back', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: 'Run once', exact: true }).waitFor();
  await stage.stopServer();
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  const bar = page.getByRole('region', { name: 'Run bar' });
  await bar.getByText('The server of Sonar Connect does not answer.').waitFor();
  await expectAccessible(page);
  await stage.startServer();
  await page.getByText('Not connected. Reconnecting…').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await page.getByRole('status').getByText('Run finished').waitFor();
  expectNoTrouble(page);
}, 90_000);
