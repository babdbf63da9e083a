import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addModule, editStep } from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const GET = { number: '1', label: 'Get a Customer' };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

async function create(name: string): Promise<string> {
  const { id } = await stage.call('POST', '/scenarios', { name, blueprint: { flow: [] } });
  return String(id);
}

async function openEdited(id: string): Promise<Page> {
  const page = await stage.open(`/scenarios/${id}`);
  await button(page, addModule(GET.label)).click();
  await button(page, editStep(GET)).waitFor();
  await page.getByText('1 unsaved change', { exact: true }).waitFor();
  return page;
}

async function stored(id: string): Promise<string> {
  return JSON.stringify(await stage.call('GET', `/scenarios/${id}`));
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('Ctrl S saves what was edited, with a place for every module in Make', async () => {
  const id = await create('Saved by key');
  const page = await openEdited(id);
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved \d/).waitFor();
  expect(await stored(id)).toMatch(/"module":"sonar:getCustomer".*"designer":{"x":0,"y":0}/);
  expect(await button(page, 'Save').isDisabled()).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('edits that were not saved come back after a reload, and can be discarded', async () => {
  const id = await create('Left open');
  const page = await openEdited(id);
  await page.reload();
  await page.getByText(/^Draft from .* restored$/).waitFor();
  await button(page, editStep(GET)).waitFor();
  expect(await stored(id)).not.toMatch(/getCustomer/);
  await expectAccessible(page);
  await button(page, 'Discard').click();
  await button(page, 'Choose a trigger').waitFor();
  await page.reload();
  await button(page, 'Choose a trigger').waitFor();
  expect(await page.getByText(/^Draft from/).count()).toBe(0);
  expectNoTrouble(page);
}, 60_000);

test('what somebody else saved is shown at once where nothing was edited', async () => {
  const id = await create('Watched');
  const [watching, editing] = [await stage.open(`/scenarios/${id}`), await openEdited(id)];
  await button(watching, 'Choose a trigger').waitFor();
  await button(editing, 'Save').click();
  await button(watching, editStep(GET)).waitFor();
  await watching.getByText(/^Saved \d/).waitFor();
}, 60_000);

test('two people who edit are asked what to keep, with the differences in words', async () => {
  const id = await create('Edited twice');
  const page = await openEdited(id);
  const conflict = page.getByRole('dialog', { name: 'Someone else changed this scenario' });
  await stage.call('PATCH', `/scenarios/${id}`, { name: 'Theirs' }, { 'if-match': '"1"' });
  await conflict.waitFor();
  await conflict.getByText('1 Get a Customer added').waitFor();
  await conflict.getByText('Name: "Edited twice" instead of "Theirs"').waitFor();
  await expectAccessible(page);
  await button(page, 'Decide later').click();
  await page.getByRole('button', { name: 'Not saved: someone else changed it' }).click();
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByText(/^Saved \d/).waitFor();
  expect(await stored(id)).toMatch(/"name":"Edited twice".*getCustomer/);
  expectNoTrouble(page);
}, 60_000);

test('the version of the others is taken, or both are kept', async () => {
  const id = await create('Given up');
  const page = await openEdited(id);
  await stage.call('PATCH', `/scenarios/${id}`, { name: 'Theirs again' }, { 'if-match': '"1"' });
  await page.getByRole('dialog').getByRole('button', { name: 'Take theirs' }).click();
  await button(page, 'Choose a trigger').waitFor();
  expect(await page.getByRole('textbox', { name: 'Scenario name' }).inputValue()).toBe('Theirs again');
  await button(page, addModule(GET.label)).click();
  await button(page, editStep(GET)).waitFor();
  await stage.call('PATCH', `/scenarios/${id}`, { name: 'Theirs for good' }, { 'if-match': '"2"' });
  await page.getByRole('dialog').getByRole('button', { name: 'Open both' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Open your version' }).click();
  await button(page, editStep(GET)).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Theirs again (my version)' }).waitFor({ state: 'attached' });
  expectNoTrouble(page);
}, 60_000);

test('a draft that began with an older version is not put over the newer one unasked', async () => {
  const id = await create('Older draft');
  const page = await openEdited(id);
  await page.goto(`${stage.url}/connections`);
  await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
  await stage.call('PATCH', `/scenarios/${id}`, { name: 'Newer' }, { 'if-match': '"1"' });
  await page.goto(`${stage.url}/scenarios/${id}`);
  await page.getByRole('dialog', { name: 'Someone else changed this scenario' }).waitFor();
  await button(page, 'Take theirs').click();
  await button(page, 'Choose a trigger').waitFor();
  expect(await page.getByRole('textbox', { name: 'Scenario name' }).inputValue()).toBe('Newer');
}, 60_000);

test('a scenario that cannot be on says why, and leads to the field', async () => {
  const id = await create('Not ready');
  const page = await stage.open(`/scenarios/${id}?theme=dark`);
  await button(page, addModule('Watch New Customer')).click();
  await button(page, editStep({ number: '1', label: 'Watch New Customer' })).waitFor();
  await button(page, addModule('Send a Campaign')).click();
  await button(page, editStep({ number: '2', label: 'Send a Campaign' })).waitFor();
  await button(page, 'Close the settings').click();
  await page.getByRole('switch', { name: 'Active' }).click({ force: true });
  const dialog = page.getByRole('dialog', { name: 'Not ready was not switched' });
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Campaign ID/ }).click();
  await page.getByRole('complementary', { name: 'Settings of 2 Send a Campaign' }).waitFor();
  expect(await page.getByRole('switch', { name: 'Active' }).isChecked()).toBe(false);
  expectNoTrouble(page);
}, 60_000);

test('without the server editing goes on, saving waits', async () => {
  const id = await create('Server gone');
  const page = await openEdited(id);
  await stage.stopServer();
  try {
    await page.getByText('Not connected. Reconnecting…').waitFor();
    expect(await button(page, 'Save').isDisabled()).toBe(true);
    await button(page, addModule('Close a Customer')).click();
    await button(page, editStep({ number: '2', label: 'Close a Customer' })).waitFor();
    await expectAccessible(page);
  } finally {
    await stage.startServer();
  }
  await page.getByText('Not connected. Reconnecting…').waitFor({ state: 'detached' });
  await button(page, 'Save').click();
  await page.getByText(/^Saved \d/).waitFor();
  expect(await stored(id)).toMatch(/closeCustomer/);
}, 60_000);
