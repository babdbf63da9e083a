import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';
import { sandboxControl } from './run-scenarios.ts';

const PHONE = { viewport: { width: 390, height: 780 } };
const DANA = '/sandbox/threads?thread=%2B13105550142';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('a customer who is created here makes the scenario run in another tab, and the welcome text is among the messages', async () => {
  const history = await stage.open('/history');
  await history.getByText('No runs yet.').waitFor();
  const page = await stage.open('/sandbox/customers');
  await page.getByRole('button', { name: 'Create a customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a customer' });
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill('(310) 555-0177');
  await dialog.getByRole('textbox', { name: 'First name' }).fill('Nora');
  await dialog.getByRole('button', { name: 'Add a property' }).click();
  await dialog.getByRole('combobox', { name: 'Name of property 1' }).fill('pet');
  await dialog.getByRole('textbox', { name: 'Value of property 1' }).fill('Cat');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('row', { name: /Nora/ }).waitFor();
  await history.getByRole('table', { name: 'Runs' }).getByText('Success').waitFor();
  await page.getByRole('link', { name: 'Messages' }).click();
  await page
    .getByRole('row', { name: /Nora/ })
    .getByText(/Welcome Nora/)
    .waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a number that is known or none is refused, and a property without a name too', async () => {
  const page = await stage.open('/sandbox/customers?theme=dark');
  await page.getByRole('button', { name: 'Create a customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a customer' });
  const phone = dialog.getByRole('textbox', { name: 'Phone number' });
  await phone.fill('+13105550142');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByRole('alert').getByText('The customer exists already').waitFor();
  await expectAccessible(page);
  await phone.fill('12');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByRole('alert').getByText('Invalid Phone Number').waitFor();
  await dialog.getByRole('button', { name: 'Add a property' }).click();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByText('A property needs a name.').waitFor();
  await expectAccessible(page);
}, 60_000);

test('customers are searched, edited and unsubscribed', async () => {
  const page = await stage.open('/sandbox/customers');
  const rows = page.getByRole('table', { name: 'Customers' }).getByRole('row');
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('nobody at all');
  await page.getByText('No customer is like that.').waitFor();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('pet:labrador');
  await rows.filter({ hasText: 'Dana' }).waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole('button', { name: 'More actions for Dana Whitfield' }).click();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Dana Whitfield' });
  expect(await dialog.getByRole('textbox', { name: 'Phone number' }).getAttribute('readonly')).not.toBeNull();
  await dialog.getByRole('button', { name: 'Remove property pets' }).click();
  await dialog.getByRole('textbox', { name: 'Value of property 1' }).fill('Poodle');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('No customer is like that.').waitFor();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('pet:poodle');
  await rows.filter({ hasText: 'pet: Poodle' }).waitFor();
  expect(await rows.filter({ hasText: 'pets: 2' }).count()).toBe(0);
  await page.getByRole('switch', { name: 'Subscribed: Dana Whitfield' }).click({ force: true });
  await page.getByRole('status').getByText('Dana Whitfield is unsubscribed.').waitFor();
  await page.getByRole('switch', { name: 'Subscribed: Dana Whitfield' }).click({ force: true });
  await page.getByRole('status').getByText('Dana Whitfield is subscribed.').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a message is received, tagged, untagged and answered', async () => {
  const page = await stage.open(DANA);
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Is my order <b>on its way</b>?');
  await page.getByRole('button', { name: 'Receive a message as this customer' }).click();
  const messages = page.getByRole('list', { name: 'Messages with Dana Whitfield' });
  await messages.getByText('Is my order <b>on its way</b>?').waitFor();
  const thread = page.getByRole('list', { name: 'Threads' }).getByRole('link', { name: /Dana/ });
  await thread.getByText('Unreplied').waitFor();
  await page.getByRole('button', { name: /^Add a tag to: Is my order/ }).click();
  await page.getByRole('menuitem', { name: 'vip' }).click();
  await page.getByRole('button', { name: /^Remove tag vip from: Is my order/ }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Remove tag vip from: Is my order/ }).click();
  await page.getByRole('button', { name: /^Remove tag vip/ }).waitFor({ state: 'detached' });
  await message.fill('It is.');
  await message.press('Control+Enter');
  await messages.getByText('It is.').waitFor();
  await thread.getByText('Unreplied').waitFor({ state: 'detached' });
  await message.fill('It is.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').getByText('Forbidden').waitFor();
  expect(await message.inputValue()).toBe('It is.');
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('the card of a customer changes properties, the user, the subscription and the thread', async () => {
  const page = await stage.open(`${DANA}&theme=dark`);
  const card = page.getByRole('region', { name: 'About Dana Whitfield' });
  await card.getByRole('button', { name: 'Add a property' }).click();
  await card.getByRole('combobox', { name: 'Property name' }).fill('size');
  await card.getByRole('combobox', { name: 'Property type' }).click();
  await page.getByRole('option', { name: 'Number' }).click();
  await card.getByRole('textbox', { name: 'Property value' }).fill('big');
  await card.getByRole('button', { name: 'Add', exact: true }).click();
  await card.getByText('"big" is not a number.').waitFor();
  await expectAccessible(page);
  await card.getByRole('textbox', { name: 'Property value' }).fill('42');
  await card.getByRole('button', { name: 'Add', exact: true }).click();
  await card.getByRole('button', { name: 'Remove property size' }).click();
  await card.getByRole('button', { name: 'Remove property size' }).waitFor({ state: 'detached' });
  await card.getByRole('combobox', { name: 'Assigned to' }).click();
  await page.getByRole('option', { name: 'Ben Barker' }).click();
  const thread = page.getByRole('list', { name: 'Threads' }).getByRole('link', { name: /Dana/ });
  await thread.getByText('Ben Barker').waitFor();
  await card.getByRole('button', { name: 'Close the thread' }).click();
  await thread.getByText('Closed').waitFor();
  await card.getByRole('button', { name: 'Reopen the thread' }).click();
  await card.getByRole('switch', { name: 'Subscribed' }).click({ force: true });
  await card.getByText(/Not since/).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).fill('Are you there?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('status').getByText('Not sent: Dana Whitfield is unsubscribed.').waitFor();
  await expectAccessible(page);
}, 60_000);

test('threads are gone through and answered with the keyboard alone', async () => {
  const page = await stage.open('/sandbox/threads');
  const links = page.getByRole('list', { name: 'Threads' }).getByRole('link');
  await links.first().waitFor();
  const second = await links.nth(1).textContent();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(await links.nth(1).getAttribute('aria-current')).not.toBeNull();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second);
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.waitFor();
  for (let step = 0; step < 60; step += 1) {
    if (await message.evaluate((field) => field === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('Jolly kind of you');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Messages' }).getByText('Jolly kind of you').waitFor();
  expect(await links.nth(1).getAttribute('aria-current')).toBeNull();
  expectNoTrouble(page);
}, 60_000);

test('on a phone there is one pane at a time, with ways back', async () => {
  const page = await stage.open('/sandbox/threads?theme=dark', PHONE);
  const list = page.getByRole('list', { name: 'Threads' });
  await sandboxControl(stage, 'POST', '/customers/assign', {
    phone_number: '+13105550142',
    user_email: 'ada@acme-pets.example',
  });
  await list.getByRole('link', { name: /Ada Agent/ }).waitFor();
  await expectAccessible(page);
  await page.getByText('Unassigned', { exact: true }).click();
  await list.getByRole('link', { name: /Dana/ }).waitFor({ state: 'detached' });
  await list.getByRole('link', { name: /One Example/ }).click();
  await page.getByRole('region', { name: 'Conversation with One Example' }).waitFor();
  await list.waitFor({ state: 'hidden' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'About One Example' }).click();
  await page.getByRole('button', { name: 'Close the thread' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to the conversation' }).click();
  await page.getByRole('link', { name: 'Back to the threads' }).click();
  await list.waitFor();
  expect(await page.getByRole('radio', { name: 'Unassigned' }).isChecked()).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('a thread nobody has is said to be missing', async () => {
  const page = await stage.open('/sandbox/threads?thread=%2B13105559999');
  await page.getByRole('alert').getByText('Customer not found').waitFor();
  await expectAccessible(page);
}, 60_000);

test('what happens elsewhere appears by itself, and names are shown as text', async () => {
  const page = await stage.open('/sandbox/customers', PHONE);
  await page.getByRole('table', { name: 'Customers' }).waitFor();
  const first_name = '<img src=x onerror=alert(1)>';
  await sandboxControl(stage, 'POST', '/customers/create', {
    phone_number: '+13105550188',
    first_name,
    subscribed: false,
  });
  await page.getByRole('link', { name: first_name }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);
