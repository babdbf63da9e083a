import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());
beforeEach(() => fetch(`${stage.sandboxUrl}/__sandbox/faults`, { method: 'DELETE' }));

/** Opens the dialog with a name and a token typed into it. */
async function openDialog(name: string, token: string): Promise<Page> {
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'Create a connection' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a connection' });
  await dialog.getByRole('textbox', { name: 'Connection name' }).fill(name);
  await dialog.getByLabel(/^Private Token/).fill(token);
  return page;
}

/** Makes the sandbox answer every call with a fault. */
async function fault(body: object): Promise<void> {
  const answer = await fetch(`${stage.sandboxUrl}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
}

test('a token that is accepted is saved, shows the account, and is nowhere on the page any more', async () => {
  const page = await openDialog('My shop', stage.token);
  await page.getByRole('checkbox', { name: 'Sandbox' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('status').getByText('Connected to').waitFor();
  await page
    .getByRole('row', { name: /My shop/ })
    .getByText('OK', { exact: true })
    .waitFor();
  expect(await page.content()).not.toContain(stage.token);
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a wrong token says that Sonar did not accept it', async () => {
  const page = await openDialog('Wrong', 'not-a-token-at-all-000000000000');
  await page.getByRole('checkbox', { name: 'Sandbox' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').getByText('Sonar did not accept this token.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save anyway' }).click();
  await page.getByRole('row', { name: /Wrong/ }).getByText('Needs attention').waitFor();
}, 60_000);

test('faults of the service are told apart, and nothing is saved', async () => {
  const page = await openDialog('Faulty', stage.token);
  await page.getByRole('checkbox', { name: 'Sandbox' }).check();
  for (const [status, says] of [
    [500, /500|Internal|did not/i],
    [429, /asked to slow down/],
  ] as const) {
    await fault({ match: { path: '/api/v1/webhooks*' }, status });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByText(says).first().waitFor();
    await expectAccessible(page);
    await fetch(`${stage.sandboxUrl}/__sandbox/faults`, { method: 'DELETE' });
  }
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.getByRole('row', { name: /Faulty/ }).count()).toBe(0);
}, 60_000);

test('while Sonar is asked this is said, and it can be cancelled', async () => {
  const page = await openDialog('Slow', stage.token);
  await page.getByRole('checkbox', { name: 'Sandbox' }).check();
  await fault({ match: { path: '/api/v1/webhooks*' }, latencyMs: 4000, times: 1 });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Asking Sonar…').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alert').getByText('Cancelled').waitFor();
}, 60_000);

test('a connection that is in use cannot be deleted, and the uses are links', async () => {
  const page = await stage.open('/connections?theme=dark');
  await page.getByRole('button', { name: 'More actions for Sonar sandbox' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sonar sandbox is in use' });
  await dialog.getByRole('link', { name: 'Welcome text for new customers', exact: true }).waitFor();
  await expectAccessible(page);
}, 60_000);

test('a connection nothing uses is deleted after a question', async () => {
  await stage.call('POST', '/connections', {
    app: 'sonar',
    name: 'To go',
    values: { privateToken: stage.token, sandbox: true },
  });
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'More actions for To go' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete To go?' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('row', { name: /To go/ }).waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);

test('editing keeps a token that is not typed again', async () => {
  const page = await stage.open('/connections');
  await page.getByRole('button', { name: 'More actions for Sonar sandbox' }).click();
  await page.getByRole('menuitem', { name: 'Edit or replace the token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Sonar sandbox' });
  await dialog.getByText(/Stored, ends in/).waitFor();
  await dialog.getByRole('textbox', { name: 'Connection name' }).fill('Sonar sandbox A');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page
    .getByRole('row', { name: /Sonar sandbox A/ })
    .getByText('OK', { exact: true })
    .waitFor();
}, 60_000);

test('a dialog that closes gives the focus back to what opened it', async () => {
  const page = await stage.open('/connections');
  const create = page.getByRole('button', { name: 'Create a connection' });
  await create.press('Enter');
  await page.getByRole('dialog', { name: 'Create a connection' }).waitFor();
  await page.getByRole('textbox', { name: 'Connection name' }).press('Escape');
  await create.and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: /^More actions for Sonar sandbox/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'Edit or replace the token' }).press('Enter');
  await page.getByRole('dialog', { name: /^Edit Sonar sandbox/ }).waitFor();
  await page.getByRole('textbox', { name: 'Connection name' }).press('Escape');
  await page
    .getByRole('button', { name: /^More actions for Sonar sandbox/ })
    .and(page.locator(':focus'))
    .waitFor();
}, 60_000);
