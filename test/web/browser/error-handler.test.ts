import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

async function openHandler(options: Parameters<typeof openScene>[2] = {}) {
  const scene = await openScene(
    stage,
    [
      { id: 1, module: 'sonar:watchNewCustomer' },
      { id: 2, module: 'sonar:getCustomer', mapper: { phoneNumber: '{{1.customer.phone_number}}' } },
    ],
    options,
  );
  await scene.openModule(2);
  await scene.tab('Error handler');
  return scene;
}

test('each way to handle an error is chosen with one click, and taken away again', async () => {
  const scene = await openHandler();
  for (const name of ['Ignore', 'Commit', 'Rollback', 'Break', 'Resume']) {
    await scene.page.getByRole('radio', { name, exact: true }).click();
    await scene.page.getByRole('radio', { name, exact: true, checked: true }).waitFor();
    await expectAccessible(scene.page);
    const [, stored] = await scene.save();
    expect(stored?.['onerror']).toEqual([expect.objectContaining({ module: `builtin:${name}` })]);
  }
  await scene.page.getByRole('radio', { name: 'No error handler' }).click();
  const [, stored] = await scene.save();
  expect(stored?.['onerror'] ?? []).toEqual([]);
  expectNoTrouble(scene.page);
}, 90_000);

test('Break says how often and when it tries again', async () => {
  const scene = await openHandler();
  await scene.page.getByRole('radio', { name: 'Break', exact: true }).click();
  const settings = scene.page.getByRole('region', { name: 'Settings of Break' });
  await settings.getByRole('textbox').first().fill('5');
  const [, stored] = await scene.save();
  expect(stored?.['onerror']).toEqual([
    expect.objectContaining({ module: 'builtin:Break', mapper: expect.objectContaining({ count: 5 }) }),
  ]);
  expectNoTrouble(scene.page);
}, 60_000);

test('Resume asks for the output of the module, and maps it from what runs before', async () => {
  const scene = await openHandler({ query: '?theme=dark' });
  await scene.page.getByRole('radio', { name: 'Resume', exact: true }).click();
  const output = scene.page.getByRole('region', { name: 'The substitute output' });
  await output.getByRole('textbox', { name: 'First Name' }).first().fill('{{1.customer.first_name}}');
  await output.getByRole('status', { name: 'Preview of First Name' }).getByText('Matthew').waitFor();
  await expectAccessible(scene.page);
  const [, stored] = await scene.save();
  expect(stored?.['onerror']).toEqual([
    expect.objectContaining({ module: 'builtin:Resume', mapper: { first_name: '{{1.customer.first_name}}' } }),
  ]);
  expectNoTrouble(scene.page);
}, 60_000);

test.each([
  ['beside the canvas', undefined],
  ['in a dialog', { width: 390, height: 844 }],
])(
  'Escape closes an open list of choices first, and the settings after that (%s)',
  async (_place, viewport) => {
    const scene = await openHandler(viewport === undefined ? {} : { viewport });
    const { page } = scene;
    const settings = page.getByRole('tablist').filter({ hasText: 'Error handler' });
    await page.getByRole('radio', { name: 'Ignore', exact: true }).click();
    const errors = page.getByRole('combobox', { name: 'Only for these errors' });
    await errors.click();
    await page.getByRole('option', { name: /^RateLimitError/ }).waitFor();
    await page.keyboard.press('Escape');
    await errors.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
    await scene.tab('Settings');
    const connection = page.getByRole('combobox', { name: 'Connection' });
    await connection.click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await connection.and(page.locator(':focus[aria-expanded="false"]')).waitFor();
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
    expectNoTrouble(page);
  },
  60_000,
);
