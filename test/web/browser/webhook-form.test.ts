import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addModule } from '../../../src/web/model/aria-names.ts';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const EVENTS = {
  name: 'events',
  type: 'select',
  label: 'Event',
  required: true,
  multiple: true,
  options: [
    { label: 'Door opened', value: 'opened' },
    { label: 'Door closed', value: 'closed' },
  ],
};
const SPARE = { name: 'most', type: 'uinteger', label: 'Most at once', default: 5 };
const request = (method: string, url: string) => ({ method, url: `https://doors.example.com${url}` });

/** An app whose webhook is told what to deliver. */
const FILES = {
  'manifest.json': {
    name: 'doors',
    label: 'Doors',
    version: '1.0.0',
    groups: [{ label: 'Doors', modules: ['watchDoors'] }],
    base: { baseUrl: 'https://doors.example.com' },
  },
  'webhooks/doors.json': {
    name: 'doors',
    label: 'What doors do',
    webhookType: 'web',
    parameters: [EVENTS, SPARE],
    attach: { ...request('POST', '/hooks'), body: { url: '{{webhook.url}}', events: '{{parameters.events}}' } },
    detach: request('DELETE', '/hooks/{{webhook.id}}'),
  },
  'modules/watch-doors.json': {
    name: 'watchDoors',
    label: 'Watch Doors',
    description: 'Triggers when something happens at a door.',
    moduleType: 'instant_trigger',
    webhook: 'doors',
    interface: [{ name: 'event', type: 'text', label: 'Event' }],
  },
};

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
  const files = Object.fromEntries(Object.entries(FILES).map(([path, json]) => [path, JSON.stringify(json)]));
  await stage.call('POST', '/apps', { files });
}, 60_000);
afterAll(() => stage.close());

test('a webhook asks for what its service has to be told, and is told anew on its page', async () => {
  const scene = await openScene(stage, [{ id: 1, module: 'doors:watchDoors' }]);
  const { page } = scene;
  await scene.openModule(1);
  await page.getByText('Choose one, or add one: it asks for Event.').waitFor();
  await page.getByRole('group', { name: 'Webhook', exact: true }).getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a webhook' });
  await dialog.getByRole('textbox', { name: 'Webhook Name' }).fill('Front door');
  expect(await dialog.getByRole('textbox', { name: 'Most at once' }).inputValue()).toBe('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('"Event" is mandatory', { exact: false }).first().waitFor();
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Event' }).press('ArrowDown');
  await page.getByRole('option', { name: 'Door opened' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [step] = await scene.save();
  const { __IMTHOOK__: id = '' } = (step?.['parameters'] ?? {}) as { readonly __IMTHOOK__?: string };
  expect(await stage.call('GET', `/hooks/${id}`)).toMatchObject({
    name: 'Front door',
    parameters: { events: ['opened'], most: 5 },
  });
  expectNoTrouble(page);

  const settings = await stage.open(`/webhooks/${id}?tab=settings`);
  await settings.getByRole('heading', { name: 'What doors do' }).waitFor();
  await settings.getByRole('combobox', { name: 'Event' }).press('ArrowDown');
  await settings.getByRole('option', { name: 'Door closed' }).click();
  await settings.keyboard.press('Escape');
  await expectAccessible(settings);
  await settings.getByRole('button', { name: 'Register with these' }).click();
  await settings.getByText('Saved.').waitFor();
  expect(await stage.call('GET', `/hooks/${id}`)).toMatchObject({ parameters: { events: ['opened', 'closed'] } });
  expectNoTrouble(settings);
}, 60_000);

test('a trigger without its webhook is saved all the same, and the scenario says what is missing', async () => {
  const scene = await openScene(stage, []);
  await scene.page.getByRole('button', { name: addModule('Watch Doors'), exact: true }).click();
  await scene.page.getByText('Choose one, or add one: it asks for Event.').waitFor();
  const [step] = await scene.save();
  expect(step?.module).toBe('doors:watchDoors');
  await scene.page
    .getByText(/problem/)
    .first()
    .waitFor();
  expectNoTrouble(scene.page);
}, 60_000);
