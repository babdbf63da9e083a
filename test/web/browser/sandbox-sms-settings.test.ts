import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
}, 60_000);
afterAll(() => stage.close());

const card = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Outbound SMS' }).getByRole('region', { name, exact: true });

test('quiet hours of exactly 12 hours are taken, also past midnight, and longer ones are refused', async () => {
  const page = await stage.open('/sandbox/settings');
  const quiet = card(page, 'Quiet hours');
  await quiet.getByLabel('Begin').fill('20:00');
  await quiet.getByLabel('End').fill('08:01');
  await quiet.getByRole('button', { name: 'Save quiet hours' }).press('Enter');
  await quiet.getByRole('alert').getByText('Quiet hours can be 12 hours at most', { exact: false }).waitFor();
  await expectAccessible(page);
  await quiet.getByLabel('End').fill('08:00');
  await quiet.getByRole('button', { name: 'Save quiet hours' }).press('Enter');
  await page.getByRole('status').getByText('Quiet hours are 20:00 to 08:00.').waitFor();
  await page.getByRole('link', { name: 'Sent SMS' }).click();
  await page.getByText('Quiet hours 20:00 to 08:00.').waitFor();
  await page.getByRole('link', { name: 'Change quiet hours' }).click();
  await quiet.getByRole('button', { name: 'Have none' }).click();
  await page.getByRole('status').getByText('There are no quiet hours.').waitFor();
  expect(await quiet.getByLabel('Begin').inputValue()).toBe('');
  expectNoTrouble(page);
}, 60_000);

test('signatures are added with a fixed text, take over the default, and one name is there once', async () => {
  const page = await stage.open('/sandbox/settings?theme=dark', PHONE);
  const signatures = card(page, 'Signatures');
  await signatures.getByRole('button', { name: 'Add a signature' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a signature' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Short');
  await dialog.getByRole('combobox', { name: 'Department' }).click();
  await page.getByRole('option', { name: 'Support' }).click();
  await dialog.getByRole('combobox', { name: 'Text' }).click();
  expect(await page.getByRole('option').count()).toBe(6);
  await page.getByRole('option').nth(1).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('alert').getByText('There is a signature called "Short" already', { exact: false }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('<i>New</i>');
  await dialog.getByRole('checkbox', { name: 'Default for mass messages' }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const list = signatures.getByRole('list', { name: 'Signatures' });
  await list
    .getByRole('listitem')
    .filter({ hasText: '<i>New</i>' })
    .getByText(/Default for mass messages\.$/)
    .waitFor();
  await list
    .getByRole('listitem')
    .filter({ hasText: 'Short' })
    .getByText(/Default for triggered messages\.$/)
    .waitFor();
  await signatures.getByRole('button', { name: 'Edit <i>New</i>' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit <i>New</i>' });
  await edit.getByRole('textbox', { name: 'Name' }).fill('Newer');
  await edit.getByRole('button', { name: 'Save' }).click();
  await signatures.getByRole('button', { name: 'Remove Newer' }).click();
  await page.getByRole('status').getByText('Newer is removed.').waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('types of phone numbers are added and switched, and one that is in use stays', async () => {
  const page = await stage.open('/sandbox/settings');
  const types = card(page, 'Phone number types');
  await types.getByRole('button', { name: 'Remove Home' }).click();
  await page
    .getByRole('status')
    .getByText(/Phone numbers of this type exist/)
    .waitFor();
  await types.getByRole('switch', { name: 'SMS-capable: Mobile' }).click({ force: true });
  await page.getByRole('status').getByText('Mobile is saved.').waitFor();
  await card(page, 'Sending').getByText('Mark a phone number type as SMS-capable.', { exact: false }).waitFor();
  await expectAccessible(page);
  await types.getByRole('switch', { name: 'SMS-capable: Mobile' }).click({ force: true });
  await types.getByRole('button', { name: 'Add a type' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a phone number type' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Satellite');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await types.getByRole('switch', { name: 'SMS-capable: Satellite' }).waitFor();
  await types.getByRole('button', { name: 'Remove Satellite' }).click();
  await types.getByRole('switch', { name: 'SMS-capable: Satellite' }).waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);

test('segments are calculated by both rules with the signature, and the balance decides whether a text goes out', async () => {
  const page = await stage.open('/sandbox/settings?theme=dark');
  const calculator = card(page, 'Segment calculator');
  await calculator.getByRole('textbox', { name: 'Text' }).fill('a'.repeat(161));
  const facts = calculator.getByLabel('Segments', { exact: true });
  await facts.getByText('As phones count (GSM-7)').waitFor();
  expect(await facts.innerText()).toMatch(/Segments\s+2\s+Cost of one text\s+\$0\.04/);
  await calculator.getByRole('textbox', { name: 'Text' }).fill('Grüße 🐾');
  await facts.getByText('As phones count (UCS-2)').waitFor();
  await calculator.getByRole('combobox', { name: 'Signature' }).click();
  await page.getByRole('option', { name: 'Questions' }).click();
  await expectAccessible(page);
  const balance = card(page, 'Balance');
  await balance.getByText('$25.00').waitFor();
  await balance.getByRole('textbox', { name: 'New balance, dollars' }).fill('0');
  await balance.getByRole('button', { name: 'Set the balance' }).click();
  await balance.getByText('$0.00', { exact: true }).waitFor();
  await sandboxControl(stage, 'POST', '/outbound/triggered_messages', { trigger: 'invoice_created', account_id: 2 });
  await page.getByRole('link', { name: 'Sent SMS' }).click();
  await page.getByRole('button', { name: 'Move the time on 5 minutes' }).click();
  await page
    .getByRole('row', { name: /^Matt Example/ })
    .getByText('Insufficient funds')
    .waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('the token of a user is shown on request and opens the service', async () => {
  const page = await stage.open('/sandbox/settings', PHONE);
  const access = card(page, 'Access');
  const address = await access.getByText(/^http:.*\/outbound$/).innerText();
  await access.getByRole('button', { name: 'Show the token of Ben Barker' }).press('Enter');
  const token = await access.getByText(/^outbound_viewer_token/).innerText();
  const call = (path: string, method = 'GET') =>
    fetch(`${address}/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  expect((await call('/messages')).status).toBe(200);
  expect((await call('/mass_messages', 'POST')).status).toBe(403);
  await access.getByText('View SMS messages').waitFor();
  await expectAccessible(page);
}, 60_000);

test('each instance has settings of its own, and the page survives a server that is gone for a while', async () => {
  const page = await stage.open('/sandbox/settings?instance=acme-fiber');
  const sending = card(page, 'Sending');
  await sending.getByRole('combobox', { name: 'Time zone of the system' }).waitFor();
  expect(await sending.getByRole('combobox', { name: 'Time zone of the system' }).inputValue()).toBe(
    'America/New_York',
  );
  await stage.stopServer();
  await sending.getByRole('switch', { name: 'Outbound SMS is switched on' }).click({ force: true });
  await page.getByText('The server of Sonar Connect does not answer.', { exact: false }).first().waitFor();
  await stage.startServer();
  await sending.getByRole('switch', { name: 'Outbound SMS is switched on' }).click({ force: true });
  await sending.getByText('Switch outbound SMS on in the settings.', { exact: false }).waitFor();
  const settings = (await sandboxControl(stage, 'GET', '/outbound/settings')) as { enabled: boolean };
  expect(settings.enabled).toBe(true);
}, 60_000);
