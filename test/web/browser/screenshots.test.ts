import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../../e2e/server-process.ts';
import { expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

/** `npm run docs:images` writes the pictures of the documentation; otherwise they are only taken. */
const FOLDER =
  process.env['DOCS_IMAGES'] === undefined
    ? mkdtempSync(join(tmpdir(), 'images-'))
    : resolve(import.meta.dirname, '../../../docs/images');
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };

let stage: WebStage;
let scenarioId: string;

beforeAll(async () => {
  stage = await openWebStage();
  const list = (await stage.call('GET', '/scenarios'))['data'] as { id: string }[];
  scenarioId = list[0]?.id ?? '';
  const customers = [
    { phone_number: '+13105551234', first_name: 'Matthew' },
    { phone_number: '+13105555678', first_name: 'Ada' },
  ];
  for (const customer of customers) {
    await fetch(`${stage.sandboxUrl}/api/v1/customers`, {
      method: 'POST',
      headers: { 'X-Token': stage.token, 'content-type': 'application/json' },
      body: JSON.stringify(customer),
    });
  }
  await until(async () => {
    const { data } = await stage.call('GET', '/executions?status=success');
    return (data as unknown[]).length === customers.length;
  }, 'both customers are welcomed');
}, 60_000);
afterAll(() => stage.close());

/** Takes a picture, and expects that it is one. */
async function take(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  // Nothing blinks in a picture, and nothing is about to disappear.
  await page.getByRole('status').first().waitFor({ state: 'attached' });
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  expect(statSync(path).size).toBeGreaterThan(10_000);
  expectNoTrouble(page);
}

test('the builder with a module and its mapping', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}?theme=light`, DESKTOP);
  await page.getByRole('button', { name: 'Edit 2 Send a Message' }).click();
  await page.getByRole('textbox', { name: /^Text/ }).first().click();
  await page
    .getByRole('treeitem', { name: /^Phone Number/ })
    .first()
    .waitFor();
  await page
    .getByText(/^Welcome (Matthew|Ada)!/)
    .first()
    .waitFor();
  await take(page, 'builder');
}, 60_000);

test('a run with its operations', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}?theme=dark`, DESKTOP);
  await page.getByRole('button', { name: /^Output of 2 Send a Message/ }).click();
  await page.getByRole('heading', { name: '2 Send a Message' }).waitFor();
  await take(page, 'inspector');
}, 60_000);

test('the lists', async () => {
  for (const [path, heading] of [
    ['/scenarios', 'Scenarios'],
    ['/history', 'History'],
    ['/webhooks', 'Webhooks'],
    ['/connections', 'Connections'],
  ] as const) {
    const page = await stage.open(`${path}?theme=light`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.getByRole('table').first().waitFor();
    await take(page, heading.toLowerCase());
    await page.close();
  }
}, 60_000);

test('the sandbox', async () => {
  const page = await stage.open('/sandbox/customers?theme=light', DESKTOP);
  await page.getByRole('heading', { level: 1, name: 'Sandbox' }).waitFor();
  await page.getByText('Matthew').first().waitFor();
  await take(page, 'sandbox');
}, 60_000);

test('the builder on a phone', async () => {
  const page = await stage.open(`/scenarios/${scenarioId}?theme=dark`, PHONE);
  await page.getByRole('button', { name: 'Edit 2 Send a Message' }).waitFor();
  await take(page, 'phone');
}, 60_000);
