import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const HEADER = 'Phone Number,First Name,Assigned To,vip,pets';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
}, 60_000);
afterAll(() => stage.close());

/** Chooses a file in the dialog, as people do. */
async function chooseFile(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose (a|another) file$/ }).click();
  await (await chooser).setFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Every tenth of them is a very important person. */
function thousandRows(): string {
  const rows = Array.from({ length: 1000 }, (_, index) => {
    const number = `+1415555${String(index).padStart(4, '0')}`;
    return `${number},Guest ${index},,${index % 10 === 0 ? 'true' : 'false'},${index === 7 ? 'DELETE' : index % 4}`;
  });
  return [HEADER, ...rows].join('\n');
}

test('1,000 customers with two property columns and a DELETE cell are imported, found by property, and exported', async () => {
  await sandboxControl(stage, 'POST', '/customers/create', {
    phone_number: '+14155550007',
    properties: { pets: '9', vip: 'true' },
  });
  const page = await stage.open('/sandbox/customers');
  await page.getByText('SANDBOX – nothing leaves this computer').waitFor();
  await page.getByRole('button', { name: 'Import CSV' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import customers' });
  await expectAccessible(page);
  await chooseFile(page, thousandRows());
  await dialog.getByRole('status').getByText('999 added, 1 changed, 0 refused.').waitFor();
  await dialog.getByText('1,000 of 1,000 rows').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).press('Enter');
  await page.getByText('50 of 1,003 shown').waitFor();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('vip:true');
  await page.getByText('50 of 100 shown').waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export what was found' }).click();
  const lines = (await readFile(await (await file).path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(101);
  expect(lines[0]).toMatch(/Assigned To,.*vip/);
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('+14155550007');
  const row = page.getByRole('row', { name: /Guest 7/ });
  await row.getByText('vip: false').waitFor();
  expect(await row.getByText('pets').count()).toBe(0);
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('faulty rows are listed with line and column while the good ones go in', async () => {
  const page = await stage.open('/sandbox/customers?theme=dark', PHONE);
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import customers' });
  await chooseFile(
    page,
    `${HEADER}\n12,Nobody,,true,1\n+14165550001,<b>Fine</b>,,true,1\n+14165550002,No user,zoe@acme-pets.example,true,1`,
  );
  await dialog.getByText('1 added, 0 changed, 2 refused.').waitFor();
  const faults = dialog.getByRole('table', { name: 'Faulty rows' });
  const first = faults.getByRole('row').filter({ hasText: '"12" is no phone number' });
  expect(await first.getByRole('cell').first().innerText()).toBe('Line 2');
  await first.getByText('Phone Number', { exact: true }).waitFor();
  const second = faults.getByRole('row').filter({ hasText: 'There is no user "zoe@acme-pets.example".' });
  expect(await second.getByRole('cell').first().innerText()).toBe('Line 4');
  await second.getByText('Assigned To').waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: '<b>Fine</b>' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a file that is none is refused with the reason, and another can be chosen', async () => {
  const page = await stage.open('/sandbox/customers');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import customers' });
  await chooseFile(page, 'Telephone\n+14165550003');
  await dialog.getByRole('alert').getByText('There is no column "Phone Number".').waitFor();
  await expectAccessible(page);
  await chooseFile(page, 'Phone Number,First Name\n+14165550003,"never closed');
  await dialog.getByText('Ended early').waitFor();
  await dialog.getByText(/quotation mark in this row is never closed/).waitFor();
  await chooseFile(page, 'Phone Number\n+14165550003');
  await dialog.getByText('1 added, 0 changed, 0 refused.').waitFor();
  expect(await dialog.getByRole('alert').count()).toBe(0);
}, 60_000);

test('a server that is gone is named, and the file can be sent again once it is back', async () => {
  const page = await stage.open('/sandbox/customers');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import customers' });
  await stage.stopServer();
  await chooseFile(page, 'Phone Number\n+14165550004');
  await dialog.getByRole('alert').getByText('The server of Sonar Connect does not answer.').waitFor();
  await stage.startServer();
  await chooseFile(page, 'Phone Number\n+14165550004');
  await dialog.getByText('1 added, 0 changed, 0 refused.').waitFor();
}, 60_000);
