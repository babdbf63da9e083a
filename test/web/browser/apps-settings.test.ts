import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { zipOf } from '../../../src/manifest/write/zip.ts';
import { localApp } from '../../manifest/layouts/make-files.ts';
import { manifest, module, shapesApp, type AppFiles } from '../../server/shapes-app.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 780 } };

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('the reference of every module comes from its manifest', async () => {
  const page = await stage.open('/apps');
  await page.getByRole('list', { name: 'Installed apps' }).getByRole('link').click();
  const modules = page.getByRole('navigation', { name: 'Modules of Sonar' });
  await modules.waitFor();
  expect(await modules.getByRole('link').count()).toBe(16);
  await expectAccessible(page);
  await modules.getByRole('link', { name: 'Create / Update a Customer' }).click();
  await page.getByRole('table', { name: 'Inputs' }).getByRole('cell', { name: 'Phone Number required' }).waitFor();
  await page.getByRole('table', { name: 'Output' }).getByRole('cell', { name: 'phone_number', exact: true }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('an app that is not there is said to be missing', async () => {
  const page = await stage.open('/apps/nobody?theme=dark', PHONE);
  await page
    .getByRole('alert')
    .getByText(/nobody/)
    .waitFor();
  await expectAccessible(page);
}, 60_000);

describe('apps from elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const onDisk = (name: string, files: AppFiles): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
    return join(folder, name);
  };
  const choose = async (page: Page, button: string, path: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(path);
  };
  const importing = async (page: Page) => {
    await page.getByRole('button', { name: 'Import app…' }).click();
    return page.getByRole('dialog', { name: 'Import app' });
  };

  test('an app is imported from its folder, checked, replaced and removed', async () => {
    const page = await stage.open('/apps');
    const dialog = await importing(page);
    await dialog.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await expectAccessible(page);
    const broken = module('shout').replace('"action"', '"acton"');
    await choose(page, 'Choose a folder', onDisk('broken', { ...shapesApp(), 'modules/shout.json': broken }));
    await dialog.getByRole('alert').getByText('Not installed: 1 error').waitFor();
    const finding = dialog.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    expect(await finding.allTextContents()).toEqual([expect.stringContaining('modules/shout.json:5:17')]);
    await expectAccessible(page);

    await choose(page, 'Choose a folder', onDisk('good', { ...shapesApp(), 'README.md': 'left out' }));
    await page.getByRole('status').getByText('Shapes 1.0.0: 1 module loaded.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    const apps = page.getByRole('list', { name: 'Installed apps' });
    await apps.getByRole('link', { name: /Shapes/ }).waitFor();

    const newer = { ...shapesApp(), 'manifest.json': manifest('shapes', ['shout'], '2.0.0') };
    const bundle = join(onDisk('bundle', { 'shapes.json': JSON.stringify({ files: newer }) }), 'shapes.json');
    await importing(page);
    await choose(page, 'Choose a file', bundle);
    await dialog.getByRole('alert').getByText('is installed already').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Replace the installed app' }).click();
    await page.getByRole('status').getByText('Shapes 2.0.0').waitFor();

    await apps.getByRole('link', { name: /Shapes.*2\.0\.0/ }).click();
    await page.getByRole('region', { name: 'Compatibility' }).getByText('2 of 2 directives native').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Remove app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('status').getByText('Shapes was removed.').waitFor();
    await apps.waitFor();
    expect(await apps.getByRole('link').count()).toBe(1);
    expectNoTrouble(page);
  }, 60_000);

  test('an app made for Make is imported from a zip archive or its folder, and says what it goes without', async () => {
    const page = await stage.open('/apps');
    const dialog = await importing(page);
    const folder = onDisk('made', { 'README.md': '# left out' });
    const archive = join(folder, 'acme.zip');
    writeFileSync(archive, zipOf(localApp()));
    await choose(page, 'Choose a file', archive);
    await page.getByRole('status').getByText('Acme Things 2: 2 modules loaded.').waitFor();
    await dialog.waitFor({ state: 'detached' });

    await importing(page);
    await choose(
      page,
      'Choose a folder',
      onDisk('lacking', { ...localApp(), 'modules/get.iml.json': '{', 'modules/old.iml.json': '{ "n": 1 }' }),
    );
    await dialog.getByRole('button', { name: 'Replace the installed app' }).click();
    await page.getByRole('status').getByText('Acme Things 2: 1 module loaded. 1 part left out').waitFor();
    await page.getByRole('status').getByText('not read: modules/old.iml.json.').waitFor();
    await page.getByRole('button', { name: 'Open it' }).click();
    const region = page.getByRole('region', { name: 'Compatibility' });
    await region.getByText('Left out, because of the errors below: module Get a Thing.').waitFor();
    await region.getByRole('listitem').getByText('modules/get.iml.json:1').waitFor();
    await expectAccessible(page);
    await stage.call('DELETE', '/apps/acme-things-x1y2z3');
    expectNoTrouble(page);
  }, 60_000);

  test('what is no app is said at once, and an app that is used stays', async () => {
    const page = await stage.open('/apps?theme=dark', PHONE);
    const dialog = await importing(page);
    await choose(page, 'Choose a folder', onDisk('empty', { 'readme.md': 'nothing' }));
    await dialog.getByRole('alert').getByText('This folder holds no app').waitFor();
    await choose(page, 'Choose a file', join(onDisk('text', { 'a.json': '{"flow":[]}' }), 'a.json'));
    await dialog.getByRole('alert').getByText('a.json is no app').waitFor();
    await expectAccessible(page);
    const surplus = module('shout').replace('"HELLO"', '"HELLO", "more": 1');
    await choose(page, 'Choose a folder', onDisk('warned', { ...shapesApp(), 'modules/shout.json': surplus }));
    await page.getByRole('status').getByText('1 warning').waitFor();
    const flow = [{ id: 1, module: 'shapes:shout', mapper: { text: 'a' } }];
    const { id } = await stage.call('POST', '/scenarios', { blueprint: { name: 'Shouter', flow } });
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('region', { name: 'Compatibility' }).getByText('1 finding', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Remove app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('Shouter').waitFor();
    await expectAccessible(page);
    await stage.call('DELETE', `/scenarios/${String(id)}`);
    await stage.call('DELETE', '/apps/shapes');
    expectNoTrouble(page);
  }, 60_000);
});

test('the theme and the direction are set in the settings and stay', async () => {
  const page = await stage.open('/settings?theme=light');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'Downwards' }).check();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
  await page.goto(`${stage.url}/settings/appearance`);
  await page.getByRole('radio', { name: 'Dark' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
  expect(await page.getByRole('radio', { name: 'Downwards' }).isChecked()).toBe(true);
  expect(await page.getByRole('switch', { name: 'Single-key shortcuts' }).isChecked()).toBe(false);
  await expectAccessible(page);
  expectNoTrouble(page);
}, 60_000);

test('every section of the settings opens, and the key is rotated after a question', async () => {
  const page = await stage.open('/settings', PHONE);
  for (const section of ['Retention and limits', 'About', 'Security']) {
    await page.getByRole('tab', { name: section }).click();
    await page.getByRole('table', { name: section }).waitFor();
    await expectAccessible(page);
  }
  const before = await page.getByRole('row', { name: /Encryption key/ }).textContent();
  await page.getByRole('button', { name: 'Rotate the encryption key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByRole('status').getByText('A new key is in use').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByRole('row', { name: /Encryption key/ }).textContent()).not.toBe(before);
  expectNoTrouble(page);
}, 60_000);
