import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('the rail leads to every section, and the heading of the new page has the focus', async () => {
  const page = await stage.open('/');
  for (const section of [
    'Connections',
    'Webhooks',
    'Data stores',
    'Apps',
    'Sandbox',
    'History',
    'Settings',
    'Scenarios',
  ]) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section }).click();
    await page.getByRole('heading', { level: 1, name: section }).waitFor();
    expect(await page.title()).toBe(`${section} – Sonar Connect`);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await expectAccessible(page);
  }
  expectNoTrouble(page);
}, 60_000);

test('every section is in the bar of a page 320 pixels wide, and nothing is cut off at its side', async () => {
  const page = await stage.open('/', { viewport: { width: 320, height: 640 } });
  const rail = page.getByRole('navigation', { name: 'Main' });
  for (const section of [
    'Connections',
    'Webhooks',
    'Data stores',
    'Apps',
    'Sandbox',
    'History',
    'Settings',
    'Scenarios',
  ]) {
    await rail.getByRole('link', { name: section }).click();
    await page.getByRole('heading', { level: 1, name: section }).waitFor();
    const links = await rail.getByRole('link').all();
    expect(links).toHaveLength(8);
    for (const link of links) {
      const { x, width } = (await link.boundingBox()) ?? { x: -1, width: 0 };
      expect({ section, from: x >= 0, to: x + width <= 320 }).toEqual({ section, from: true, to: true });
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
  expectNoTrouble(page);
}, 60_000);

test('Ctrl K finds a page by its name and opens it', async () => {
  const page = await stage.open('/');
  await page.getByRole('heading', { level: 1, name: 'Scenarios' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search pages, scenarios and modules' }).fill('webh');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('Ctrl K finds modules, and Escape closes it whatever was typed', async () => {
  const page = await stage.open('/');
  await page.getByRole('heading', { level: 1, name: 'Scenarios' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search pages, scenarios and modules' }).fill('append');
  await page.getByRole('option', { name: 'Append Tag to an Existing Message Module of Sonar' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search pages, scenarios and modules' }).fill('append tag');
  await page.getByRole('option', { name: /^Append Tag/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Append Tag to an Existing Message' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/apps/sonar/appendTag');
  expectNoTrouble(page);
}, 60_000);

test('the page says when it does not hear from the server, and recovers by itself', async () => {
  const page = await stage.open('/');
  await page.getByRole('heading', { level: 1, name: 'Scenarios' }).waitFor();
  await stage.stopServer();
  await page.getByText('Not connected. Reconnecting…').waitFor();
  try {
    await expectAccessible(page);
  } finally {
    await stage.startServer();
  }
  await page.getByText('Not connected. Reconnecting…').waitFor({ state: 'detached' });
}, 60_000);

test('the theme is chosen in the header and stays', async () => {
  const page = await stage.open('/?theme=light');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await page.goto(`${stage.url}/settings`);
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);
