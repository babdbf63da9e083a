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

/** Has an occasion come up from the page. */
async function trigger(page: Page, occasion: string, account: string): Promise<void> {
  await page.getByRole('button', { name: 'Trigger a message' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trigger a message' });
  await dialog.getByRole('combobox', { name: 'What happens' }).click();
  await page.getByRole('option', { name: occasion, exact: true }).click();
  await dialog.getByRole('combobox', { name: /^(Account|Network site)$/ }).click();
  await page.getByRole('option', { name: account, exact: true }).click();
  await dialog.getByRole('button', { name: 'Trigger', exact: true }).click();
}

test('a triggered text is listed in the documented columns, viewed, delivered in time, and found again', async () => {
  const page = await stage.open('/sandbox/sms');
  await page.getByText('No texts yet.', { exact: false }).waitFor();
  await page
    .getByRole('region', { name: 'Quiet hours' })
    .getByText('No quiet hours are set.', { exact: false })
    .waitFor();
  await expectAccessible(page);
  await trigger(page, 'Invoice Created', 'Whitfield Household');
  await page.getByRole('status').getByText('2 messages on the way. Left out: SMS Opt In is not ticked (1).').waitFor();
  const table = page.getByRole('table', { name: 'Sent SMS' });
  const headings = await table.getByRole('columnheader').allInnerTexts();
  expect(headings).toEqual([
    'Recipient',
    'Related entity',
    'Phone number',
    'Body',
    'Status',
    'Reject reason',
    'Created',
  ]);
  const dana = table.getByRole('row', { name: /^Dana Whitfield Primary Whitfield Household \+13105550142/ });
  await dana.getByRole('button', { name: 'View the text to Dana Whitfield' }).press('Enter');
  const view = page.getByRole('dialog', { name: 'Text to Dana Whitfield' });
  await view.getByText('A new invoice for Whitfield Household is ready.', { exact: false }).waitFor();
  await view.getByText('Triggered message: Invoice Created').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Move the time on 5 minutes' }).click();
  await dana.getByText('Delivered').waitFor();
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Search texts' }).fill('nobody like that');
  await page.getByText('No text is like that.').waitFor();
  await page.getByRole('searchbox', { name: 'Search texts' }).fill('lee');
  await table.getByRole('row', { name: /^Lee/ }).waitFor();
  expect(await table.getByRole('row').count()).toBe(2);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await page.getByText('No text is like that.').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a mass message needs its times, is counted before it is confirmed, and goes out', async () => {
  const page = await stage.open('/sandbox/sms?theme=dark');
  await page.getByRole('button', { name: 'Send a mass message' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send a mass message' });
  const count = dialog.getByRole('button', { name: 'Count whom it reaches' });
  expect(await count.isDisabled()).toBe(true);
  await dialog.getByRole('combobox', { name: 'Saved message' }).click();
  await page.getByRole('option', { name: 'Planned Outage', exact: true }).click();
  await count.click();
  expect(await dialog.getByText('The text names this time.').count()).toBe(2);
  await dialog.getByLabel('Outage begins').and(page.locator(':focus')).waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Outage begins').fill('2031-05-01T10:00');
  await dialog.getByLabel('Outage ends').fill('2031-05-01T09:00');
  await dialog.getByText('An outage ends after it begins.').waitFor();
  await dialog.getByLabel('Outage ends').fill('2031-05-01T12:00');
  await count.click();
  const confirmation = dialog.getByRole('status');
  await confirmation.getByText('This message goes to 2 accounts.', { exact: false }).waitFor();
  await confirmation.getByText(/^3 contacts, 3 segments, \$0\.06\. Left out: /).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Network site' }).click();
  await page.getByRole('option', { name: 'South Tower' }).click();
  await confirmation.waitFor({ state: 'detached' });
  await count.click();
  await dialog.getByRole('button', { name: 'Send to 1 account' }).click();
  await page.getByRole('status').getByText('On the way to 1 contact of 1 account.').waitFor();
  await page.getByRole('row', { name: /^Matt Example Primary Example Bakery/ }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('what the service refuses is said in the dialog, and nothing is sent', async () => {
  await sandboxControl(stage, 'POST', '/outbound/settings', { enabled: false });
  const page = await stage.open('/sandbox/sms');
  await trigger(page, 'Payment Failed', 'Example Bakery');
  const dialog = page.getByRole('dialog', { name: 'Trigger a message' });
  await dialog.getByRole('alert').getByText('Switch outbound SMS on in the settings.', { exact: false }).waitFor();
  await expectAccessible(page);
  await sandboxControl(stage, 'POST', '/outbound/settings', { enabled: true });
  await dialog.getByRole('button', { name: 'Trigger', exact: true }).click();
  await page.getByRole('status').getByText('1 message on the way.').waitFor();
}, 60_000);

test('contacts opt in and out, a carrier refuses, and STOP holds in all instances', async () => {
  const page = await stage.open('/sandbox/sms', PHONE);
  await page.getByRole('tab', { name: 'Contacts' }).click();
  const kim = page.getByRole('row', { name: /^Kim Whitfield/ });
  await kim.getByText('SMS Opt In is not ticked.').waitFor();
  await page.getByRole('switch', { name: 'SMS Opt In: Kim Whitfield' }).click({ force: true });
  await kim.getByText('Reached').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Phone of Kim Whitfield' }).click();
  const phone = page.getByRole('dialog', { name: 'Phone of Kim Whitfield' });
  await phone.getByRole('combobox', { name: 'The carrier' }).click();
  await page.getByRole('option', { name: /30006/ }).click();
  await expectAccessible(page);
  await phone.getByRole('textbox', { name: 'Text' }).fill('Who is <b>this</b>?');
  await phone.getByRole('button', { name: 'Text back' }).click();
  await page.getByRole('status').getByText('The text reaches nobody.').waitFor();
  await trigger(page, 'Appointment Scheduled', 'Whitfield Household');
  await page.getByRole('button', { name: 'Move the time on 5 minutes' }).click();
  await page.getByRole('tab', { name: 'Texts' }).click();
  await page
    .getByRole('row', { name: /^Kim Whitfield/ })
    .getByText('Failed')
    .waitFor();
  await page.getByRole('tab', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Phone of Dana Whitfield' }).click();
  await page
    .getByRole('dialog', { name: 'Phone of Dana Whitfield' })
    .getByRole('button', { name: 'Text back' })
    .click();
  await page
    .getByRole('status')
    .getByText(/^STOP: no more texts to 2 contacts with \+13105550142/)
    .waitFor();
  await page
    .getByRole('row', { name: /^Dana Whitfield/ })
    .getByText('The number replied STOP.')
    .waitFor();
  await page.getByRole('combobox', { name: 'Instance' }).click();
  await page.getByRole('option', { name: 'Acme Fiber' }).click();
  await page.getByRole('tab', { name: 'Contacts' }).click();
  await page
    .getByRole('row', { name: /^Dana Whitfield Primary .*Whitfield Studio/ })
    .getByText('replied STOP')
    .waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expectNoTrouble(page);
}, 60_000);
