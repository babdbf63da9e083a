import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const ONE = '+13105551111';
const DAY_MS = 86_400_000;

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** Chooses an entry of a list of choices. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a fault makes a module fail, is seen in the log, and is used up', async () => {
  const page = await stage.open('/sandbox/webhooks?list=calls');
  const form = page.getByRole('region', { name: 'Make calls fail' });
  await form.getByLabel('Status', { exact: false }).fill('400');
  await choose(page, 'Method', 'POST');
  await form.getByRole('combobox', { name: 'Path' }).fill('/api/v1/messages*');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Set the fault' }).click();
  const set = form.getByRole('list', { name: 'Faults that are set' });
  await set.getByText('POST /api/v1/messages*: answered 400, 1 more time').waitFor();
  await expectAccessible(page);
  const history = await stage.open('/history');
  await sandboxControl(stage, 'POST', '/customers/create', { phone_number: '+13105550177', first_name: 'Nora' });
  await history.getByRole('table', { name: 'Runs' }).getByText('Error').waitFor();
  const call = page.getByRole('row', { name: /POST \/api\/v1\/messages/ });
  await call.getByText('400').waitFor();
  await call.getByText('Fault', { exact: true }).waitFor();
  await set.waitFor({ state: 'detached' });
  await call.getByRole('button').click();
  await page.getByRole('dialog', { name: 'API call' }).getByText('with a fault').waitFor();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(stage.token);
  expectNoTrouble(page);
}, 60_000);

test('faults are removed one by one or all', async () => {
  const page = await stage.open('/sandbox/webhooks?theme=dark', PHONE);
  const form = page.getByRole('region', { name: 'Make calls fail' });
  const set = form.getByRole('list', { name: 'Faults that are set' });
  await choose(page, 'What happens', 'Answer with broken JSON');
  await form.getByRole('textbox', { name: 'How often' }).fill('');
  await form.getByRole('button', { name: 'Set the fault' }).click();
  await set.getByText('All calls: answered with broken JSON, until it is removed').waitFor();
  await choose(page, 'What happens', 'Deliver events twice');
  await form.getByRole('button', { name: 'Set the fault' }).click();
  await set.getByText('Events: delivered twice').waitFor();
  await expectAccessible(page);
  await set.getByRole('button', { name: /^Remove: Events/ }).click();
  await set.getByText('Events: delivered twice').waitFor({ state: 'detached' });
  await form.getByRole('button', { name: 'Set the fault' }).click();
  await form.getByRole('button', { name: 'Remove all faults' }).click();
  await set.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}, 60_000);

test('a campaign is sent for later and goes out when the time is moved on', async () => {
  const page = await stage.open('/sandbox/campaigns');
  await page.getByRole('table', { name: 'Campaigns' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send Winter sale to a customer' }).click();
  const draft = page.getByRole('dialog', { name: 'Send Winter sale' });
  await draft.getByRole('textbox', { name: 'Phone number of the customer' }).fill(ONE);
  await draft.getByRole('button', { name: 'Send', exact: true }).click();
  await draft.getByRole('alert').getByText('Forbidden').waitFor();
  await expectAccessible(page);
  await draft.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Send Test campaign to a customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send Test campaign' });
  await dialog.getByRole('textbox', { name: 'Phone number of the customer' }).fill(ONE);
  await dialog.getByLabel('Send at').fill(new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 16));
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('link', { name: 'Messages' }).click();
  const waiting = page.getByRole('table', { name: 'Scheduled messages' });
  await waiting.getByText('Scheduled', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Webhooks & API log' }).click();
  await page.getByRole('textbox', { name: 'How far' }).fill('5');
  await choose(page, 'Unit of time', 'days');
  await page.getByRole('button', { name: 'Advance' }).click();
  await page.getByText(/ahead of this computer/).waitFor();
  await page.getByRole('status').getByText('The time was moved on.').waitFor();
  await page.getByRole('link', { name: 'Messages' }).click();
  await page
    .getByRole('table', { name: 'Messages', exact: true })
    .getByText('Hi One, Acme Pets has new toys in.')
    .waitFor();
  await waiting.waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);

test('a delivery shows its attempts and what was sent', async () => {
  const page = await stage.open('/sandbox/webhooks?theme=dark');
  await page
    .getByRole('table', { name: 'Deliveries' })
    .getByRole('button', { name: 'customer_created' })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: 'Delivery of customer_created' });
  await drawer.getByRole('table', { name: 'Attempts' }).getByRole('cell', { name: '202', exact: true }).waitFor();
  await drawer.getByRole('tree', { name: 'Payload' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Webhooks' }).click();
  await page.getByRole('table', { name: 'Webhooks' }).getByText('customer_created').waitFor();
  await expectAccessible(page);
}, 60_000);

test('the settings show the secrets when asked, and the account is put into another state', async () => {
  const page = await stage.open('/sandbox/settings');
  await page.getByRole('button', { name: 'Show the Private Token' }).waitFor();
  expect(await page.content()).not.toContain(stage.token);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show the Private Token' }).click();
  await page.getByText(stage.token).waitFor();
  await choose(page, 'State of the account', 'Inactive: every call is refused');
  await page.getByText('Account: inactive').waitFor();
  expect((await fetch(`${stage.sandboxUrl}/api/v1/tags`, { headers: { 'X-Token': stage.token } })).status).toBe(403);
  await choose(page, 'State of the account', 'Active');
  await page.getByText('Account: inactive').waitFor({ state: 'detached' });
  const duplicate = page.getByRole('textbox', { name: 'Status for the same text within 7 seconds' });
  await duplicate.fill('422');
  await duplicate.blur();
  await page.getByRole('status').getByText('Saved.').waitFor();
  expect(await sandboxControl(stage, 'GET', '/company')).toMatchObject({ settings: { duplicateStatus: 422 } });
  expectNoTrouble(page);
}, 60_000);

test('a reset brings the seed back, and scenarios go on', async () => {
  const page = await stage.open('/sandbox/webhooks');
  await page.getByRole('button', { name: 'Reset to the seed' }).click();
  const question = page.getByRole('dialog', { name: 'Reset the sandbox?' });
  await question.waitFor();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('status').getByText('The sandbox begins again.').waitFor();
  await page.getByText('Nothing was delivered yet.').waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Webhooks' }).click();
  await page.getByRole('table', { name: 'Webhooks' }).getByText('customer_created').waitFor();
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('row', { name: /Dana Whitfield/ }).waitFor();
  expect(await page.getByRole('row', { name: /Nora/ }).count()).toBe(0);
  await sandboxControl(stage, 'POST', '/customers/create', { phone_number: '+13105550178', first_name: 'Omar' });
  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByText(/Welcome Omar/).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('without an answer the last good data stays, with the reason', async () => {
  const page = await stage.open('/sandbox/campaigns');
  await page.getByRole('table', { name: 'Campaigns' }).waitFor();
  await stage.stopServer();
  try {
    await page.getByText('The server of Sonar Connect does not answer.').waitFor();
    await page.getByText(/^Showing data from/).waitFor();
    await page.getByRole('table', { name: 'Campaigns' }).waitFor();
    await expectAccessible(page);
  } finally {
    await stage.startServer();
  }
  await page.getByText('The server of Sonar Connect does not answer.').waitFor({ state: 'detached' });
}, 60_000);

test('without a sandbox the page says how to switch it on', async () => {
  const bare = await openWebStage({ demo: false, env: { SONAR_CONNECT_SANDBOX: 'off' } });
  try {
    const page = await bare.open('/sandbox/customers?theme=dark');
    await page
      .getByText(/No sandbox runs beside this server. Start the server with SONAR_CONNECT_SANDBOX=on/)
      .waitFor();
    await expectAccessible(page);
    expectNoTrouble(page);
  } finally {
    await bare.close();
  }
}, 60_000);
