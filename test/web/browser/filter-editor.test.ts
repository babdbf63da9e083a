import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

const STEPS = [
  { id: 1, module: 'sonar:watchNewUnassignedMessage' },
  { id: 2, module: 'sonar:sendMessage' },
];

async function openFilter(options: Parameters<typeof openScene>[2] = {}) {
  const scene = await openScene(stage, STEPS, options);
  await scene.openModule(2);
  await scene.tab('Filter');
  const condition = (number: number, alternative?: number) => {
    const within =
      alternative === undefined ? scene.page : scene.page.getByRole('group', { name: `Alternative ${alternative}` });
    return within.getByRole('group', { name: `Condition ${number}` });
  };
  return { ...scene, condition, result: scene.page.getByRole('status', { name: 'Result of the filter' }) };
}

test('a condition takes its operator from the item, and tells at once whether it holds', async () => {
  const scene = await openFilter();
  await scene.result.getByText('Fill in a condition').waitFor();
  const first = scene.condition(1);
  await first.getByRole('textbox', { name: 'Value 1' }).click();
  await scene.page.getByRole('treeitem', { name: /^Text, text/ }).click();
  expect(await first.getByRole('combobox', { name: 'Operator' }).inputValue()).toBe('Text: contains');
  await first.getByRole('textbox', { name: 'Value 2' }).fill('{{1.text}}');
  await first.getByText(/: holds$/).waitFor();
  await scene.result.getByText('passes').waitFor();
  await first.getByRole('textbox', { name: 'Value 2' }).fill('something else');
  await first.getByText(/: does not hold$/).waitFor();
  await scene.result.getByText('stops here').waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);

test('an item that is typed letter by letter brings its operator too', async () => {
  const scene = await openFilter();
  const first = scene.condition(1);
  await first.getByRole('textbox', { name: 'Value 1' }).click();
  await scene.page.keyboard.type('{{1.text');
  await first.getByRole('textbox', { name: 'Value 2' }).waitFor();
  expect(await first.getByRole('combobox', { name: 'Operator' }).inputValue()).toBe('Text: contains');
  expectNoTrouble(scene.page);
}, 60_000);

test('AND and OR are added and taken away by keyboard, and the focus stays where people work', async () => {
  const scene = await openFilter();
  await scene.textbox('Label').fill('Bugs');
  await scene.condition(1).getByRole('textbox', { name: 'Value 1' }).fill('{{1.text}}');
  await scene.page.getByRole('button', { name: 'Add AND condition' }).press('Enter');
  await scene.page.keyboard.type('{{{{1.customer.email}}');
  await scene.page.getByRole('button', { name: 'Add OR group' }).press('Enter');
  await scene.page.keyboard.type('1');
  await expectAccessible(scene.page);
  const [, stored] = await scene.save();
  expect(stored?.['filter']).toEqual({
    name: 'Bugs',
    conditions: [
      [
        expect.objectContaining({ a: '{{1.text}}' }),
        expect.objectContaining({ a: expect.stringContaining('1.customer.email') }),
      ],
      [{ a: '1', o: 'exist' }],
    ],
  });
  await scene.condition(1, 2).getByRole('button', { name: 'Delete this condition' }).press('Enter');
  await scene.page.getByRole('group', { name: 'Alternative 2' }).waitFor({ state: 'hidden' });
  await scene.condition(1).getByRole('button', { name: 'Duplicate this condition' }).press('Enter');
  await scene.condition(3).waitFor();
  expectNoTrouble(scene.page);
}, 60_000);

test('an operator with one operand takes no second value', async () => {
  const scene = await openFilter();
  const first = scene.condition(1);
  await first.getByRole('textbox', { name: 'Value 1' }).fill('{{1.customer.zip}}');
  await first.getByRole('combobox', { name: 'Operator' }).click();
  await scene.page.getByRole('option', { name: 'Does not exist' }).click();
  expect(await first.getByRole('textbox', { name: 'Value 2' }).count()).toBe(0);
  await scene.result.getByText('passes').waitFor();
  const [, stored] = await scene.save();
  expect(stored?.['filter']).toEqual({ name: '', conditions: [[{ a: '{{1.customer.zip}}', o: 'notexist' }]] });
  await scene.page.getByRole('button', { name: 'Remove the filter' }).click();
  const [, without] = await scene.save();
  expect(without?.['filter']).toBeUndefined();
}, 60_000);

test('at the start of a route a checkbox makes it the fallback', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    {
      id: 2,
      module: 'builtin:BasicRouter',
      routes: [
        { flow: [{ id: 3, module: 'util:FunctionSleep', version: 1, mapper: { duration: 1 } }] },
        { flow: [{ id: 4, module: 'util:FunctionSleep', version: 1, mapper: { duration: 1 } }] },
      ],
    },
  ]);
  await scene.openModule(4);
  await scene.tab('Filter');
  await scene.page.getByRole('checkbox', { name: 'Fallback route' }).check();
  const [, router] = await scene.save();
  expect(router?.['parameters']).toEqual({ else: 1 });
}, 60_000);

test('the filter is accessible in the dark and on a phone', async () => {
  const scene = await openFilter({ query: '?theme=dark', viewport: { width: 390, height: 820 } });
  await scene.condition(1).getByRole('textbox', { name: 'Value 1' }).fill('{{1.text}}');
  await scene.page.getByRole('status', { name: 'Preview of Value 1' }).getByText('text').last().waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);
