import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  addAfter,
  addModule,
  editStep,
  filterBefore,
  moreActions,
  STEPS_LIST,
} from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const WATCH = { number: '1', label: 'Watch New Unassigned Message' };
const TAG = { number: '2', label: 'Append Tag to an Existing Message' };
const SEND = { number: '3', label: 'Send a Message' };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** A page with a new scenario in the builder. */
async function openNew(path = ''): Promise<Page> {
  const { id } = await stage.call('POST', '/scenarios', { name: 'Built by hand', blueprint: { flow: [] } });
  const page = await stage.open(`/scenarios/${String(id)}${path}`);
  await page.getByRole('button', { name: 'Choose a trigger' }).waitFor();
  return page;
}

/** What stands on the canvas, in its order. */
function steps(page: Page): Promise<(string | null)[]> {
  const items = page.getByRole('list', { name: STEPS_LIST }).getByRole('listitem');
  return items.evaluateAll((found) => found.map((item) => item.getAttribute('aria-label')));
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('"Tag bug reports" is built from the list of scenarios in at most twelve actions', async () => {
  const page = await stage.open('/scenarios');
  let actions = 0;
  const act = async (action: Promise<unknown>): Promise<void> => {
    actions += 1;
    await action;
  };
  await act(button(page, 'Create a scenario').click());
  await act(page.getByRole('menuitem', { name: 'Blank' }).click());
  await act(button(page, addModule(WATCH.label)).click());
  await act(button(page, addModule(TAG.label)).click());
  const panel = page.getByRole('complementary', { name: 'Settings of 2 Append Tag to an Existing Message' });
  await act(panel.getByRole('combobox', { name: 'Tag Name' }).click());
  await act(page.getByRole('option', { name: 'bug' }).click());
  await act(button(page, filterBefore(TAG, undefined)).click());
  await act(panel.getByRole('textbox', { name: 'Value 1' }).click());
  await act(page.getByRole('treeitem', { name: /^Text,/ }).click());
  await act(panel.getByRole('textbox', { name: 'Value 2' }).pressSequentially('bug'));
  await act(button(page, 'Save').click());
  await page.getByText(/^Saved \d/).waitFor();
  expect(actions).toBeLessThanOrEqual(12);
  expect(await steps(page)).toEqual([
    '1 Watch New Unassigned Message, instant trigger',
    '2 Append Tag to an Existing Message, action',
  ]);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const stored = JSON.stringify(await stage.call('GET', `/scenarios/${id}`));
  // What nobody had to choose: the connection, the message the tag goes to, and when it starts.
  expect(stored).toMatch(/"externalMessageId":"{{1.external_id}}","tagName":"bug"/);
  expect(stored).toMatch(/"type":"immediately"/);
  await page.getByRole('switch', { name: 'Active' }).click({ force: true });
  await page.getByRole('status').getByText('is active').waitFor();
  expectNoTrouble(page);
}, 60_000);

test('modules are added, walked, moved, copied and deleted with the keyboard alone', async () => {
  const page = await openNew();
  await button(page, 'Choose a trigger').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('unassigned message');
  await page.keyboard.press('Enter');
  await button(page, editStep(WATCH)).waitFor();
  for (const word of ['append', 'send a message']) {
    await page.keyboard.press('a');
    await page.getByText(/^The module goes/).waitFor();
    await page.keyboard.type(word);
    await page.keyboard.press('Enter');
    await page.getByText(/^The module goes/).waitFor({ state: 'detached' });
  }
  expect(await focusedName(page)).toBe(editStep(SEND));
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await steps(page)).toEqual([
    '1 Watch New Unassigned Message, instant trigger',
    '3 Send a Message, action',
    '2 Append Tag to an Existing Message, action',
  ]);
  expect(await focusedName(page)).toBe(editStep(SEND));
  await page.keyboard.press('ArrowRight');
  expect(await focusedName(page)).toBe(editStep(TAG));
  await page.keyboard.press('Control+d');
  await button(page, editStep({ ...TAG, number: '4' })).waitFor();
  await page.keyboard.press('Delete');
  await button(page, editStep({ ...TAG, number: '4' })).waitFor({ state: 'detached' });
  expect(await focusedName(page)).toBe(editStep(TAG));
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mark it');
  await page.keyboard.press('Enter');
  await button(page, editStep({ number: '2', label: 'Mark it' })).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('every edit is undone and done again, in order', async () => {
  const page = await openNew();
  await button(page, addModule(WATCH.label)).click();
  for (let number = 2; number <= 11; number += 1) {
    await button(page, addModule(SEND.label)).click();
    await button(page, editStep({ ...SEND, number: String(number) })).waitFor();
  }
  const full = await steps(page);
  expect(full).toHaveLength(11);
  await page.getByText('11 unsaved changes').waitFor();
  for (let count = 0; count < 11; count += 1) await button(page, 'Undo').click();
  await button(page, 'Choose a trigger').waitFor();
  await page.getByText(/^Saved \d/).waitFor();
  for (let count = 0; count < 11; count += 1) await button(page, 'Redo').click();
  expect(await steps(page)).toEqual(full);
  expectNoTrouble(page);
}, 60_000);

test('modules are dragged from the list onto the canvas, and from place to place', async () => {
  const page = await openNew();
  await button(page, addModule(WATCH.label)).dragTo(button(page, 'Choose a trigger'));
  await button(page, editStep(WATCH)).waitFor();
  await button(page, addModule(TAG.label)).dragTo(button(page, addAfter(WATCH)));
  await button(page, editStep(TAG)).waitFor();
  await button(page, addModule(SEND.label)).dragTo(button(page, addAfter(TAG)));
  await button(page, editStep(SEND)).waitFor();
  await button(page, editStep(SEND)).dragTo(button(page, addAfter(WATCH)));
  await expectSteps(page, ['1', '3', '2']);
  // A second trigger is refused with the reason.
  await button(page, addModule('Watch New Customer')).dragTo(button(page, addAfter(TAG)));
  await page.getByRole('status').getByText('A scenario has one trigger, at the start.').waitFor();
  await expectSteps(page, ['1', '3', '2']);
  expectNoTrouble(page);
}, 60_000);

test('the menu of a module offers everything that dragging does, and more', async () => {
  const page = await openNew('?theme=dark');
  await button(page, addModule(WATCH.label)).click();
  await button(page, addModule(TAG.label)).click();
  await button(page, addModule(SEND.label)).click();
  const choose = async (item: string): Promise<void> => {
    await button(page, moreActions(TAG)).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await button(page, moreActions(TAG)).click();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await choose('Move to…');
  await page.getByRole('combobox', { name: 'New place' }).click();
  await page.getByRole('option', { name: 'After 3 Send a Message' }).click();
  await expectAccessible(page);
  await button(page, 'Move').click();
  await expectSteps(page, ['1', '3', '2']);
  await choose('Add a note');
  await page.getByRole('textbox', { name: 'Note' }).fill('Tags <b>everything</b>');
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await page.getByText('Tags <b>everything</b>').waitFor();
  await choose('Disable');
  await page.getByText('Disabled', { exact: true }).waitFor();
  await choose('Delete');
  await expectSteps(page, ['1', '3']);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expectSteps(page, ['1', '3', '2']);
  expectNoTrouble(page);
}, 60_000);

function focusedName(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

async function expectSteps(page: Page, numbers: readonly string[]): Promise<void> {
  await page.waitForFunction(
    ({ list, wanted }) =>
      [...document.querySelectorAll(`[aria-label="${list}"] > li`)]
        .map((item) => item.getAttribute('aria-label')?.split(' ')[0])
        .join() === wanted,
    { list: STEPS_LIST, wanted: numbers.join() },
  );
}
