import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exampleFiles } from '../../app/example-files.ts';
import { type BoardProvider, startBoardProvider } from '../../vault/board-provider.ts';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let provider: BoardProvider;
let stage: WebStage;
let connection: string;
beforeAll(async () => {
  provider = await startBoardProvider();
  stage = await openWebStage({ demo: false, env: { SONAR_CONNECT_PRIVATE_ORIGINS: provider.origin } });
  await stage.call('POST', '/apps', { files: await exampleFiles('team-board') });
  const values = { server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' };
  const begun = await stage.call('POST', '/authorizations', { app: 'team-board', name: 'Garden', values });
  await fetch(provider.allow(String(begun['url'])));
  connection = String((await stage.call('GET', `/authorizations/${String(begun['id'])}`))['connectionId']);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await provider.close();
});

test('fields that only the service knows stand in the form, ask with what is chosen there, and are stored', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'team-board:addNote', parameters: { __IMTCONN__: connection }, mapper: { text: 'Hi' } },
  ]);
  await scene.openModule(1);
  await scene.page.getByRole('combobox', { name: 'Board' }).click();
  await scene.page.getByRole('option', { name: 'Garden' }).click();
  // What was chosen gets the focus back a moment later; until then another list would close again.
  await scene.page.getByRole('option', { name: 'Garden' }).waitFor({ state: 'hidden' });
  await scene.page.getByRole('combobox', { name: 'Colour' }).waitFor();
  await scene.page.getByRole('combobox', { name: 'Colour' }).press('ArrowDown');
  await scene.page.getByRole('option', { name: 'Yellow' }).click();
  await expectAccessible(scene.page);
  const asked = provider.requests.filter(({ path }) => path.endsWith('/fields')).map(({ path }) => path);
  expect(asked).toEqual(['/api/boards/b1/fields']);
  const [step] = await scene.save();
  expect(step?.mapper).toEqual({ board: 'b1', text: 'Hi', colour: 'yellow' });
  expectNoTrouble(scene.page);
}, 60_000);

test('a folder is found level by level, and a text is looked up at the service, all by keyboard', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'team-board:addNote', parameters: { __IMTCONN__: connection }, mapper: { board: 'b1' } },
  ]);
  await scene.openModule(1);
  await scene.page.getByRole('button', { name: 'Browse' }).press('Enter');
  const folders = scene.page.getByRole('dialog', { name: 'Choose: Shelf' });
  await folders.getByRole('button', { name: 'Garden, folder' }).press('Enter');
  await folders.getByRole('button', { name: 'Tools, folder' }).waitFor();
  await expectAccessible(scene.page);
  await folders.getByRole('button', { name: 'Up' }).press('Enter');
  await folders.getByRole('button', { name: 'House, folder' }).press('Enter');
  await folders.getByText('There is nothing in it.').waitFor();
  await folders.getByRole('button', { name: 'Choose this folder' }).press('Enter');

  await scene.page.getByRole('button', { name: 'Take an earlier text' }).press('Enter');
  const texts = scene.page.getByRole('dialog', { name: 'Take an earlier text (Text)' });
  await texts.getByRole('textbox', { name: 'Words' }).fill('plants');
  await texts.getByRole('textbox', { name: 'Words' }).press('Enter');
  await texts.getByRole('button', { name: 'About plants' }).waitFor();
  await expectAccessible(scene.page);
  await texts.getByRole('button', { name: 'About plants' }).press('Enter');
  const [step] = await scene.save();
  expect(step?.mapper).toEqual({ board: 'b1', shelf: '/house', text: 'About plants' });
  expectNoTrouble(scene.page);
}, 60_000);

test('what only the service can tell of a module is mapped like the rest: once its inputs are there, and again when it failed', async () => {
  const list = { id: 1, module: 'team-board:listNotes', parameters: { __IMTCONN__: connection } };
  const scene = await openScene(stage, [
    list,
    { id: 2, module: 'util:SetVariable2', mapper: { name: 'colour', scope: 'roundtrip' } },
  ]);
  await scene.openModule(2);
  await scene.textbox('Variable value').click();
  const panel = scene.page.getByRole('complementary', { name: 'Mapping panel' });
  await panel.getByText('What 1 List Notes gives is known once Board is filled in.').waitFor();
  await expectAccessible(scene.page);

  const mend = provider.fail('/api/boards/b1/fields', 403, { error: 'The garden is closed.' });
  await scene.openModule(1);
  await scene.page.getByRole('combobox', { name: 'Board' }).click();
  await scene.page.getByRole('option', { name: 'Garden' }).click();
  await scene.openModule(2);
  await scene.textbox('Variable value').click();
  await panel.getByText(/What 1 List Notes gives could not be loaded: .*The garden is closed/).waitFor();
  // What is known can be mapped all the same, with the example the service gave.
  await panel.getByRole('treeitem', { name: /Water the plants/ }).waitFor();
  await expectAccessible(scene.page);
  mend();
  await panel.getByRole('button', { name: 'Retry' }).click();
  await panel.getByRole('treeitem', { name: /Colour/ }).click();
  const [, step] = await scene.save();
  expect(step?.mapper).toMatchObject({ value: '{{1.colour}}' });
}, 60_000);
