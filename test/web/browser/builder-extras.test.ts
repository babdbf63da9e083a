import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
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
