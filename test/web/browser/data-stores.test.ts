import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage({ demo: false });
}, 60_000);
afterAll(() => stage.close());

async function make(body: object): Promise<string> {
  return String((await stage.call('POST', '/data-stores', body))['id']);
}

test('a data store is made, its records are written, checked, edited and deleted', async () => {
  const page = await stage.open('/data-stores');
  await page.getByText('No data stores yet.').waitFor();
  await page.getByRole('button', { name: 'Create a data store' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Create a data store' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Guests');
  await dialog.getByRole('textbox', { name: 'Structure' }).fill('[{"name": "visits", "type": "number"}');
  await dialog.getByText('This is no JSON from line 1').waitFor();
  await dialog.getByRole('textbox', { name: 'Structure' }).fill('[{"name": "visits", "type": "number"}]');
  await dialog.getByRole('checkbox', { name: 'Nothing but these fields' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Guests' }).click();
  await page.getByRole('heading', { level: 1, name: 'Guests' }).waitFor();
  await page.getByText('No records yet.').waitFor();

  await page.getByRole('button', { name: 'Add a record' }).click();
  const record = page.getByRole('dialog', { name: 'Add a record' });
  await record.getByRole('textbox', { name: 'Key' }).fill('<b>Ada</b>/1');
  await record.getByRole('textbox', { name: 'Data' }).fill('{"hat": 1}');
  await record.getByRole('button', { name: 'Save' }).click();
  await record.getByRole('alert').getByText(/hat/).waitFor();
  await expectAccessible(page);
  await record.getByRole('textbox', { name: 'Data' }).fill('{"visits": "3"}');
  await record.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /Ada/ });
  await row.getByText('{"visits":3}').waitFor();
  await expectAccessible(page);

  await row.getByRole('button', { name: 'Edit <b>Ada</b>/1' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit the record' });
  await edit.getByRole('textbox', { name: 'Data' }).fill('{"visits": 4}');
  await edit.getByRole('button', { name: 'Save' }).click();
  await row.getByText('{"visits":4}').waitFor();
  await row.getByRole('button', { name: 'Delete <b>Ada</b>/1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No records yet.').waitFor();
  expectNoTrouble(page);
}, 90_000);

test('a data store in use is not deleted, and says who uses it; one that is not is emptied and deleted', async () => {
  const [used, unused] = [await make({ name: 'Used' }), await make({ name: 'Unused' })];
  const module = { id: 1, module: 'datastore:Stats', parameters: { datastore: used }, mapper: {} };
  await stage.call('POST', '/scenarios', { blueprint: { name: 'Counts', flow: [module] } });
  await stage.call('PUT', `/data-stores/${unused}/records/a`, { data: { n: 1 } });
  const page = await stage.open('/data-stores');
  const act = async (name: string, item: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await act('Used', 'Delete');
  const refused = page.getByRole('dialog', { name: 'Used is in use' });
  await refused.getByRole('link', { name: 'Counts' }).waitFor();
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Close' }).last().click();
  await act('Unused', 'Delete all records');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all records' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await stage.call('GET', `/data-stores/${unused}`)).toMatchObject({ records: 0 });
  await act('Unused', 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('link', { name: 'Unused' }).waitFor({ state: 'detached' });
  expectNoTrouble(page);
}, 90_000);

test('a module chooses its data store by name, and the record has the fields of its structure', async () => {
  const structure = [{ name: 'city', type: 'text', label: 'City' }];
  const [towns, any] = [await make({ name: 'Towns', structure }), await make({ name: 'Anything' })];
  const scene = await openScene(stage, [
    { id: 1, module: 'datastore:AddRecord', mapper: { key: 'a', overwrite: true } },
    { id: 2, module: 'datastore:UpdateRecord', parameters: { datastore: any }, mapper: { key: 'b', data: { n: '1' } } },
  ]);
  await scene.openModule(1);
  await scene.page.getByRole('combobox', { name: 'Data store' }).click();
  await scene.page.getByRole('option', { name: 'Towns' }).click();
  await scene.page.getByRole('textbox', { name: 'City' }).fill('Lyon');
  await expectAccessible(scene.page);
  await scene.page.keyboard.press('Escape');
  await scene.openModule(2);
  await scene.page.getByRole('textbox', { name: 'Name 1' }).waitFor();
  await scene.page.getByRole('textbox', { name: 'Key' }).click();
  await scene.page.getByRole('treeitem', { name: /City/ }).waitFor();
  const [first, second] = await scene.save();
  expect(first).toMatchObject({ parameters: { datastore: towns }, mapper: { data: { city: 'Lyon' } } });
  expect(second).toMatchObject({ parameters: { datastore: any }, mapper: { data: { n: '1' } } });
  expectNoTrouble(scene.page);
}, 90_000);

test('an imported blueprint asks which data store stands for its own', async () => {
  const leads = await make({ name: 'Our leads' });
  const metadata = { restore: { parameters: { datastore: { label: 'Their leads' } } } };
  const module = { id: 1, module: 'datastore:SearchRecord', parameters: { datastore: 98_606 }, mapper: {}, metadata };
  const page = await stage.open('/scenarios');
  await page
    .getByRole('button', { name: /Create a scenario|Create/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /Import/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Import blueprint' });
  await dialog.getByRole('textbox', { name: 'Blueprint' }).fill(JSON.stringify({ name: 'Leads', flow: [module] }));
  await dialog.getByRole('combobox', { name: 'Data store for Their leads' }).click();
  await page.getByRole('option', { name: 'Our leads' }).click();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.waitForURL(/\/scenarios\/scn_/);
  const id = /scn_\w+/.exec(page.url())?.[0] ?? '';
  expect(await stage.call('GET', `/scenarios/${id}/blueprint`)).toMatchObject({
    flow: [{ parameters: { datastore: leads } }],
  });
  expectNoTrouble(page);
}, 90_000);
