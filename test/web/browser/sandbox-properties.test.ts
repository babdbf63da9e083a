import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const TYPES = ['Text', 'Word', 'Number', 'Single choice', 'Multiple choice', 'Date', 'Time', 'Location'];

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
}, 60_000);
afterAll(() => stage.close());

/** Opens the dialog and fills in what every definition has. */
async function beginDefinition(page: Page, { label, name, type }: { label: string; name: string; type: string }) {
  await page.getByRole('button', { name: 'Define a property' }).click();
  const dialog = page.getByRole('dialog', { name: 'Define a property' });
  await dialog.getByRole('textbox', { name: 'Label' }).fill(label);
  await dialog.getByRole('textbox', { name: 'Technical name' }).fill(name);
  await dialog.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: type, exact: true }).click();
  return dialog;
}

test('properties of all eight types are defined, and values of another kind are refused from then on', async () => {
  const page = await stage.open('/sandbox/properties');
  await page.getByText('No property is defined.', { exact: false }).waitFor();
  await expectAccessible(page);
  for (const [index, type] of TYPES.entries()) {
    const dialog = await beginDefinition(page, { label: `Label ${type}`, name: `p${index}`, type });
    const choices = dialog.getByRole('textbox', { name: 'Choices' });
    if (type.endsWith('choice')) await choices.fill('red\n\n green ');
    else expect(await choices.count()).toBe(0);
    await dialog.getByRole('button', { name: 'Define', exact: true }).click();
    await page.getByRole('row', { name: new RegExp(`^Label ${type} p${index}`) }).waitFor();
  }
  await page
    .getByRole('row', { name: /Multiple choice/ })
    .getByText('red, green')
    .waitFor();
  await expectAccessible(page);
  await expect(
    sandboxControl(stage, 'POST', '/customers/change', { phone_number: '+13105550142', properties: { p2: 'many' } }),
  ).rejects.toThrow('expected a number');
  expectNoTrouble(page);
}, 60_000);

test('what is wrong with a definition stands at its fields, and the first of them gets the focus', async () => {
  const page = await stage.open('/sandbox/properties?theme=dark', PHONE);
  const dialog = await beginDefinition(page, { label: 'Best pet', name: 'best pet', type: 'Single choice' });
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  const name = dialog.getByRole('textbox', { name: 'Technical name' });
  await dialog.getByText('A technical name has no spaces; the label may.').waitFor();
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  await name.and(page.locator(':focus')).waitFor();
  await expectAccessible(page);
  await name.fill('user_email');
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await dialog.getByText('Number, name and user_email are taken by the system.').waitFor();
  await name.fill('best_pet');
  const choices = dialog.getByRole('textbox', { name: 'Choices' });
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await dialog.getByText('A choice needs options.').waitFor();
  await choices.fill('cat, dog');
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await dialog.getByText('A choice has no comma.').waitFor();
  await choices.fill('cat\ncat');
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await dialog.getByText('An option stands twice.').waitFor();
  await expectAccessible(page);
  await choices.fill('cat\ndog');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Define', exact: true }).press('Enter');
  await page.getByRole('row', { name: /^Best pet best_pet/ }).waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('a definition is changed and says how many values do not fit, and is deleted', async () => {
  const customer = { phone_number: '+13105550142', properties: { size: 'about <b>nine</b>' } };
  await sandboxControl(stage, 'POST', '/customers/change', customer);
  await sandboxControl(stage, 'POST', '/property_definitions', { name: 'size', label: 'Size', type: 'text' });
  const page = await stage.open('/sandbox/properties');
  await page.getByRole('button', { name: 'Edit Size' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit Size' });
  expect(await dialog.getByRole('textbox', { name: 'Technical name' }).getAttribute('readonly')).not.toBeNull();
  await dialog.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Number', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Shown to customers' }).check();
  await dialog.getByRole('checkbox', { name: 'Ben Barker' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('status')
    .getByText(/^Size is saved\. 1 customer with a value from before/)
    .waitFor();
  const row = page.getByRole('row', { name: /^Size size/ });
  await row.getByText('Agents and customers').waitFor();
  await row.getByText('ben@acme-pets.example').waitFor();
  await page.getByRole('button', { name: 'Delete Size' }).click();
  const confirm = page.getByRole('dialog', { name: 'Delete Size?' });
  await expectAccessible(page);
  await sandboxControl(stage, 'DELETE', '/property_definitions', { name: 'size' });
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await confirm.getByRole('alert').getByText('Property definition not found', { exact: false }).waitFor();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await row.waitFor({ state: 'detached' });
  await sandboxControl(stage, 'POST', '/property_definitions', { name: 'size', label: 'Size', type: 'text' });
  await page.getByRole('button', { name: 'Delete Size' }).click();
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('status').getByText('size is free again.').waitFor();
  await row.waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);
