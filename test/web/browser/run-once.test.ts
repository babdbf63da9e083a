import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxCalls, sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
let scenarioId: string;
let hookAddress: string;

beforeAll(async () => {
  stage = await openWebStage();
  const [scenario] = (await stage.call('GET', '/scenarios'))['data'] as { id: string }[];
  const [hook] = (await stage.call('GET', '/hooks'))['data'] as { url: string }[];
  scenarioId = scenario?.id ?? '';
  hookAddress = hook?.url ?? '';
}, 60_000);
afterAll(() => stage.close());

const waiting = (page: Page) => page.getByText('Waiting for a delivery to Watch New Customer');
const finished = (page: Page) => page.getByRole('status').getByText('Run finished');

/** Runs once with an event of the sandbox that is sent from the page. */
async function runWithEvent(page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await waiting(page).waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send a test event' });
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(phone);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await finished(page).waitFor();
}

/** Opens the results of a module. */
async function inspect(page: Page, module: RegExp): Promise<void> {
  await page.getByRole('button', { name: module }).click();
}

test('run once waits, takes a test event, and shows what the sandbox got; the token is nowhere', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // The stream of events never ends, and the sandbox itself says its well-known token.
    if (!/\/events$|^\/sandbox-api/.test(pathname)) answers.push(response.text().catch(() => ''));
  });
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await waiting(page).waitFor();
  await page.getByText('Waiting', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByRole('textbox', { name: 'Phone number' }).fill('+13105556001');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Run finished: 2 operations.').waitFor();
  await inspect(page, /^Output of 2 Send a Message: 1 operation, 1 bundle/);
  await page.getByText('Operation 1 of 1').waitFor();
  await page.getByRole('button', { name: 'HTTP request' }).click();
  await page.getByRole('radiogroup', { name: 'View of Request body' }).getByText('As sent').click();
  const shown = await page.getByRole('region', { name: 'Request body' }).textContent();
  const sent = (await sandboxCalls(stage)).find(({ path }) => path.startsWith('/api/v1/messages'));
  expect(shown).toBe(sent?.body);
  expect(shown).toContain('+13105556001');
  await expectAccessible(page);
  expect(await page.content()).not.toContain(stage.token);
  expect((await Promise.all(answers)).filter((text) => text.includes(stage.token))).toEqual([]);
  expectNoTrouble(page);
}, 90_000);

test('waiting is stopped, and nothing was run', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}?theme=dark`);
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await waiting(page).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('status').getByText('Stopped waiting.').waitFor();
  await page.getByText('Not run yet').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a stored delivery is run again', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  await page.getByRole('button', { name: 'More ways to run' }).click();
  await page.getByRole('menuitem', { name: 'Use a stored delivery…' }).click();
  await page.getByRole('table', { name: 'Stored deliveries' }).waitFor();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /^Use whd_/ })
    .first()
    .click();
  await finished(page).waitFor();
  await page.getByRole('button', { name: /^Output of 1/ }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a pinned output stands in for the module, and is kept over a reload', async () => {
  await sandboxControl(stage, 'POST', '/clock', { advanceMs: 60_000 });
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await runWithEvent(page, '+13105556002');
  await inspect(page, /^Output of 2 Send a Message/);
  await page.getByRole('button', { name: 'Pin output' }).click();
  await page.getByRole('status').getByText('Output pinned').waitFor();
  await page.reload();
  const messages = (await sandboxCalls(stage)).filter(({ path }) => path.startsWith('/api/v1/messages')).length;
  await page.getByRole('button', { name: 'More ways to run' }).click();
  await page.getByRole('menuitem', { name: 'Replay the last run’s bundle' }).click();
  await finished(page).waitFor();
  await inspect(page, /^Output of 2 Send a Message/);
  await page.getByText('Pinned output, the module was not called').waitFor();
  const after = (await sandboxCalls(stage)).filter(({ path }) => path.startsWith('/api/v1/messages')).length;
  expect(after).toBe(messages);
  await page.getByRole('button', { name: 'Unpin output' }).click();
  await page.getByRole('button', { name: 'Pin output' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a bundle of 5 MB comes as its beginning, and whole when it is asked for', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`);
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await waiting(page).waitFor();
  const customer = { phone_number: '+13105556003', subscribed: false, first_name: 'x'.repeat(5_000_000) };
  const body = JSON.stringify({ uuid: 'large', action: 'customer_created', customer });
  await fetch(hookAddress, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await page.getByRole('status').getByText('Run finished: 1 operation, 1 bundle filtered out.').waitFor();
  await inspect(page, /^Output of 1 Watch New Customer/);
  await page.getByText('The history keeps the first 64 KB of a bundle').waitFor();
  await page.getByRole('treeitem', { name: /^first_name/ }).click();
  await page.getByText('Part 1 of 4').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Load the whole bundle' }).click();
  await page.getByRole('treeitem', { name: /^first_name/ }).click();
  await page.getByText('Part 1 of 250').waitFor();
  expect((await page.content()).length).toBeLessThan(1_000_000);
  expectNoTrouble(page);
}, 60_000);

test('on a phone the run bar and the details are usable', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}`, PHONE);
  await page.getByRole('button', { name: 'Show details' }).click();
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('list', { name: 'Log' }).getByText('1 Watch New Customer: success').waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Request/response' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the run details' }).click();
  await page.getByRole('button', { name: 'Run once', exact: true }).waitFor();
  expectNoTrouble(page);
}, 60_000);
