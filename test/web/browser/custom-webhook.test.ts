import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('a custom webhook shows its address, and another one is added by its name', async () => {
  const scene = await openScene(stage, [{ id: 1, module: 'gateway:CustomWebHook' }]);
  await scene.openModule(1);
  const group = scene.page.getByRole('group', { name: 'Webhook', exact: true });
  const choice = group.getByRole('combobox', { name: 'Webhook' });
  await group.getByRole('button', { name: 'Copy URL' }).waitFor();
  expect(await choice.inputValue()).toBe('Custom webhook (Scene)');
  expect(await scene.textbox('Webhook').count()).toBe(0);
  await expectAccessible(scene.page);
  await group.getByRole('button', { name: 'Add', exact: true }).click();
  await scene.textbox('Webhook Name').fill('Orders');
  await scene.page.keyboard.press('Enter');
  await scene.page.getByText('The webhook Orders was created.').waitFor();
  expect(await choice.inputValue()).toBe('Orders');
  await scene.save();
  const { data } = await stage.call('GET', '/hooks');
  const orders = (data as { name: string; url: string; scenarioIds: string[] }[]).find(({ name }) => name === 'Orders');
  expect(orders?.scenarioIds).toEqual([scene.id]);
  expectNoTrouble(scene.page);
}, 60_000);
