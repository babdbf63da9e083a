import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { exampleFiles } from '../../app/example-files.ts';
import { type BoardProvider, startBoardProvider } from '../../vault/board-provider.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let provider: BoardProvider;
let stage: WebStage;
beforeAll(async () => {
  provider = await startBoardProvider();
  stage = await openWebStage({ demo: false, env: { SONAR_CONNECT_PRIVATE_ORIGINS: provider.origin } });
  await stage.call('POST', '/apps', { files: await exampleFiles('team-board') });
}, 60_000);
afterAll(async () => {
  await stage.close();
  await provider.close();
});

/** Opens the dialog for the board and fills it in; from there on by keyboard. */
async function filledIn(name: string): Promise<Page> {
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'Create a connection' }).first().click();
  await page.getByRole('combobox', { name: 'App' }).click();
  await page.getByRole('option', { name: 'Team Board' }).click();
  await page.getByRole('textbox', { name: 'Connection name' }).fill(name);
  await page.getByLabel(/^Server/).fill(provider.origin);
  await page.getByLabel(/^Client ID/).fill('client-1');
  await page.getByLabel(/^Client Secret/).fill('client-secret-1');
  return page;
}

test('the page of the service opens, and once access is allowed the dialog goes on by itself', async () => {
  const page = await filledIn('Garden team');
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
  const service = await opening;
  await page.getByText('Allow access on the page of Team Board that has opened.').waitFor();
  await expectAccessible(page);
  await service.getByRole('link', { name: 'Allow access' }).click();
  await service.getByRole('heading', { name: 'Connected' }).waitFor();
  await page.getByRole('status').getByText('Connected to jo@example.com').waitFor();
  await page
    .getByRole('row', { name: /Garden team/ })
    .getByText('OK', { exact: true })
    .waitFor();
  expect(await page.content()).not.toContain('client-secret-1');
  expectNoTrouble(page);
}, 60_000);

test('where the browser keeps windows from opening there is a link with the focus; no leads back to the form', async () => {
  const page = await filledIn('No team');
  await page.evaluate(() => {
    window.open = () => null;
  });
  await page.getByRole('button', { name: 'Continue' }).press('Enter');
  const link = page.getByRole('link', { name: 'Open the page of Team Board' });
  await link.waitFor();
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectAccessible(page);
  const state = new URL((await link.getAttribute('href')) ?? '').searchParams.get('state');
  await fetch(`${stage.url}/oauth/cb/team-board?error=access_denied&state=${state}`);
  await page.getByRole('alert').getByText('The service did not allow it: access_denied').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the form' }).press('Enter');
  expect(await page.getByLabel(/^Client ID/).inputValue()).toBe('client-1');
  expectNoTrouble(page);
}, 60_000);

test('a connection that ended is authorised again from its row, its secret kept', async () => {
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'More actions for Garden team' }).click();
  await page.getByRole('menuitem', { name: 'Edit or replace the token' }).click();
  await page.getByText('Stored, ').first().waitFor();
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Continue' }).click();
  await (await opening).getByRole('link', { name: 'Allow access' }).click();
  await page.getByRole('status').getByText('Connected to jo@example.com').waitFor();
  expectNoTrouble(page);
}, 60_000);
