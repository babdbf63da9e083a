import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addModule, editStep } from '../../../src/web/model/aria-names.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/scenarios/if-else-merge.json');

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

async function create(name: string, blueprint: object = { flow: [] }): Promise<string> {
  const { id } = await stage.call('POST', '/scenarios', { name, blueprint });
  return String(id);
}

test('a blueprint that is imported and exported again is the same', async () => {
  const page = await stage.open(`/scenarios/${await create('Empty before')}`);
  const menu = page.getByRole('button', { name: 'More actions for the scenario' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Import blueprint…' }).click();
  const text = readFileSync(EXAMPLE, 'utf8');
  await page.getByRole('textbox', { name: 'Blueprint' }).fill(text);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('list', { name: 'Branch 1 of 2: Regular' }).waitFor();
  await menu.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export blueprint' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Empty before.blueprint.json');
  const exported: unknown = JSON.parse(readFileSync(await file.path(), 'utf8'));
  expect(exported).toEqual({ ...(JSON.parse(text) as object), name: 'Empty before' });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Choose a trigger' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a scenario is duplicated as it is being edited, and the copy opens', async () => {
  const page = await stage.open(`/scenarios/${await create('Original')}`);
  await page.getByRole('button', { name: addModule('Get a Customer') }).click();
  await page.getByRole('button', { name: 'More actions for the scenario' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('heading', { level: 1, name: 'Original (copy)' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: editStep({ number: '1', label: 'Get a Customer' }) }).waitFor();
  await page.getByText(/^Saved \d/).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a scenario that is not there says so', async () => {
  const page = await stage.open('/scenarios/scn_missing');
  await page.getByText('There is no scenario scn_missing.').waitFor();
  await expectAccessible(page);
}, 60_000);

test('an address leads to a module and its field, and a finding of the list to where it is corrected', async () => {
  const flow = [{ id: 7, module: 'sonar:sendCampaign', version: 1, parameters: {}, mapper: {} }];
  const id = await create('Addressed', { flow });
  const page = await stage.open(`/scenarios/${id}?module=7&panel=settings&field=campaignId`);
  await page.getByRole('complementary', { name: 'Settings of 7 Send a Campaign' }).waitFor();
  await page.goto(`${stage.url}/scenarios/${id}?problem=${encodeURIComponent('/flow/0/mapper/campaignId')}`);
  await page.getByRole('complementary', { name: 'Settings of 7 Send a Campaign' }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('names, labels and notes are shown as text, never as markup', async () => {
  const evil = '<img src=x onerror="document.title=1">{{1.a}}';
  const page = await stage.open(
    `/scenarios/${await create(evil, {
      flow: [
        { id: 1, module: 'sonar:getCustomer', version: 1, metadata: { designer: { name: evil } } },
        { id: 2, module: `${evil}:x`, version: 1, filter: { name: evil, conditions: [[{ a: '1', o: 'exist' }]] } },
      ],
      metadata: { notes: [{ moduleIds: [1], content: `<p>Hello</p>${evil}`, isFilterNote: false }] },
    })}`,
  );
  await page.getByRole('button', { name: `Edit 1 ${evil}` }).waitFor();
  await page.getByRole('button', { name: `Filter before 2 ${evil}:x: ${evil}` }).waitFor();
  await page.getByText('Hello').waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(await page.title()).toBe(`${evil} – Sonar Connect`);
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);
