import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addModule } from '../../../src/web/model/aria-names.ts';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** The actions with the labels of their mandatory fields. */
const ACTIONS: readonly (readonly [module: string, label: string, mandatory: readonly string[]])[] = [
  ['getCustomer', 'Get a Customer', ['Phone Number']],
  ['createUpdateCustomer', 'Create / Update a Customer', ['Phone Number']],
  ['unassignAgent', 'Unassign Agent from a Customer', ['Phone Number']],
  ['closeCustomer', 'Close a Customer', ['Phone Number']],
  ['deleteCustomerProperty', 'Delete a Customer Property', ['Phone Number', 'Property Name']],
  ['sendMessage', 'Send a Message', ['Phone Number']],
  ['appendTag', 'Append Tag to an Existing Message', ['External Message ID', 'Tag Name']],
  ['sendCampaign', 'Send a Campaign', ['Campaign ID', 'To']],
  ['makeApiCall', 'Make an API Call', ['URL']],
];

/** The triggers with their labels. */
const TRIGGERS: readonly (readonly [module: string, label: string])[] = [
  ['watchNewCustomer', 'Watch New Customer'],
  ['watchCustomerStateChanged', 'Watch Customer State Changed'],
  ['watchTagAdded', 'Watch Tag Added to a Message'],
  ['watchTagsRemoved', 'Watch Tags Removed from a Message'],
  ['watchNewOutboundMessage', 'Watch New Outbound Message'],
  ['watchNewAssignedMessage', 'Watch New Assigned Message'],
  ['watchNewUnassignedMessage', 'Watch New Unassigned Message'],
];

test('every action opens with its mandatory fields bold and announced as such', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    ...ACTIONS.map(([module], index) => ({ id: index + 2, module: `sonar:${module}` })),
  ]);
  for (const [index, [, label, mandatory]] of ACTIONS.entries()) {
    await scene.openModule(index + 2);
    await scene.page.getByRole('heading', { name: label }).waitFor();
    await scene.page.getByText('Bold fields are required.').waitFor();
    for (const field of mandatory) {
      const box = scene.textbox(field).or(scene.page.getByRole('combobox', { name: field, exact: true }));
      expect(await box.getAttribute('aria-required')).toBe('true');
      const weight = await scene.page
        .locator(`[id="${await box.getAttribute('aria-labelledby')}"]`)
        .evaluate((element) => getComputedStyle(element).fontWeight);
      expect(weight).toBe('700');
    }
    const optional = scene.page.locator('label:not([data-required])').first();
    if ((await optional.count()) > 0) {
      expect(await optional.evaluate((element) => getComputedStyle(element).fontWeight)).toBe('400');
    }
  }
  expectNoTrouble(scene.page);
}, 90_000);

test('every action takes a value and is saved with it', async () => {
  const steps = ACTIONS.map(([module], index) => ({ id: index + 2, module: `sonar:${module}` }));
  const scene = await openScene(stage, [{ id: 1, module: 'sonar:watchNewCustomer' }, ...steps]);
  for (const [index, [module, , mandatory]] of ACTIONS.entries()) {
    await scene.openModule(index + 2);
    await scene.textbox((module === 'sendCampaign' ? mandatory[1] : mandatory[0]) ?? '').fill(`${module} {{1.event}}`);
    await scene.page.keyboard.press('Control+Enter');
    if (mandatory.length > 1) {
      await scene.page.getByRole('alert').filter({ hasText: 'your attention' }).waitFor();
      await scene.page.keyboard.press('Control+Enter');
    }
    await scene.page.getByRole('tab', { name: 'Settings' }).waitFor({ state: 'hidden' });
  }
  const [, ...saved] = await scene.save();
  for (const [index, [module]] of ACTIONS.entries()) {
    expect(Object.values(saved[index]?.mapper ?? {})).toContain(`${module} {{1.event}}`);
  }
  expectNoTrouble(scene.page);
}, 90_000);

test('every trigger is chosen for a new scenario, and saved with a connection and a webhook of its own', async () => {
  for (const [module, label] of TRIGGERS) {
    const scene = await openScene(stage, []);
    await scene.page.getByRole('button', { name: addModule(label), exact: true }).click();
    await scene.page.getByRole('combobox', { name: 'Connection' }).waitFor();
    const [trigger] = await scene.save();
    expect(trigger).toMatchObject({
      module: `sonar:${module}`,
      parameters: { __IMTCONN__: expect.stringMatching(/^con_/), __IMTHOOK__: expect.stringMatching(/^hk_/) },
    });
    await scene.page.getByRole('group', { name: 'Webhook', exact: true }).getByRole('link').waitFor();
    expectNoTrouble(scene.page);
    await scene.page.context().close();
  }
}, 120_000);

for (const theme of ['light', 'dark']) {
  for (const width of [1360, 390]) {
    test(`the longest form is accessible, ${theme}, ${width} pixels wide`, async () => {
      const scene = await openScene(
        stage,
        [
          { id: 1, module: 'sonar:watchNewCustomer' },
          {
            id: 2,
            module: 'sonar:createUpdateCustomer',
            mapper: { phoneNumber: '{{1.customer.phone_number}}', properties: [{ name: 'a', type: 'number' }] },
          },
        ],
        { query: `?theme=${theme}`, viewport: { width, height: 820 } },
      );
      await scene.openModule(2);
      await scene.page.getByText('+13105551234').first().waitFor();
      await expectAccessible(scene.page);
      await scene.page.getByRole('button', { name: 'OK', exact: true }).click();
      await scene.page.getByRole('alert').getByText('One field needs your attention').waitFor({ state: 'hidden' });
      expectNoTrouble(scene.page);
    }, 60_000);
  }
}

test('OK names what is missing, leads there, and lets people go on all the same', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    { id: 2, module: 'sonar:sendCampaign' },
  ]);
  await scene.openModule(2);
  await scene.page.getByRole('button', { name: 'OK', exact: true }).click();
  const summary = scene.page.getByRole('alert');
  await summary.getByText('2 fields need your attention').waitFor();
  await expectAccessible(scene.page);
  await summary.getByRole('link', { name: 'To' }).click();
  const to = scene.textbox('To');
  await to.and(scene.page.locator(':focus')).waitFor();
  expect(await to.getAttribute('aria-invalid')).toBe('true');
  const described = (await to.getAttribute('aria-describedby')) ?? '';
  expect(await scene.page.locator(`[id="${described.split(' ')[0]}"]`).innerText()).toBe('Fill in or map "To".');
  await scene.page.keyboard.press('Control+Enter');
  await scene.page.getByRole('heading', { name: 'Send a Campaign' }).waitFor({ state: 'hidden' });
  expectNoTrouble(scene.page);
}, 60_000);

test('a problem is told when a field is left, not while it is written', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    { id: 2, module: 'sonar:createUpdateCustomer' },
  ]);
  await scene.openModule(2);
  const email = scene.textbox('Email Address');
  await email.pressSequentially('ann');
  expect(await scene.page.getByText('Write an address such as ann@example.com.').count()).toBe(0);
  await email.press('Tab');
  await scene.page.getByText('Write an address such as ann@example.com.').waitFor();
  await email.fill('ann@example.com');
  await scene.page.getByText('Write an address such as ann@example.com.').waitFor({ state: 'hidden' });
}, 60_000);

test('Cancel takes back what was changed here, and nothing else', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    { id: 2, module: 'sonar:sendMessage', mapper: { text: 'Before' } },
  ]);
  await scene.openModule(2);
  await scene.textbox('Text').fill('After');
  await scene.page.getByText('1 unsaved change').waitFor();
  await scene.page.getByRole('button', { name: 'Cancel' }).click();
  await scene.openModule(2);
  expect(await scene.textbox('Text').inputValue()).toBe('Before');
}, 60_000);
