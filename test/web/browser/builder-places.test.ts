import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { openScene } from './builder-scene.ts';
import type { SceneStep } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const bug = { a: '{{1.text}}', o: 'text:contain', b: '{{upper(1.customer.first_name)}}' };
const STEPS: readonly SceneStep[] = [
  { id: 1, module: 'sonar:watchNewUnassignedMessage' },
  { id: 2, module: 'sonar:appendTag', filter: { conditions: [[bug]] } },
  { id: 3, module: 'sonar:sendMessage', filter: { conditions: [[bug, { a: '{{1.text}}', o: 'exist' }]] } },
  { id: 4, module: 'sonar:getCustomer' },
];
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 } };

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not shown');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

test('chips tell conditions with the labels of the items, and count several', async () => {
  const { page } = await openScene(stage, STEPS, WIDE);
  const one = page.getByRole('button', {
    name: 'Filter before 2 Append Tag to an Existing Message: Text contains upper(First Name)',
  });
  await one.waitFor();
  expect(await one.getAttribute('title')).toBe('Text contains upper(First Name)');
  const two = page.getByRole('button', {
    name: 'Filter before 3 Send a Message: 2 conditions: Text contains upper(First Name) and Text exists',
  });
  expect((await two.textContent()) ?? '').toBe('2 conditions');
  expect(await page.getByLabel('Canvas').textContent()).not.toContain('{{');
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('a message leaves the zoom alone, and the run bar keeps its height while it waits', async () => {
  const { page, id } = await openScene(stage, STEPS, WIDE);
  const { hookId } = await stage.call('GET', `/scenarios/${id}`);
  const hook = await stage.call('GET', `/hooks/${String(hookId)}`);
  const version = { 'If-Match': `"${String(hook['version'])}"` };
  const name = 'Everything that comes in from customers nobody looks after, at every hour of the day and of the night';
  await stage.call('PATCH', `/hooks/${String(hookId)}`, { name }, version);
  const bar = page.getByRole('region', { name: 'Run bar' });
  await page.getByRole('button', { name: 'Run once' }).waitFor();
  const { height } = await boxOf(bar);
  await page.getByRole('button', { name: 'Run once' }).click();
  await bar.getByTitle(`Waiting for a delivery to ${name}…`).waitFor();
  expect((await boxOf(bar)).height).toBe(height);
  await bar.getByRole('button', { name: 'Stop' }).click();
  const message = await boxOf(page.getByText('Stopped waiting.').first());
  const zoom = await boxOf(page.getByRole('group', { name: 'Zoom' }));
  expect(message.bottom <= zoom.y || message.y >= zoom.bottom || message.x >= zoom.right).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('the tabs of the mapping panel stand on one line', async () => {
  const scene = await openScene(stage, STEPS, WIDE);
  await scene.openModule(3);
  await scene.textbox('Text').click();
  const panel = scene.page.getByRole('complementary', { name: 'Mapping panel' });
  const [first, last] = [await boxOf(panel.getByRole('tab').first()), await boxOf(panel.getByRole('tab').last())];
  expect(last.y).toBe(first.y);
  expect(last.right).toBeLessThanOrEqual((await boxOf(panel)).right);
  expectNoTrouble(scene.page);
}, 60_000);

test('the card whose settings are open is wholly in view', async () => {
  const scene = await openScene(stage, STEPS, WIDE);
  const settings = scene.page.getByRole('complementary', { name: /^Settings of/ });
  for (const number of [4, 1]) {
    await scene.openModule(number);
    await settings.waitFor();
    const card = await boxOf(scene.page.getByRole('button', { name: new RegExp(`^Edit ${number} `) }));
    const canvas = await boxOf(scene.page.getByRole('region', { name: 'Canvas' }));
    expect(card.x).toBeGreaterThanOrEqual(canvas.x);
    expect(card.right).toBeLessThanOrEqual(Math.min(canvas.right, (await boxOf(settings)).x));
  }
  expectNoTrouble(scene.page);
}, 60_000);

test('on a phone the mapping panel covers neither the field it maps nor its preview', async () => {
  const scene = await openScene(stage, STEPS, PHONE);
  await scene.openModule(3);
  for (const name of ['Phone Number', 'Text', 'Media URL']) {
    await scene.textbox(name).click();
    const panel = scene.page.getByRole('complementary', { name: 'Mapping panel' });
    await panel.getByText(`Map ${name}`).waitFor();
    const field = await boxOf(scene.textbox(name));
    expect(field.y).toBeGreaterThanOrEqual(0);
    expect(field.bottom).toBeLessThan((await boxOf(panel)).y);
    await panel.getByRole('button', { name: 'Close the mapping panel' }).click();
  }
  expectNoTrouble(scene.page);
}, 60_000);
