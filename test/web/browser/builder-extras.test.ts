import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { runToEnd, startingWith, storeScenario } from './run-scenarios.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const trigger = { id: 1, module: 'sonar:watchNewCustomer' };
const send = (id: number, text = 'Hi') => ({ id, module: 'sonar:sendMessage', mapper: { text } });

test.each(['', '?theme=dark'])(
  'an error handler is limited to types of errors %s',
  async (query) => {
    const handler = [{ id: 3, module: 'builtin:Ignore', version: 1, parameters: {}, mapper: {} }];
    const { page, openModule, tab, save } = await openScene(stage, [trigger, { ...send(2), onerror: handler }], {
      query,
    });
    await openModule(2);
    await tab('Error handler');
    const types = page.getByRole('combobox', { name: 'Only for these errors' });
    await types.click();
    await page.getByRole('option', { name: /^RateLimitError/ }).click();
    await types.fill('connection');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Filter before 3 Ignore: RateLimitError or ConnectionError/ }).waitFor();
    await expectAccessible(page);
    const [, stored] = await save();
    const is = (type: string) => [{ a: '{{2.error.type}}', o: 'text:equal', b: type }];
    expect(stored?.['onerror']).toEqual([
      expect.objectContaining({
        filter: {
          name: 'RateLimitError or ConnectionError',
          conditions: [is('RateLimitError'), is('ConnectionError')],
        },
      }),
    ]);
    await types.press('Backspace');
    await types.press('Backspace');
    await page.getByRole('button', { name: /^Filter before 3 Ignore: none/ }).waitFor();
    expectNoTrouble(page);
  },
  60_000,
);

test.each(['', '?theme=dark'])(
  'a router asks for its fallback route by the names of the routes %s',
  async (query) => {
    const vip = { name: 'VIP', conditions: [[{ a: '{{1.customer.first_name}}', o: 'exist' }]] };
    const routes = [{ flow: [{ ...send(3), version: 1, filter: vip }] }, { flow: [{ ...send(4), version: 1 }] }];
    const { page, openModule, save } = await openScene(
      stage,
      [trigger, { id: 2, module: 'builtin:BasicRouter', routes }],
      { query },
    );
    await openModule(2);
    const fallback = page.getByRole('combobox', { name: 'Fallback route' });
    await fallback.click();
    await page.getByRole('option', { name: 'Route 1: VIP' }).waitFor();
    await page.getByRole('option', { name: 'Route 2' }).click();
    await page.getByRole('list', { name: 'Route 2 of 2: fallback' }).waitFor();
    await expectAccessible(page);
    const [, stored] = await save();
    expect(stored?.['parameters']).toEqual({ else: 1 });
    await page.getByRole('button', { name: 'No fallback route', exact: true }).click();
    await page.getByRole('list', { name: 'Route 2 of 2', exact: true }).waitFor();
    expectNoTrouble(page);
  },
  60_000,
);

test.each(['', '?theme=dark'])(
  'a scenario is run from a module on, with what came before it %s',
  async (query) => {
    const id = await storeScenario(stage, 'From here', [
      startingWith({ word: 'first' }),
      { module: 'util:ComposeTransformer', mapper: { value: '{{1.word}} {{uuid}}' } },
      { module: 'util:ComposeTransformer', mapper: { value: '{{2.value}} again' } },
    ]);
    const page = await stage.open(`/scenarios/${id}${query}`);
    const last = page.getByRole('button', { name: /^Edit 3 / });
    await last.focus();
    await page.keyboard.press('Shift+R');
    await page.getByText(/^Module 2 gave nothing in the run that is shown/).waitFor();
    const before = await operationsOf(await runToEnd(stage, id));
    await page.getByRole('button', { name: /^Output of 3 / }).waitFor();
    await page.getByRole('button', { name: /^More actions for 3 / }).click();
    await expectAccessible(page);
    const answered = page.waitForResponse((response) => response.url().endsWith('/run'));
    await page.getByRole('menuitem', { name: 'Run from here' }).click();
    const { executionId } = (await (await answered).json()) as { executionId: string };
    await page.getByRole('status').getByText('Run finished').waitFor();
    const after = await operationsOf(executionId);
    expect(after.map(({ pinned }) => pinned)).toEqual([true, true, false]);
    expect(after.map(({ outputs }) => outputs)).toEqual(before.map(({ outputs }) => outputs));
    expectNoTrouble(page);
  },
  60_000,
);

test.each(['', '?theme=dark'])(
  'a module that was edited after the run that is shown says so %s',
  async (query) => {
    const id = await storeScenario(stage, 'Edited', [
      startingWith({ word: 'first' }),
      { module: 'util:ComposeTransformer', mapper: { value: '{{1.word}}' } },
    ]);
    await runToEnd(stage, id);
    const page = await stage.open(`/scenarios/${id}${query}`);
    await page.getByRole('button', { name: /^Output of 2 / }).waitFor();
    const mark = page.getByTitle('Changed since last run');
    expect(await mark.count()).toBe(0);
    await page.getByRole('button', { name: /^More actions for 2 / }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await mark.waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved /).waitFor();
    expect(await mark.count()).toBe(1);
    await page.getByRole('button', { name: 'Undo', exact: false }).first().click();
    await mark.waitFor({ state: 'detached' });
    expectNoTrouble(page);
  },
  60_000,
);

async function operationsOf(executionId: string) {
  const { operations } = await stage.call('GET', `/executions/${executionId}`);
  return operations as readonly { readonly pinned: boolean; readonly outputs: unknown }[];
}
