import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addModule, filterBefore, STEPS_LIST } from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const APPEND = { number: '2', label: 'Append Tag to an Existing Message' };
const filterTab = (page: Page) => page.getByRole('tab', { name: 'Filter' });
const filterChip = (page: Page) => page.getByRole('button', { name: filterBefore(APPEND, undefined), exact: true });

test.each([
  ['the tab', filterTab],
  ['the line', filterChip],
])(
  'bug reports are tagged after ten actions, with the filter opened by %s',
  async (_way, filter) => {
    const page = await stage.open('/scenarios');
    const actions: readonly (() => Promise<void>)[] = [
      () => page.getByRole('button', { name: 'Create a scenario' }).click(),
      () => page.getByRole('menuitem', { name: 'Blank' }).click(),
      () => page.getByRole('button', { name: addModule('Watch New Unassigned Message'), exact: true }).click(),
      () => page.getByRole('button', { name: addModule(APPEND.label), exact: true }).click(),
      () => page.getByRole('combobox', { name: 'Tag Name' }).click(),
      () => page.getByRole('option', { name: 'bug', exact: true }).click(),
      () => filter(page).click(),
      () => page.getByRole('treeitem', { name: /^Text, text/ }).click(),
      () => page.getByRole('textbox', { name: 'Value 2' }).fill('bug'),
      () => page.getByRole('switch', { name: 'Active' }).click(),
    ];
    expect(actions).toHaveLength(10);
    for (const act of actions) await act();
    await page.getByRole('status').getByText('New scenario is active.').waitFor();
    await page
      .getByRole('list', { name: STEPS_LIST })
      .getByRole('listitem', { name: /^2 Append Tag/ })
      .waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const stored = await stage.call('GET', `/scenarios/${id}`);
    expect(stored).toMatchObject({
      active: true,
      blueprint: {
        flow: [
          { module: 'sonar:watchNewUnassignedMessage' },
          {
            module: 'sonar:appendTag',
            filter: { conditions: [[{ a: '{{1.text}}', o: 'text:contain', b: 'bug' }]] },
          },
        ],
      },
    });
    await expectAccessible(page);
    expectNoTrouble(page);
  },
  60_000,
);

test('walking along the tabs with the keyboard leaves the focus on them', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('button', { name: 'Create a scenario' }).click();
  await page.getByRole('menuitem', { name: 'Blank' }).click();
  await page.getByRole('button', { name: addModule('Watch New Unassigned Message'), exact: true }).click();
  await page.getByRole('button', { name: addModule(APPEND.label), exact: true }).click();
  await page.getByRole('tab', { name: 'Settings' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('textbox', { name: 'Value 1' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Error handler', selected: true }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test.each([1200, 1280])(
  'tabs and buttons of the settings stand on one line each in a window %i wide',
  async (width) => {
    const page = await stage.open('/scenarios', { viewport: { width, height: 800 } });
    await page.getByRole('link', { name: 'Welcome text for new customers' }).click();
    await page.getByRole('button', { name: 'Edit 2 Send a Message' }).click();
    const settings = page.getByRole('complementary', { name: 'Settings of 2 Send a Message' });
    const heights = async (names: readonly string[], role: 'tab' | 'button') => {
      const boxes = await Promise.all(
        names.map((name) => settings.getByRole(role, { name, exact: true }).boundingBox()),
      );
      return new Set(boxes.map((box) => box?.y));
    };
    await settings.getByRole('tab', { name: 'Raw' }).waitFor();
    expect(await heights(['Settings', 'Filter', 'Error handler', 'Request preview', 'Raw'], 'tab')).toHaveProperty(
      'size',
      1,
    );
    expect(await heights(['Run this module only', 'Cancel', 'OK'], 'button')).toHaveProperty('size', 1);
  },
  60_000,
);

test('the focus stays in the run bar when the button that had it goes', async () => {
  const page = await stage.open('/scenarios');
  await page.getByRole('link', { name: 'Welcome text for new customers' }).click();
  await page.getByRole('button', { name: 'Run once', exact: true }).press('Enter');
  const send = page.getByRole('button', { name: 'Send a test event' });
  await send.press('Enter');
  await page.getByRole('dialog', { name: 'Send a test event' }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .getByText(/^Run finished/)
    .waitFor();
  await page.getByRole('region', { name: 'Run bar' }).and(page.locator(':focus')).waitFor();
  expectNoTrouble(page);
}, 60_000);
