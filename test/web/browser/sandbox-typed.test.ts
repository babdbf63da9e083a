import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const DANA = '+13105550142';
const DEFINITIONS = [
  { name: 'size', label: 'Size', type: 'single_choice', options: ['small', 'large'] },
  { name: 'colours', label: 'Colours', type: 'multiple_choice', options: ['red', 'green', 'blue'] },
  { name: 'birthday', label: 'Birthday', type: 'date' },
  { name: 'feeding', label: 'Feeding', type: 'time' },
  { name: 'weight', label: 'Weight', type: 'number' },
];

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
  for (const definition of DEFINITIONS) await sandboxControl(stage, 'POST', '/property_definitions', definition);
}, 60_000);
afterAll(() => stage.close());

async function propertiesOf(phone: string): Promise<unknown> {
  const query = `/customer?phone_number=${encodeURIComponent(phone)}`;
  return ((await sandboxControl(stage, 'GET', query)) as { properties: unknown }).properties;
}

test('defined properties are filled in with the inputs of their types', async () => {
  const page = await stage.open('/sandbox/customers');
  await page.getByRole('button', { name: 'Create a customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a customer' });
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill('+14155550100');
  for (const [index, { name }] of DEFINITIONS.entries()) {
    await dialog.getByRole('button', { name: 'Add a property' }).click();
    await dialog.getByRole('combobox', { name: `Name of property ${index + 1}` }).fill(name);
    await page.keyboard.press('Escape');
  }
  const value = (place: number) => dialog.getByLabel(`Value of property ${place}`, { exact: true });
  await value(1).click();
  await page.getByRole('option', { name: 'large' }).click();
  await value(2).click();
  await page.getByRole('option', { name: 'blue' }).click();
  await page.getByRole('option', { name: 'red' }).click();
  await page.keyboard.press('Escape');
  await value(3).fill('2024-02-29');
  await value(4).fill('23:59');
  await value(5).fill('heavy');
  expect(await dialog.getByRole('textbox', { name: 'Type of property 3' }).inputValue()).toBe('Date');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog
    .getByRole('alert')
    .getByText(/properties\[weight\].*expected a number/)
    .waitFor();
  await value(5).fill('4.5');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await propertiesOf('+14155550100')).toEqual({
    size: 'large',
    colours: 'red, blue',
    birthday: '2024-02-29',
    feeding: '23:59',
    weight: 4.5,
  });
  expectNoTrouble(page);
}, 60_000);

test('the card beside a thread offers defined properties and keeps other names free', async () => {
  const page = await stage.open(`/sandbox/threads?thread=${encodeURIComponent(DANA)}&theme=dark`, PHONE);
  await page.getByRole('button', { name: 'About Dana Whitfield' }).click();
  const card = page.getByRole('region', { name: 'About Dana Whitfield' });
  await card.getByRole('button', { name: 'Add a property' }).click();
  await card.getByRole('combobox', { name: 'Property name' }).fill('siz');
  await page.getByRole('option', { name: 'size' }).click();
  await card.getByRole('combobox', { name: 'Property value' }).click();
  await page.getByRole('option', { name: 'small' }).click();
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Add', exact: true }).click();
  await card.getByRole('button', { name: 'Remove property size' }).waitFor();
  await card.getByRole('button', { name: 'Add a property' }).click();
  await card.getByRole('combobox', { name: 'Property name' }).fill('size of the bowl');
  await card.getByRole('textbox', { name: 'Property value' }).fill('<b>huge</b>');
  await card.getByRole('button', { name: 'Add', exact: true }).click();
  await card.getByText('<b>huge</b>').waitFor();
  expect(await propertiesOf(DANA)).toMatchObject({ size: 'small', 'size of the bowl': '<b>huge</b>' });
  expectNoTrouble(page);
}, 60_000);

test('a property that only some may edit is edited by acting as one of them', async () => {
  const access = ['ben@acme-pets.example'];
  await sandboxControl(stage, 'POST', '/property_definitions', { name: 'rank', label: 'Rank', type: 'word', access });
  const page = await stage.open(`/sandbox/threads?thread=${encodeURIComponent(DANA)}`);
  const card = page.getByRole('region', { name: 'About Dana Whitfield' });
  const add = async (): Promise<void> => {
    await card.getByRole('button', { name: 'Add a property' }).click();
    await card.getByRole('combobox', { name: 'Property name' }).fill('rank');
    await card.getByRole('textbox', { name: 'Property value' }).fill('captain');
    await card.getByRole('button', { name: 'Add', exact: true }).click();
  };
  await add();
  await page
    .getByRole('status')
    .getByText(/Only these users may edit the property rank: ben@acme-pets\.example.*Choose one of them/)
    .waitFor();
  await page.getByRole('combobox', { name: 'You act as' }).click();
  await page.getByRole('option', { name: 'As Ben Barker' }).click();
  await expectAccessible(page);
  await add();
  await card.getByRole('button', { name: 'Remove property rank' }).click();
  await page.getByRole('status').getByText('rank is removed.').waitFor();
  await page.reload();
  expect(await page.getByRole('combobox', { name: 'You act as' }).inputValue()).toBe('As Ben Barker');
  expectNoTrouble(page);
}, 60_000);

test('a person who answers reaches an unsubscribed customer, and gets the customer', async () => {
  const page = await stage.open('/sandbox/threads?thread=%2B15105550123');
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Is there anything we can do?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('status').getByText('Not sent: Matt Example is unsubscribed.').waitFor();
  await page.getByRole('combobox', { name: 'You act as' }).click();
  await page.getByRole('option', { name: 'As Ada Agent' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('list', { name: 'Messages with Matt Example' }).getByText('anything we can do').waitFor();
  await page
    .getByRole('list', { name: 'Threads' })
    .getByRole('link', { name: /Matt Example/ })
    .getByText('Ada Agent')
    .waitFor();
  expectNoTrouble(page);
}, 60_000);
