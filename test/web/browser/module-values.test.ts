import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const TRIGGER = { id: 1, module: 'sonar:watchNewCustomer' };

test('values of every kind are stored where the engine reads them', async () => {
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:createUpdateCustomer' }]);
  const { page } = scene;
  await scene.openModule(2);
  await scene.textbox('Phone Number').fill('+13105551234');
  await page.getByRole('radiogroup', { name: 'Subscribed' }).getByText('No').click();
  await page.getByRole('combobox', { name: 'Timezone' }).fill('los angeles');
  await page.getByRole('option', { name: 'America/Los_Angeles' }).click();
  await page.getByRole('button', { name: 'Add a property' }).click();
  const first = page.getByRole('group', { name: 'Property 1' });
  await first.getByRole('textbox', { name: 'Property Name' }).fill('visits');
  await first.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Number' }).click();
  await first.getByRole('textbox', { name: 'Value' }).fill('3');
  await expectAccessible(page);
  const [, stored] = await scene.save();
  expect(stored?.mapper).toEqual({
    phoneNumber: '+13105551234',
    subscribed: false,
    timezone: 'America/Los_Angeles',
    properties: [{ name: 'visits', type: 'number', value: 3 }],
  });
  expect(Object.keys(stored?.['parameters'] as object)).toEqual(['__IMTCONN__']);
  expectNoTrouble(page);
}, 60_000);

test('items of a list are put in order and removed, and the focus stays in the list', async () => {
  const names = ['a', 'b', 'c'].map((key) => ({ key, value: key }));
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:makeApiCall', mapper: { headers: names } }]);
  const { page } = scene;
  await scene.openModule(2);
  await page.getByRole('button', { name: 'Move Header 3 up' }).click();
  await page.getByText('Header 3 is now number 2 of 3.').waitFor();
  await page.getByRole('button', { name: 'Remove Header 1' }).click();
  await page.getByRole('group', { name: 'Header 3' }).waitFor({ state: 'hidden' });
  await page.getByRole('group', { name: 'Header 1' }).getByRole('textbox', { name: 'Key' }).fill('X-Order');
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['headers']).toEqual([
    { key: 'X-Order', value: 'c' },
    { key: 'b', value: 'b' },
  ]);
}, 60_000);

test('a choice, a yes or no and a whole list can be mapped instead', async () => {
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:createUpdateCustomer' }]);
  const { page } = scene;
  await scene.openModule(2);
  await page.getByRole('switch', { name: 'Map Subscribed' }).click({ force: true });
  await scene.textbox('Subscribed').fill('{{1.customer.subscribed}}');
  await page.getByRole('status', { name: 'Preview of Subscribed' }).getByText('true').waitFor();
  await page.getByRole('switch', { name: 'Map Properties' }).click({ force: true });
  await scene.textbox('Properties').fill('{{emptyarray}}');
  const [, stored] = await scene.save();
  expect(stored?.mapper).toEqual({ subscribed: '{{1.customer.subscribed}}', properties: '{{emptyarray}}' });
  await page.getByRole('switch', { name: 'Map Subscribed' }).click({ force: true });
  await page.getByRole('radiogroup', { name: 'Subscribed' }).getByText('Yes').click();
  const [, again] = await scene.save();
  expect(again?.mapper?.['subscribed']).toBe(true);
  expectNoTrouble(page);
}, 60_000);

test('a date is picked on a calendar and stored as a moment', async () => {
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:sendCampaign' }], { timezoneId: 'UTC' });
  const { page } = scene;
  await scene.openModule(2);
  await page.getByRole('button', { name: 'Choose Send at' }).click();
  await page.getByLabel('Day and time, on your clock').fill('2026-12-01T10:30');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use it' }).click();
  expect(await scene.textbox('Send at').inputValue()).toBe('2026-12-01T10:30:00.000Z');
  await page.getByText('on your clock').waitFor();
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['sendAt']).toBe('2026-12-01T10:30:00.000Z');
}, 60_000);

test('modules of the engine keep values in parameters, mapper and flags', async () => {
  const scene = await openScene(stage, [
    TRIGGER,
    { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.tags}}' } },
    { id: 3, module: 'builtin:BasicAggregator', parameters: { feeder: 1 } },
  ]);
  const { page } = scene;
  await scene.openModule(3);
  await page.getByRole('combobox', { name: 'Source module' }).click();
  await page.getByRole('option', { name: '2 Iterator' }).click();
  await page.getByRole('radiogroup', { name: 'Stop if there is nothing to aggregate' }).getByText('Yes').click();
  await page.getByRole('button', { name: 'Add a value' }).click();
  await page.getByRole('textbox', { name: 'Name 1' }).fill('tag');
  await scene.textbox('Value of tag').fill('{{2.value}}');
  await page.getByRole('button', { name: 'Show advanced settings (0 set)' }).click();
  await scene.textbox('Group by').fill('{{2.value}}');
  await expectAccessible(page);
  const [, , stored] = await scene.save();
  expect(stored?.['parameters']).toEqual({ feeder: 2 });
  expect(stored?.['flags']).toEqual({ stopIfEmpty: true, groupBy: '{{2.value}}' });
  expect(stored?.mapper).toEqual({ tag: '{{2.value}}' });
  expectNoTrouble(page);
}, 60_000);

test('a connection is chosen, tested, and a new one is added from the form', async () => {
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:getCustomer' }]);
  const { page } = scene;
  await scene.openModule(2);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByRole('status', { name: 'Test of the connection' }).getByText('Connected to').waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a connection' });
  await dialog.getByRole('textbox', { name: 'Connection name' }).fill('Second account');
  await dialog.getByRole('button', { name: 'Use the built-in sandbox' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('status').getByText('Connected to').first().waitFor();
  expect(await page.getByRole('combobox', { name: 'Connection' }).inputValue()).toBe('Second account');
  await page.getByRole('button', { name: 'Clear results' }).waitFor({ state: 'hidden' });
  expect(await page.content()).not.toContain(stage.token);
  expectNoTrouble(page);
}, 60_000);

test('choices come from the service; when they do not, the value is typed', async () => {
  const fault = (method: string, body?: object) =>
    fetch(`${stage.sandboxUrl}/__sandbox/faults`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  await fault('POST', { match: { path: '/api/v1/tags' }, status: 403 });
  const scene = await openScene(stage, [TRIGGER, { id: 2, module: 'sonar:appendTag' }]);
  const { page } = scene;
  await scene.openModule(2);
  const trouble = page.getByRole('alert').filter({ hasText: 'The choices could not be loaded' });
  await trouble.waitFor();
  await expectAccessible(page);
  await trouble.getByRole('button', { name: 'Retry' }).click();
  await trouble.getByRole('button', { name: 'Type a value instead' }).click();
  await scene.textbox('Tag Name').fill('bug');
  const [, typed] = await scene.save();
  expect(typed?.mapper?.['tagName']).toBe('bug');
  await fault('DELETE');
  await page.getByRole('switch', { name: 'Map Tag Name' }).click({ force: true });
  await page.getByRole('combobox', { name: 'Tag Name' }).click();
  await page.getByRole('option', { name: 'bug' }).click();
  const [, chosen] = await scene.save();
  expect(chosen?.mapper?.['tagName']).toBe('bug');
  expectNoTrouble(page);
}, 90_000);
