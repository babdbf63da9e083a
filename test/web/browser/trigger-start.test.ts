import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { helpDeskFiles, type HelpDeskServer, startHelpDesk } from '../../help-desk-server.ts';
import { openScene, type Scene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let stage: WebStage;
let server: HelpDeskServer;
let connectionId: string;

beforeAll(async () => {
  server = await startHelpDesk([1, 2, 3].map((id) => ({ id, minute: id })));
  stage = await openWebStage({ env: { SONAR_CONNECT_PRIVATE_ORIGINS: server.origin } });
  await stage.call('POST', '/apps', { files: helpDeskFiles() });
  const values = { url: server.origin, token: 'a-token-for-the-test' };
  const connection = await stage.call('POST', '/connections', { app: 'help-desk', name: 'Desk', values });
  connectionId = String(connection['id']);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await server.close();
});

async function openTrigger(options: Parameters<typeof openScene>[2] = {}): Promise<Scene> {
  const parameters = { __IMTCONN__: connectionId, limit: 10 };
  const scene = await openScene(stage, [{ id: 1, module: 'help-desk:watchTickets', parameters }], options);
  await scene.openModule(1);
  return scene;
}

function parts({ page }: Scene) {
  const group = page.getByRole('group', { name: 'Where to start' });
  return {
    group,
    open: group.getByRole('button', { name: 'Choose where to start' }),
    dialog: page.getByRole('dialog', { name: 'Choose where to start' }),
  };
}

test('with the keyboard alone the trigger is set behind an item of the service', async () => {
  const scene = await openTrigger();
  const { page } = scene;
  const { group, open, dialog } = parts(scene);
  await group.getByText('It starts from the moment the scenario is switched on, or first run.').waitFor();
  await page.getByRole('button', { name: /^Schedule: Every 15 minutes/ }).waitFor();
  await open.focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await dialog.getByRole('radio', { name: 'From now on' }).focus();
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('ArrowDown');
  expect(await dialog.getByRole('radio', { name: 'After an item' }).isChecked()).toBe(true);
  await dialog.getByRole('radio', { name: 'No. 3 (a@example.com)' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('The starting point was chosen.').waitFor();
  await group.getByText(/^The next run takes what came after the item 2 of /).waitFor();
  expect(await open.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Run once' }).click();
  await group.getByText(/^The next run takes what came after the item 3 of /).waitFor();
  expectNoTrouble(page);
}, 60_000);

test('a date that is missing is said at the field, and one that is given is taken', async () => {
  const scene = await openTrigger({ query: '?theme=dark', viewport: { width: 390, height: 844 } });
  const { group, open, dialog } = parts(scene);
  await open.click();
  await dialog.getByRole('radio', { name: 'Since a date' }).check();
  const field = dialog.getByLabel('Date and time');
  await dialog.getByRole('button', { name: 'Start from there' }).click();
  await dialog.getByText('Choose a date and a time.').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(scene.page);
  await field.fill('2026-01-01T00:02');
  await dialog.getByRole('button', { name: 'Start from there' }).click();
  await group.getByText(/^The next run takes what came since /).waitFor();
  expectNoTrouble(scene.page);
}, 60_000);

test('a service that is gone says so in the dialog, and nothing is chosen', async () => {
  const scene = await openTrigger();
  const { group, open, dialog } = parts(scene);
  await open.click();
  await scene.page.route('**/start', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Start from there' }).click();
  await dialog.getByRole('alert').waitFor();
  await scene.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await group.getByText('It starts from the moment the scenario is switched on, or first run.').waitFor();
}, 60_000);

test('while something is not saved the button waits, and says why', async () => {
  const scene = await openTrigger();
  const { group, open } = parts(scene);
  await scene.textbox('Queue').fill('sales');
  await group.getByText(/^Save the scenario first/).waitFor();
  expect(await open.isDisabled()).toBe(true);
  await scene.save();
  await group.getByText(/^Save the scenario first/).waitFor({ state: 'detached' });
  expect(await open.isEnabled()).toBe(true);
  expectNoTrouble(scene.page);
}, 60_000);
