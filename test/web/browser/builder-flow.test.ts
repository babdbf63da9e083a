import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { addModule, editStep, handlerList, moreActions, STEPS_LIST } from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../../examples/scenarios');
const example = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(resolve(EXAMPLES, `${name}.json`), 'utf8')) as Record<string, unknown>;

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

async function openScenario(blueprint: object, query = ''): Promise<Page> {
  const { id } = await stage.call('POST', '/scenarios', { blueprint });
  return stage.open(`/scenarios/${String(id)}${query}`, { permissions: ['clipboard-read', 'clipboard-write'] });
}

async function blueprintOf(page: Page): Promise<string> {
  await page.keyboard.press('Control+s');
  await page.getByText(/^Saved \d/).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  return JSON.stringify(await stage.call('GET', `/scenarios/${id}/blueprint`));
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('the routes of a router are lists of their own, in their order, with their filters', async () => {
  const page = await openScenario(example('router-with-fallback'));
  const list = page.getByRole('list', { name: STEPS_LIST });
  await list.getByRole('list', { name: 'Route 1 of 3: VIP' }).getByRole('listitem', { name: /^3 / }).waitFor();
  await list.getByRole('list', { name: 'Route 3 of 3: fallback' }).waitFor();
  await button(page, 'Filter before 4 Send a Message: German').waitFor();
  await expectAccessible(page);
  await button(page, 'More actions for Route 1 of 3: VIP').click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await list.getByRole('list', { name: 'Route 2 of 3: VIP' }).waitFor();
  await button(page, 'Add a route to 2 Router').click();
  await list.getByRole('list', { name: 'Route 4 of 4' }).waitFor();
  await button(page, 'Add a module at the start of Route 4 of 4').click();
  await button(page, addModule('Close a Customer')).click();
  await list
    .getByRole('list', { name: 'Route 4 of 4' })
    .getByRole('listitem', { name: /Close a Customer/ })
    .waitFor();
  await button(page, 'More actions for Route 2 of 4: VIP').click();
  await page.getByRole('menuitem', { name: 'Delete the route' }).click();
  await list.getByRole('list', { name: 'Route 1 of 3: German' }).waitFor();
  expect(await blueprintOf(page)).toMatch(/"else":1/);
  expectNoTrouble(page);
}, 60_000);

test('arrow keys walk along the rail and between routes', async () => {
  const page = await openScenario(example('router-with-fallback'));
  await page.getByRole('button', { name: /^Edit 1 / }).focus();
  const walk = async (...keys: readonly string[]): Promise<string | null | undefined> => {
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  };
  expect(await walk('ArrowRight', 'ArrowRight')).toBe('Edit 3 Send a Message');
  expect(await walk('ArrowDown', 'ArrowDown')).toBe('Edit 5 Send a Message');
  expect(await walk('ArrowUp', 'ArrowLeft')).toBe('Edit 2 Router');
}, 60_000);

test('branches of an if-else meet again, and get conditions and names of their own', async () => {
  const page = await openScenario(example('if-else-merge'), '?theme=dark');
  await page.getByRole('list', { name: 'Branch 1 of 2: Regular' }).waitFor();
  await page.getByRole('listitem', { name: /^5 / }).waitFor();
  await button(page, 'More actions for Branch 1 of 2: Regular').click();
  await page.getByRole('menuitem', { name: 'Set the condition' }).click();
  const dialog = page.getByRole('dialog', { name: 'When 2 If-else takes Regular' });
  await dialog.getByRole('textbox', { name: 'Value 2' }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button(page, 'Add a branch to 2 If-else').click();
  await page.getByRole('list', { name: 'Branch 2 of 3: Branch 2' }).waitFor();
  expect(await blueprintOf(page)).toMatch(/"mappings":\["{{3.value}}","","{{4.value}}"\]/);
  expectNoTrouble(page);
}, 60_000);

test('an error handler is added with one of the five directives, and stands below its module', async () => {
  const page = await openScenario(example('welcome-text'));
  const step = { number: '2', label: 'Send a Message' };
  await button(page, moreActions(step)).click();
  await page.getByRole('menuitem', { name: 'Add error handler' }).click();
  await page.getByRole('radio', { name: 'Ignore' }).check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Add error handler' }).click();
  const handler = page.getByRole('list', { name: handlerList(step) });
  await handler.getByRole('listitem', { name: /Ignore/ }).waitFor();
  await expectAccessible(page);
  expect(await blueprintOf(page)).toMatch(/"onerror":\[{"id":\d+,"module":"builtin:Ignore"/);
  expectNoTrouble(page);
}, 60_000);

test('modules are copied in one window and pasted in another, with numbers that fit', async () => {
  const from = await openScenario(example('welcome-text'));
  await from.getByRole('button', { name: /^Edit 2 / }).focus();
  await from.keyboard.press('Control+c');
  await from.getByRole('status').getByText('was copied').waitFor();
  const text = await from.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toHaveProperty('subflows');
  const to = await openScenario({ flow: [] });
  await button(to, addModule('Get a Customer')).click();
  await button(to, editStep({ number: '1', label: 'Get a Customer' })).focus();
  await to.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await to.keyboard.press('Control+v');
  await to.getByRole('listitem', { name: /^2 / }).waitFor();
  await to.keyboard.press('Control+v');
  await to.getByRole('listitem', { name: /^3 / }).waitFor();
  await to.evaluate(() => navigator.clipboard.writeText('no module'));
  await to.keyboard.press('Control+v');
  await to.getByRole('status').getByText('This is no JSON').waitFor();
  expectNoTrouble(to);
}, 60_000);

test('modules of apps that are not installed are shown, kept, and can be replaced', async () => {
  const foreign = {
    id: 2,
    module: 'shopify:watchOrders',
    version: 3,
    mapper: { x: '{{1.y}}' },
    custom: { kept: true },
  };
  const page = await openScenario({
    name: 'From elsewhere',
    flow: [{ id: 1, module: 'sonar:getCustomer', version: 1, mapper: {} }, foreign],
    metadata: { designer: { orphans: [[{ id: 9, module: 'gmail:sendEmail', version: 1 }]] } },
  });
  await page.getByText('Unknown module shopify:watchOrders. Install its app or replace it.').waitFor();
  await page
    .getByRole('list', { name: /^Modules that are not joined/ })
    .getByRole('listitem', { name: /^9 / })
    .waitFor();
  await expectAccessible(page);
  await button(page, addModule('Close a Customer')).click();
  await button(page, editStep({ number: '10', label: 'Close a Customer' })).waitFor();
  expect(await blueprintOf(page)).toContain('"custom":{"kept":true}');
  await button(page, moreActions({ number: '2', label: 'shopify:watchOrders' })).click();
  await page.getByRole('menuitem', { name: 'Replace with another module' }).click();
  await button(page, addModule('Send a Message')).click();
  await button(page, editStep({ number: '2', label: 'Send a Message' })).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('two hundred modules are there at once and stay quick to edit', async () => {
  const flow = Array.from({ length: 200 }, (_, index) => ({
    id: index + 1,
    module: index === 0 ? 'sonar:watchNewCustomer' : 'sonar:sendMessage',
    version: 1,
    parameters: {},
    mapper: { text: `Message ${index}` },
  }));
  const page = await openScenario({ name: 'Long', flow });
  const items = page.getByRole('list', { name: STEPS_LIST }).getByRole('listitem');
  await items.nth(199).waitFor();
  expect(await items.count()).toBe(200);
  await page.getByRole('button', { name: /^Edit 1 / }).focus();
  const drawn = await page.evaluate(() => {
    const list = document.querySelector('[aria-label="Scenario steps"]');
    let count = 0;
    new MutationObserver((changes) => (count += changes.length)).observe(list ?? document, {
      childList: true,
      subtree: true,
    });
    return new Promise<number>((done) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(() => done(count)));
    });
  });
  // Walking on draws no card anew.
  expect(drawn).toBe(0);
  await page.keyboard.press('Control+d');
  await items.nth(200).waitFor();
  expectNoTrouble(page);
}, 60_000);
