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

async function openTrigger(options: Parameters<typeof openScene>[2] = {}): Promise<Scene> {
  const scene = await openScene(stage, [{ id: 1, module: 'sonar:watchTagAdded' }], options);
  await scene.openModule(1);
  return scene;
}

function field({ page }: Scene) {
  const group = page.getByRole('group', { name: 'Webhook', exact: true });
  return {
    choice: group.getByRole('combobox', { name: 'Webhook' }),
    button: (name: string) => group.getByRole('button', { name, exact: true }),
  };
}

async function hooks(): Promise<
  readonly {
    readonly id: string;
    readonly name: string;
    readonly scenarioIds: readonly string[];
    readonly parameters: unknown;
  }[]
> {
  return (await stage.call('GET', '/hooks'))['data'] as never;
}

test('a webhook is added by its name, in place, and the trigger listens to it once it is saved', async () => {
  const scene = await openTrigger();
  const { choice, button } = field(scene);
  await button('Add').click();
  await scene.page.getByRole('dialog', { name: 'Create a webhook' }).waitFor();
  await expectAccessible(scene.page);
  await scene.textbox('Webhook Name').fill('Support <b>line</b>');
  await scene.page.keyboard.press('Enter');
  await scene.page.getByText('The webhook Support <b>line</b> was created.').waitFor();
  expect(await choice.inputValue()).toBe('Support <b>line</b>');
  expect(await button('Add').evaluate((element) => element === document.activeElement)).toBe(true);
  const [step] = await scene.save();
  const made = (await hooks()).find(({ name }) => name === 'Support <b>line</b>');
  expect(step?.['parameters']).toMatchObject({ __IMTHOOK__: made?.id });
  // Sonar is told the same name.
  expect(made?.parameters).toEqual({ webhookName: 'Support <b>line</b>' });
  expectNoTrouble(scene.page);
}, 60_000);

test('the webhook is called something else without leaving the form', async () => {
  const scene = await openTrigger();
  const { choice, button } = field(scene);
  await button('Rename').click();
  await scene.textbox('Webhook Name').fill('Tags');
  await scene.page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await scene.page.getByText('The webhook is called Tags now.').waitFor();
  expect(await choice.inputValue()).toBe('Tags');
  expect((await hooks()).map(({ name }) => name)).toContain('Tags');
  expectNoTrouble(scene.page);
}, 60_000);

test('without a connection there is nothing to choose from, and the field says why', async () => {
  const scene = await openScene(stage, [{ id: 1, module: 'sonar:watchTagAdded', parameters: { __IMTCONN__: '' } }]);
  await scene.openModule(1);
  const { choice, button } = field(scene);
  await scene.page.getByText('Choose the connection first: the webhook belongs to it.').waitFor();
  expect(await button('Add').isDisabled()).toBe(true);
  expect(await choice.isDisabled()).toBe(true);
  expectNoTrouble(scene.page);
}, 60_000);

test('a server that is gone leaves the name in the dialog', async () => {
  const scene = await openTrigger();
  await field(scene).button('Add').click();
  const dialog = scene.page.getByRole('dialog', { name: 'Create a webhook' });
  await scene.page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null);
  await scene.textbox('Webhook Name').fill('Kept');
  await scene.page.route('**/api/v1/hooks', (route) => route.abort());
  await scene.textbox('Webhook Name').press('Enter');
  await dialog.getByRole('alert').waitFor();
  expect(await scene.textbox('Webhook Name').inputValue()).toBe('Kept');
  await scene.page.unroute('**/api/v1/hooks');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await hooks()).filter(({ name }) => name === 'Kept')).toHaveLength(1);
}, 60_000);

test('on a phone the focus goes back into the settings, in the dark too', async () => {
  const scene = await openTrigger({ query: '?theme=dark', viewport: { width: 390, height: 844 } });
  const { button } = field(scene);
  await button('Add').click();
  await scene.page.getByRole('dialog', { name: 'Create a webhook' }).waitFor();
  await expectAccessible(scene.page);
  await scene.page.keyboard.press('Escape');
  await scene.page.getByRole('dialog', { name: 'Create a webhook' }).waitFor({ state: 'detached' });
  await scene.page.waitForFunction(() => document.activeElement?.textContent === 'Add');
  expectNoTrouble(scene.page);
}, 60_000);

test('a webhook nobody uses is deleted on its page, one in use is kept', async () => {
  const used = (await hooks()).find(({ scenarioIds }) => scenarioIds.length > 0);
  const made = await stage.call('POST', '/hooks', {
    app: 'sonar',
    webhook: 'newCustomer',
    name: 'Spare',
    connectionId: ((await stage.call('GET', '/connections'))['data'] as { id: string }[])[0]?.id,
  });
  const page = await stage.open(`/webhooks/${String(made['id'])}`);
  const confirm = page.getByRole('dialog', { name: 'Delete Spare?' });
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
  await page.getByRole('link', { name: 'Spare' }).waitFor({ state: 'detached' });
  await page.goto(`${stage.url}/webhooks/${used?.id ?? ''}`);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alert').getByText('starts').waitFor();
  await expectAccessible(page);
}, 60_000);
