import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import type { Scene, SceneStep } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const STEPS: readonly SceneStep[] = [
  { id: 1, module: 'sonar:watchTagAdded' },
  { id: 2, module: 'sonar:sendMessage', mapper: { text: '{{upper(1.customer.first_name)}}' } },
];

async function openText(steps = STEPS, options: Parameters<typeof openScene>[2] = {}): Promise<Scene> {
  const scene = await openScene(stage, steps, options);
  await scene.openModule(steps.length);
  await scene.textbox('Text').click();
  await scene.page.getByRole('complementary', { name: 'Mapping panel' }).waitFor();
  return scene;
}

for (const theme of ['light', 'dark']) {
  test(`a call shows its signature, the argument at the caret emphasised, ${theme}`, async () => {
    const { page } = await openText(STEPS, { query: `?theme=${theme}` });
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{{formatDate(now');
    const help = page.getByRole('status', { name: 'Arguments of formatDate' });
    const emphasised = help.locator('strong');
    await help.getByText('formatDate(date; [format]; [time zone])').waitFor();
    expect(await emphasised.textContent()).toBe('date');
    await expectAccessible(page);
    await page.keyboard.type('; ');
    await emphasised.getByText('[format]', { exact: true }).waitFor();
    await page.keyboard.press('Home');
    await help.waitFor({ state: 'detached' });
    expectNoTrouble(page);
  }, 60_000);
}

test('previews are made with a bundle that people write themselves, as long as it is one', async () => {
  const { page } = await openText();
  const preview = page.getByRole('status', { name: 'Preview of Text' });
  await preview.getByText('MATTHEW').waitFor();
  const choice = page.getByRole('combobox', { name: 'Preview with' });
  await choice.click();
  await page.getByRole('option', { name: 'Custom JSON' }).waitFor();
  await page.keyboard.press('Escape');
  await choice.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
  await choice.click();
  await page.getByRole('option', { name: 'Custom JSON' }).click();
  const json = page.getByRole('textbox', { name: 'Custom bundle, JSON' });
  expect(JSON.parse(await json.inputValue())).toMatchObject({ customer: { first_name: 'Matthew' } });
  await json.fill('{"customer":{"first_name":"<b>ann</b>"}}');
  await preview.getByText('<B>ANN</B>').waitFor();
  await page.getByRole('treeitem', { name: 'First Name, text, <b>ann</b>' }).waitFor();
  await json.fill('{"customer":');
  await page.getByText('This is not JSON from line 1, column 13 on.').waitFor();
  await json.fill('[1]');
  await page.getByText('A bundle is an object: write it in { }.').waitFor();
  expect(await preview.textContent()).toContain('<B>ANN</B>');
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a module nobody knows the output of offers to be run, and its data is there afterwards', async () => {
  const { page } = await openText([
    { id: 1, module: 'json:ParseJSON', mapper: { json: '{"greeting":"Good morning"}' } },
    { id: 2, module: 'sonar:sendMessage', mapper: { text: '' } },
  ]);
  await page.getByRole('button', { name: 'Run module 1 to get data' }).click();
  await page.getByRole('treeitem', { name: 'greeting, text, Good morning' }).waitFor();
  await page.getByRole('button', { name: 'Run module 1 to get data' }).waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 60_000);
