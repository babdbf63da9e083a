import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl, startingWith, storeScenario } from './run-scenarios.ts';

const HOUR_MS = 3_600_000;
const CAMPAIGN = 'test_campaign_CxkoWx';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** A file of 1,000 customers: a tenth are very important, and one loses a property. */
function customersCsv(): string {
  const rows = Array.from({ length: 1000 }, (_, index) => {
    const number = `+1415555${String(index).padStart(4, '0')}`;
    return `${number},Guest ${index},,${index % 10 === 0 ? 'true' : 'false'},${index === 10 ? 'DELETE' : 'Cat'}`;
  });
  return ['Phone Number,First Name,Assigned To,vip,pet', ...rows].join('\r\n');
}

/** A time of day in Chicago, some hours from now. */
function chicago(hours: number): string {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'America/Chicago' });
  return clock.format(Date.now() + hours * HOUR_MS);
}

/** Has the bakery's payment fail: a triggered text to its only contact. */
async function failPayment(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Trigger a message' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trigger a message' });
  await dialog.getByRole('combobox', { name: 'What happens' }).click();
  await page.getByRole('option', { name: 'Payment Failed' }).click();
  await dialog.getByRole('combobox', { name: 'Account' }).click();
  await page.getByRole('option', { name: 'Example Bakery' }).click();
  await dialog.getByRole('button', { name: 'Trigger', exact: true }).click();
}

test('in one sitting beside the welcome scenario: customers are imported and found, a scenario sends them a campaign, a text waits for the end of quiet hours, and STOP is respected', async () => {
  const page = await stage.open('/sandbox/customers');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const file = { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(customersCsv()) };
  await (await chooser).setFiles(file);
  await page.getByText('1,000 added, 0 changed, 0 refused.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('searchbox', { name: 'Search customers' }).fill('vip:true');
  await page.getByText('50 of 100 shown').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export what was found' }).click();
  const exported = (await readFile(await (await download).path(), 'utf8')).trim().split('\n').slice(1);
  const numbers = exported.map((line) => line.split(',')[0]);
  expect(numbers).toHaveLength(100);

  const id = await storeScenario(stage, 'Campaign for important people', [
    startingWith({ numbers: numbers.join(',') }),
    { module: 'builtin:BasicFeeder', mapper: { array: '{{split(1.numbers; ",")}}' } },
    { module: 'sonar:sendCampaign', mapper: { campaignId: CAMPAIGN, to: '{{2.value}}' } },
  ]);
  await page.goto(`${stage.url}/scenarios/${id}`);
  await page.getByRole('button', { name: 'Run once', exact: true }).click();
  await page
    .getByRole('status')
    .getByText(/^Run finished: 10[12] operations\.$/)
    .waitFor();
  await page.goto(`${stage.url}/sandbox/campaigns`);
  await page
    .getByRole('row', { name: new RegExp(CAMPAIGN) })
    .getByText('100', { exact: true })
    .waitFor();

  await page.getByRole('link', { name: 'Settings' }).last().click();
  const quiet = page.getByRole('region', { name: 'Quiet hours' });
  const end = chicago(2);
  await quiet.getByLabel('Begin').fill(chicago(-1));
  await quiet.getByLabel('End').fill(end);
  await quiet.getByRole('button', { name: 'Save quiet hours' }).click();
  await page
    .getByRole('status')
    .getByText(/^Quiet hours are/)
    .waitFor();

  await page.getByRole('link', { name: 'Sent SMS' }).click();
  await failPayment(page);
  const sent = page.getByRole('row', { name: /^Matt Example/ });
  await sent.getByText('Pending').waitFor();
  await quiet.getByText(`Quiet until ${end}: 1 triggered message waiting.`, { exact: false }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: `Move the time on to ${end}` }).click();
  await sent.getByText(/^(In Progress|Sent)$/).waitFor();
  await page.getByRole('button', { name: 'Move the time on 5 minutes' }).click();
  await sent.getByText('Delivered').waitFor();

  await page.getByRole('tab', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Phone of Matt Example' }).click();
  const phone = page.getByRole('dialog', { name: 'Phone of Matt Example' });
  await phone.getByRole('textbox', { name: 'Text' }).fill('stop');
  await phone.getByRole('button', { name: 'Text back' }).click();
  await page
    .getByRole('row', { name: /^Matt Example/ })
    .getByText('The number replied STOP.')
    .waitFor();
  await failPayment(page);
  await page.getByRole('status').getByText('Nothing was sent. Left out: replied STOP (1).').waitFor();
  const texts = (await sandboxControl(stage, 'GET', '/outbound/messages')) as { total: number };
  expect(texts.total).toBe(1);
  expect((await stage.call('GET', '/executions?status=error'))['data']).toEqual([]);
  expectNoTrouble(page);
}, 120_000);
