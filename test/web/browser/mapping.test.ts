import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import type { Scene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

/** A message to map into, behind a trigger whose bundle has items of every type. */
async function openMessage(text: string, options: Parameters<typeof openScene>[2] = {}): Promise<Scene> {
  const scene = await openScene(
    stage,
    [
      { id: 1, module: 'sonar:watchTagAdded' },
      { id: 2, module: 'sonar:sendMessage', mapper: { text } },
    ],
    options,
  );
  await scene.openModule(2);
  return scene;
}

const preview = (scene: Scene, label = 'Text') => scene.page.getByRole('status', { name: `Preview of ${label}` });
const item = (scene: Scene, name: string | RegExp) =>
  scene.page.getByRole('tree', { name: 'Items' }).getByRole('treeitem', { name });

test('the panel opens with the field, leaves it the focus, and a click inserts at the caret', async () => {
  const scene = await openMessage('Hello !');
  const text = scene.textbox('Text');
  await text.click();
  await scene.page.getByRole('complementary', { name: 'Mapping panel' }).waitFor();
  await scene.page.keyboard.press('End');
  await scene.page.keyboard.press('ArrowLeft');
  await item(scene, 'First Name, text, Matthew').first().click();
  await scene.page.getByText('Inserted 1 First Name. Preview Matthew').waitFor();
  await preview(scene).getByText('Hello Matthew!').waitFor();
  await scene.page.keyboard.type('?');
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['text']).toBe('Hello {{1.customer.first_name}}?!');
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);

test('an item is dragged into a field that has the caret, and into one that has not', async () => {
  const scene = await openMessage('Hi ');
  await scene.textbox('Text').click();
  await item(scene, /^Email Address/)
    .first()
    .dragTo(scene.textbox('Text'));
  await preview(scene).getByText('matthew@example.com').waitFor();
  await item(scene, /^Phone Number/)
    .first()
    .dragTo(scene.textbox('Phone Number'));
  await preview(scene, 'Phone Number').getByText('+13105551234').waitFor();
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['phoneNumber']).toBe('{{1.customer.phone_number}}');
  expect(stored?.mapper?.['text']).toContain('{{1.customer.email}}');
  expectNoTrouble(scene.page);
}, 60_000);

test('typed expressions close themselves and are completed', async () => {
  const scene = await openMessage('');
  await scene.textbox('Text').click();
  await scene.page.keyboard.type('Dear {{1.customer.la');
  await scene.page.getByRole('option', { name: /Last Name/ }).waitFor();
  await scene.page.keyboard.press('Enter');
  await scene.page.keyboard.type('}}, /upp');
  await scene.page.getByRole('option', { name: /upper/ }).waitFor();
  await expectAccessible(scene.page);
  await scene.page.keyboard.press('Enter');
  await scene.page.keyboard.type('1.text');
  await preview(scene).getByText('Dear Example, IS MY ORDER ON ITS WAY?').waitFor();
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['text']).toBe('Dear {{1.customer.last_name}}, {{upper(1.text)}}');
  expectNoTrouble(scene.page);
}, 60_000);

test('the preview tells text, numbers, dates, lists, empty values and what cannot be read', async () => {
  const scene = await openMessage('');
  const text = scene.textbox('Text');
  const cases: readonly (readonly [written: string, shown: readonly string[]])[] = [
    ['{{1.customer.first_name}}', ['Matthew', 'text']],
    ['{{length(1.text)}}', ['23', 'number']],
    ['{{parseDate("2026-03-01"; "YYYY-MM-DD")}}', ['2026-03-01T00:00:00.000Z', 'date']],
    ['{{1.tags}}', ['1 item', 'array']],
    ['{{1.customer}}', ['{ } 4 items', 'collection']],
    ['{{1.customer.zip}}', ['Empty – item 1.customer.zip is not in this bundle']],
    ['Zip: {{1.customer.zip}}.', ['Zip: .', '1.customer.zip is empty: item 1.customer.zip is not in this bundle']],
    ['{{emptystring}}', ['Empty']],
  ];
  for (const [written, shown] of cases) {
    await text.fill(written);
    for (const part of shown) await preview(scene).getByText(part, { exact: true }).waitFor();
  }
  await text.fill('{{upper(1.text}}');
  await scene.page.getByText('This parenthesis is never closed.').waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);

test('a slip is underlined and corrected by a button', async () => {
  const scene = await openMessage('');
  await scene.textbox('Text').fill('{{formatdate(1.created_at; "YYYY")}}');
  await scene.page
    .getByText(/Did you mean "formatDate"/)
    .first()
    .waitFor();
  await scene.page.getByRole('button', { name: 'Fix' }).click();
  await preview(scene).getByText('2026', { exact: true }).waitFor();
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['text']).toBe('{{formatDate(1.created_at; "YYYY")}}');
}, 60_000);

test('everything is reached by keyboard: search by value, insert, back to the caret', async () => {
  const scene = await openMessage('Hi ');
  await scene.textbox('Text').press('End');
  await scene.page.keyboard.press('Alt+ArrowDown');
  const search = scene.page.getByRole('searchbox', { name: 'Search items and functions' });
  expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  await scene.page.keyboard.type('ada@');
  await item(scene, 'User › Email Address, text, ada@example.com').waitFor();
  await expectAccessible(scene.page);
  await scene.page.keyboard.press('ArrowDown');
  await scene.page.keyboard.press('Enter');
  await scene.page.keyboard.type('!');
  await preview(scene).getByText('Hi ada@example.com!').waitFor();
  await scene.page.keyboard.press('Alt+ArrowDown');
  await scene.page.keyboard.press('Escape');
  await scene.page.keyboard.type('?');
  await preview(scene).getByText('Hi ada@example.com!?').waitFor();
}, 60_000);

test('Backspace selects a pill first, then removes it', async () => {
  const scene = await openMessage('A {{1.text}}');
  await scene.textbox('Text').press('End');
  await scene.page.keyboard.press('Backspace');
  await preview(scene).getByText('A Is my order on its way?').waitFor();
  await scene.page.keyboard.press('Backspace');
  await preview(scene).waitFor({ state: 'hidden' });
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['text']).toBe('A ');
}, 60_000);

test('of a list the whole, the first or a numbered item is inserted', async () => {
  const scene = await openMessage('');
  await scene.textbox('Text').click();
  await item(scene, /^Tags, array/).click();
  await preview(scene).getByText('1 item', { exact: true }).waitFor();
  await scene.textbox('Text').fill('');
  await scene.page.getByRole('group', { name: 'Insert Tags' }).getByRole('button', { name: 'Item 1' }).click();
  await preview(scene).getByText('bug', { exact: true }).waitFor();
  const [, stored] = await scene.save();
  expect(stored?.mapper?.['text']).toBe('{{1.tags[1]}}');
}, 60_000);

test('functions stand in families, each with an example, and are inserted with the caret inside', async () => {
  const scene = await openMessage('');
  await scene.textbox('Text').click();
  const panel = scene.page.getByRole('complementary', { name: 'Mapping panel' });
  for (const tab of ['General', 'Math', 'Date & time', 'Arrays', 'Variables & keywords', 'Text']) {
    await panel.getByRole('tab', { name: tab }).click();
    await panel.getByRole('list', { name: tab }).getByRole('button').first().waitFor();
  }
  await expectAccessible(scene.page);
  await panel.getByRole('button', { name: 'Insert lower' }).click();
  await scene.page.keyboard.type('"ABC"');
  await preview(scene).getByText('abc', { exact: true }).waitFor();
}, 60_000);

test('mappings can be edited as plain text, and the choice is kept', async () => {
  const scene = await openMessage('{{1.text}}');
  await scene.page.getByRole('switch', { name: 'Edit as text' }).click({ force: true });
  expect(await scene.textbox('Text').inputValue()).toBe('{{1.text}}');
  await scene.textbox('Text').fill('{{1.text}} and ');
  await scene.textbox('Text').press('End');
  await item(scene, /^Media URL/).waitFor();
  await item(scene, /^From, text/).click();
  expect(await scene.textbox('Text').inputValue()).toBe('{{1.text}} and {{1.from_name}}');
  await scene.page.reload();
  await scene.openModule(2);
  expect(await scene.textbox('Text').inputValue()).toBe('{{1.text}} and {{1.from_name}}');
  await expectAccessible(scene.page);
}, 60_000);

test('on a phone and in the dark the panel is a sheet below the fields', async () => {
  const scene = await openMessage('', { query: '?theme=dark', viewport: { width: 390, height: 820 } });
  await scene.textbox('Text').click();
  const panel = scene.page.getByRole('complementary', { name: 'Mapping panel' });
  await panel.waitFor();
  const [field, sheet] = await Promise.all([scene.textbox('Text').boundingBox(), panel.boundingBox()]);
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThan(sheet?.y ?? 0);
  await item(scene, /^Text, text/).click();
  await preview(scene).getByText('Is my order on its way?').waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);

test('a server that is gone leaves a reason instead of the preview, and the field as it is', async () => {
  const scene = await openMessage('');
  await scene.textbox('Text').fill('{{1.text}}');
  await preview(scene).getByText('Is my order on its way?').waitFor();
  await stage.stopServer();
  await scene.textbox('Text').fill('{{upper(1.text)}}');
  await preview(scene).getByText('The server of Sonar Connect does not answer.').waitFor();
  await stage.startServer();
  await scene.textbox('Text').fill('{{lower(1.text)}}');
  await preview(scene).getByText('is my order on its way?').waitFor();
}, 90_000);
