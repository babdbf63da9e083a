import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const ROUTER_EXAMPLE = resolve(import.meta.dirname, '../../../examples/scenarios/router-with-fallback.json');
const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('a scenario is switched off and on in the list, and stays so after a reload', async () => {
  const page = await stage.open('/scenarios');
  const active = page.getByRole('switch', { name: 'Active: Welcome text for new customers' });
  await active.waitFor();
  expect(await active.isChecked()).toBe(true);
  await active.click({ force: true });
  await page.getByRole('status').getByText('is inactive').waitFor();
  await page.reload();
  await active.waitFor();
  expect(await active.isChecked()).toBe(false);
  await active.click({ force: true });
  await page.getByRole('status').getByText('is active').waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a scenario begins from a template', async () => {
  const page = await stage.open('/scenarios?theme=dark');
  await page.getByRole('button', { name: 'Create a scenario' }).click();
  await page.getByRole('menuitem', { name: 'From template' }).click();
  await page.getByRole('dialog', { name: 'Choose a template' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Tag bug reports/ }).click();
  await page.waitForURL(/\/scenarios\/scn_/);
  await page.goto(`${stage.url}/scenarios`);
  await page.getByRole('link', { name: 'Tag bug reports' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a blueprint is imported by paste, and what is no blueprint is refused with the reason', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('button', { name: 'Create a scenario' }).click();
  await page.getByRole('menuitem', { name: 'Import blueprint…' }).click();
  const text = page.getByRole('textbox', { name: 'Blueprint' });
  await text.fill('{"flow": ');
  await page.getByText('This is not JSON').waitFor();
  await text.fill('{"name": "x"}');
  await page.getByText('This is JSON, but no blueprint').waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
  await text.fill(readFileSync(ROUTER_EXAMPLE, 'utf8'));
  await page
    .getByRole('combobox', { name: /Connection for/ })
    .first()
    .click();
  await page.getByRole('option', { name: 'Sonar sandbox' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/\/scenarios\/scn_/);
  expectNoTrouble(page);
}, 60_000);

test('a blueprint is imported as a file', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('button', { name: 'Create a scenario' }).click();
  await page.getByRole('menuitem', { name: 'Import blueprint…' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(ROUTER_EXAMPLE);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/\/scenarios\/scn_/);
}, 60_000);

test('a deletion can be taken back', async () => {
  await stage.call('POST', '/scenarios', { name: 'Short lived', blueprint: { flow: [] } });
  const page = await stage.open('/scenarios');
  await page.getByRole('button', { name: 'More actions for Short lived' }).click();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'Short lived' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Short lived' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a scenario that cannot be on says why', async () => {
  await stage.call('POST', '/scenarios', { name: 'Nothing in it', blueprint: { flow: [] } });
  const page = await stage.open('/scenarios');
  await page.getByRole('switch', { name: 'Active: Nothing in it' }).click({ force: true });
  await page.getByRole('dialog', { name: 'Nothing in it was not switched' }).waitFor();
  await expectAccessible(page);
}, 60_000);

test('search and filters narrow the list, columns sort it', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  expect(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  await page.getByRole('searchbox', { name: 'Search scenarios' }).fill('no such scenario');
  await page.getByText('No scenario is like that.').waitFor();
  await page.getByRole('searchbox', { name: 'Search scenarios' }).fill('welcome');
  await page.getByRole('link', { name: 'Welcome text for new customers' }).waitFor();
  expect(await page.getByRole('link', { name: 'Short lived' }).count()).toBe(0);
}, 60_000);

test('on a phone the list is one column without sideways scrolling', async () => {
  const page = await stage.open('/scenarios?theme=dark', PHONE);
  await page.getByRole('link', { name: 'Welcome text for new customers' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible(page);
}, 60_000);
