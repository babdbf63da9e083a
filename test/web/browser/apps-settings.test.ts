import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('the reference of every module comes from its manifest', async () => {
  const page = await stage.open('/apps');
  await page.getByRole('list', { name: 'Installed apps' }).getByRole('link').click();
  const modules = page.getByRole('navigation', { name: 'Modules of Sonar' });
  await modules.waitFor();
  expect(await modules.getByRole('link').count()).toBe(16);
  await expectAccessible(page);
  await modules.getByRole('link', { name: 'Create / Update a Customer' }).click();
  await page.getByRole('table', { name: 'Inputs' }).getByRole('cell', { name: 'Phone Number required' }).waitFor();
  await page.getByRole('table', { name: 'Output' }).getByRole('cell', { name: 'phone_number', exact: true }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('an app that is not there is said to be missing', async () => {
  const page = await stage.open('/apps/nobody?theme=dark', PHONE);
  await page
    .getByRole('alert')
    .getByText(/nobody/)
    .waitFor();
  await expectAccessible(page);
}, 60_000);

test('the theme and the direction are set in the settings and stay', async () => {
  const page = await stage.open('/settings?theme=light');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'Downwards' }).check();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
  await page.goto(`${stage.url}/settings/appearance`);
  await page.getByRole('radio', { name: 'Dark' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
  expect(await page.getByRole('radio', { name: 'Downwards' }).isChecked()).toBe(true);
  expect(await page.getByRole('switch', { name: 'Single-key shortcuts' }).isChecked()).toBe(false);
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('every section of the settings opens, and the key is rotated after a question', async () => {
  const page = await stage.open('/settings', PHONE);
  for (const section of ['Retention and limits', 'About', 'Security']) {
    await page.getByRole('tab', { name: section }).click();
    await page.getByRole('table', { name: section }).waitFor();
    await expectAccessible(page);
  }
  const before = await page.getByRole('row', { name: /Encryption key/ }).textContent();
  await page.getByRole('button', { name: 'Rotate the encryption key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByRole('status').getByText('A new key is in use').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByRole('row', { name: /Encryption key/ }).textContent()).not.toBe(before);
  expectNoTrouble(page);
}, 60_000);
