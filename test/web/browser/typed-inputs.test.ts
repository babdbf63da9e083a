import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { sandboxCalls, sandboxControl } from './run-scenarios.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const PHONE = '+13105551111';
const DEFINITIONS = [
  { name: 'weight', value: '4.5', label: 'Weight', type: 'number' },
  { name: 'note', value: 'likes fish, not milk', label: 'Note', type: 'text' },
  { name: 'class', value: 'Class Of', label: 'Class', type: 'word' },
  { name: 'size', value: 'small', label: 'Size', type: 'single_choice', options: ['small', 'large'] },
  {
    name: 'colours',
    value: ['blue', 'red'],
    label: 'Colours',
    type: 'multiple_choice',
    options: ['red', 'green', 'blue'],
  },
  { name: 'home', value: { lat: 52.52, lng: 13.405 }, label: 'Home', type: 'location' },
  { name: 'birthday', value: '2024-02-29', label: 'Birthday', type: 'date' },
  { name: 'feeding', value: '23:59', label: 'Feeding', type: 'time' },
];

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
  for (const { value: _value, ...definition } of DEFINITIONS) {
    await sandboxControl(stage, 'POST', '/property_definitions', definition);
  }
}, 60_000);
afterAll(() => stage.close());

const saves = async (): Promise<number> =>
  (await sandboxCalls(stage)).filter(({ method, path }) => method === 'POST' && path.endsWith('/v1/customers')).length;

test('a module shows the input for the type of each defined property, and refuses what does not fit before it is sent', async () => {
  const definedProperties = DEFINITIONS.map(({ name, value }) => ({ name, value }));
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    { id: 2, module: 'sonar:createUpdateCustomer', mapper: { phoneNumber: PHONE, definedProperties } },
  ]);
  const { page } = scene;
  await scene.openModule(2);
  const item = (place: number) => page.getByRole('group', { name: `Property ${place}`, exact: true });
  const text = (place: number, label: string) => item(place).getByRole('textbox', { name: label, exact: true });
  await text(1, 'Weight').waitFor();
  expect(await text(2, 'Note').inputValue()).toBe('likes fish, not milk');
  expect(await text(3, 'Class').inputValue()).toBe('Class Of');
  expect(await text(6, 'Latitude').inputValue()).toBe('52.52');
  expect(await text(6, 'Longitude').inputValue()).toBe('13.405');
  await item(7).getByRole('button', { name: 'Choose Birthday' }).waitFor();
  expect(await text(8, 'Feeding').inputValue()).toBe('23:59');
  await item(4).getByRole('combobox', { name: 'Size' }).click();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['small', 'large']);
  await page.getByRole('option', { name: 'large' }).click();
  await item(5).getByText('blue', { exact: true }).waitFor();
  await expectAccessible(page);

  const before = await saves();
  await page.getByRole('button', { name: 'Run this module only' }).click();
  await page
    .getByRole('status', { name: 'Outcome' })
    .getByText(/"Class"/)
    .waitFor();
  await expectAccessible(page);
  expect(await saves()).toBe(before);

  await scene.tab('Settings');
  await text(3, 'Class').fill('ClassOf2023');
  await page.getByRole('button', { name: 'Run this module only' }).click();
  await page.getByRole('status', { name: 'Outcome' }).getByText('Done: 1 bundle').waitFor();
  const customer = await sandboxControl(stage, 'GET', `/customer?phone_number=${encodeURIComponent(PHONE)}`);
  expect(customer).toMatchObject({
    properties: {
      weight: 4.5,
      note: 'likes fish, not milk',
      class: 'ClassOf2023',
      size: 'large',
      colours: 'red, blue',
      home: '52.52, 13.405',
      birthday: '2024-02-29',
      feeding: '23:59',
    },
  });
  expectNoTrouble(page);
}, 60_000);
