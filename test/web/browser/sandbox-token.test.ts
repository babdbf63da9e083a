import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** The status of a call of the API with a token. */
async function statusWith(token: string): Promise<number> {
  return (await fetch(`${stage.sandboxUrl}/api/v1/tags`, { headers: { 'X-Token': token } })).status;
}

test('the private token is regenerated, the old one is refused, and a connection that has it says so', async () => {
  const page = await stage.open('/sandbox/settings');
  const company = page.getByRole('region', { name: 'Company' });
  await company.getByRole('button', { name: 'Copy key' }).waitFor();
  await company.getByRole('button', { name: 'Regenerate' }).press('Enter');
  const confirm = page.getByRole('dialog', { name: 'Regenerate the private token?' });
  await confirm.getByText('Connections need the new one', { exact: false }).waitFor();
  await expectAccessible(page);
  await confirm.getByRole('button', { name: 'Cancel' }).press('Enter');
  expect(await statusWith(stage.token)).toBe(200);
  await company.getByRole('button', { name: 'Regenerate' }).click();
  await confirm.getByRole('button', { name: 'Regenerate' }).click();
  await company.getByText('Connections that used the old token need the new one', { exact: false }).waitFor();
  expect(await statusWith(stage.token)).toBe(401);
  await company.getByRole('button', { name: 'Show the Private Token' }).click();
  const shown = company.getByText(/^[\w-]{32}$/);
  await shown.waitFor();
  const token = await shown.innerText();
  expect(token).not.toBe(stage.token);
  expect(await statusWith(token)).toBe(200);
  await expectAccessible(page);
  await company.getByRole('link', { name: 'edit them' }).click();
  const test = page.getByRole('button', { name: /^Test / }).first();
  await test.click();
  await page.getByText('Token or publishable_key not found', { exact: false }).first().waitFor();
  expectNoTrouble(page);
}, 60_000);

test('without the server the token stays, and the page says why', async () => {
  const page = await stage.open('/sandbox/settings?theme=dark', PHONE);
  const company = page.getByRole('region', { name: 'Company' });
  await company.getByRole('button', { name: 'Regenerate' }).click();
  const confirm = page.getByRole('dialog', { name: 'Regenerate the private token?' });
  await expectAccessible(page);
  await stage.stopServer();
  await confirm.getByRole('button', { name: 'Regenerate' }).click();
  await confirm.getByRole('alert').getByText('The server of Sonar Connect does not answer.').waitFor();
  await expectAccessible(page);
  await stage.startServer();
  await confirm.getByRole('button', { name: 'Regenerate' }).click();
  await confirm.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}, 60_000);
