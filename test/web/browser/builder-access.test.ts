import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { addModule, editStep, STEPS_LIST } from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const ROUTER = resolve(import.meta.dirname, '../../../examples/scenarios/router-with-fallback.json');
const PHONE = { viewport: { width: 390, height: 780 } };
const TABLET = { viewport: { width: 900, height: 780 } };

let stage: WebStage;
let id = '';
beforeAll(async () => {
  stage = await openWebStage();
  const created = await stage.call('POST', '/scenarios', {
    blueprint: JSON.parse(readFileSync(ROUTER, 'utf8')) as object,
  });
  id = String(created['id']);
}, 60_000);
afterAll(() => stage.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const canvas = await page.evaluate(() => {
    const viewport = document.querySelector('[data-canvas-viewport]');
    return viewport === null ? 0 : viewport.scrollWidth - viewport.clientWidth;
  });
  expect(canvas).toBe(0);
}

test.each(['light', 'dark'])(
  'every dialog of the builder is accessible (%s)',
  async (theme) => {
    const page = await stage.open(`/scenarios/${id}?theme=${theme}`);
    await page.getByRole('list', { name: STEPS_LIST }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Schedule: / }).click();
    for (const way of ['At regular intervals', 'Once', 'Days of the week', 'Days of the month', 'On demand']) {
      await page.getByRole('radio', { name: way, exact: true }).check();
      await expectAccessible(page);
    }
    await page.keyboard.press('Escape');
    const more = async (item: string): Promise<void> => {
      await button(page, 'More actions for the scenario').click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await more('Scenario settings');
    await more('Import blueprint…');
    await button(page, 'Show details').click();
    await page.getByRole('tab', { name: /^Problems/ }).click();
    await page.getByRole('list', { name: 'Problems' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('list', { name: 'Problems' }).getByRole('button').first().click();
    await page.getByRole('complementary', { name: 'Settings of 3 Send a Message' }).waitFor();
    expectNoTrouble(page);
  },
  90_000,
);

test('on a phone the rail runs down, and everything is reached by touch', async () => {
  const page = await stage.open(`/scenarios/${id}?theme=dark`, { ...PHONE, hasTouch: true });
  await page.getByRole('list', { name: 'Route 1 of 3: VIP' }).waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await button(page, 'Add a module after 3 Send a Message').tap();
  await page.getByRole('dialog', { name: 'Modules' }).waitFor();
  await expectAccessible(page);
  await button(page, addModule('Close a Customer')).tap();
  await page.getByRole('dialog', { name: 'Close a Customer' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).tap();
  await page.keyboard.press('Escape');
  await button(page, editStep({ number: '6', label: 'Close a Customer' })).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('between phone and desk the list of modules is a drawer', async () => {
  const page = await stage.open('/scenarios?create', TABLET);
  await button(page, 'Choose a trigger').click();
  await page.getByRole('dialog', { name: 'Modules' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search modules');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Modules' }).waitFor({ state: 'detached' });
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('the canvas zooms by keys, buttons and Ctrl with the wheel, and single keys can be switched off', async () => {
  const page = await stage.open(`/scenarios/${id}`);
  await page.getByRole('button', { name: /^Edit 1 / }).focus();
  await page.keyboard.press('-');
  await button(page, 'Zoom 90 %, back to 100 %').waitFor();
  await button(page, 'Zoom in').click();
  await page.mouse.move(700, 400);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await button(page, 'Zoom 110 %, back to 100 %').click();
  await button(page, 'Fit everything').click();
  await page.getByRole('button', { name: /^Zoom (67|80) %/ }).waitFor();
  await page.evaluate(() => localStorage.setItem('sonar-connect:preference:singleKeys', 'false'));
  await page.reload();
  await page.getByRole('button', { name: /^Edit 1 / }).focus();
  await page.keyboard.press('-');
  await page.keyboard.press('F2');
  await page.getByRole('dialog', { name: /^Rename 1 / }).waitFor();
  await button(page, 'Zoom 100 %, back to 100 %').waitFor();
}, 60_000);

test('the schedule and the settings are edits like others, undone in one step', async () => {
  const page = await stage.open(`/scenarios/${id}`);
  await button(page, 'Schedule: On demand').click();
  await page.getByRole('radio', { name: 'At regular intervals' }).check();
  await page.getByRole('textbox', { name: 'Minutes between two runs' }).fill('');
  await button(page, 'OK').click();
  await page.getByRole('alert').getByText('Enter a number of minutes.').waitFor();
  await page.getByRole('textbox', { name: 'Minutes between two runs' }).fill('30');
  await button(page, 'OK').click();
  await button(page, 'Schedule: Every 30 minutes').waitFor();
  await button(page, 'Undo').click();
  await button(page, 'Schedule: On demand').waitFor();
  await button(page, 'More actions for the scenario').click();
  await page.getByRole('menuitem', { name: 'Scenario settings' }).click();
  await page.getByRole('switch', { name: 'Process in order' }).check({ force: true });
  await button(page, 'OK').click();
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved \d/).waitFor();
  const blueprint = JSON.stringify(await stage.call('GET', `/scenarios/${id}/blueprint`));
  expect(blueprint).toMatch(/"sequential":true/);
  expectNoTrouble(page);
}, 60_000);
