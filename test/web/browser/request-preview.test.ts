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

const TRIGGER = { id: 1, module: 'sonar:watchNewCustomer' };
const MESSAGE = {
  id: 2,
  module: 'sonar:sendMessage',
  mapper: { phoneNumber: '+13105550142', text: 'Grüße, {{1.customer.first_name}} & "friends"' },
};

async function openRequest(step: typeof MESSAGE, options: Parameters<typeof openScene>[2] = {}): Promise<Scene> {
  const scene = await openScene(stage, [TRIGGER, step], options);
  await scene.openModule(2);
  await scene.tab('Request preview');
  return scene;
}

/** The bodies of the messages that were sent to the sandbox, newest first. */
async function sentMessages(): Promise<readonly string[]> {
  const answer = await fetch(`${stage.sandboxUrl}/__sandbox/requests`);
  const { requests } = (await answer.json()) as { requests: { method: string; path: string; body: string }[] };
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/v1/messages'))
    .map(({ body }) => body);
}

test('the request is shown as the sandbox gets it, without the token', async () => {
  const scene = await openRequest(MESSAGE);
  const region = scene.page.getByRole('region', { name: 'Request preview' });
  await region.getByText(/\/v1\/messages$/).waitFor();
  const shown = await region.innerText();
  expect(shown).toContain('POST');
  expect(shown).toContain('••••••••');
  expect(shown).not.toContain(stage.token);
  await region.getByText('As sent', { exact: true }).click();
  const shownBody = await region.getByLabel('Request body', { exact: true }).innerText();
  await expectAccessible(scene.page);
  await scene.page.getByRole('tabpanel').getByRole('button', { name: 'Run this module only' }).click();
  await scene.page.getByRole('status', { name: 'Outcome' }).getByText('Done: 1 bundle').waitFor();
  const [body] = await sentMessages();
  expect(body).toContain('Grüße, Matthew & \\"friends\\"');
  expect(shownBody).toBe(body);
  await expectAccessible(scene.page);
  expect(await scene.page.content()).not.toContain(stage.token);
  expectNoTrouble(scene.page);
}, 60_000);

test('the command for cURL names a variable instead of the token', async () => {
  const scene = await openRequest(MESSAGE, { permissions: ['clipboard-read', 'clipboard-write'] });
  await scene.page.getByRole('button', { name: 'Copy as cURL' }).click();
  await scene.page.getByRole('button', { name: 'Copied' }).waitFor();
  const command = await scene.page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain('curl --request POST');
  expect(command).toContain('$SONAR_TOKEN');
  expect(command).not.toContain(stage.token);
}, 60_000);

test('mappings that give nothing are named, and inputs that are not valid keep the request from being made', async () => {
  const scene = await openRequest({ ...MESSAGE, mapper: { phoneNumber: '{{1.customer.zip}}', text: 'Hi' } });
  await scene.page.getByRole('alert').getByText('Phone Number').first().waitFor();
  await expectAccessible(scene.page);
  await scene.tab('Settings');
  await scene.textbox('Phone Number').fill('+13105550142');
  await scene.textbox('Text').fill('Hi {{1.customer.zip}}');
  await scene.tab('Request preview');
  await scene.page.getByText('1.customer.zip is empty').waitFor();
  expectNoTrouble(scene.page);
}, 60_000);

test('what the service refuses is shown with its answer', async () => {
  const scene = await openScene(stage, [
    TRIGGER,
    { id: 2, module: 'sonar:getCustomer', mapper: { phoneNumber: '+13105559999' } },
  ]);
  await scene.openModule(2);
  await scene.page.getByRole('button', { name: 'Run this module only' }).click();
  await scene.page.getByRole('region', { name: 'Result of this module' }).getByText('Status 404').waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);

test('the module as JSON is there to copy', async () => {
  const scene = await openRequest(MESSAGE, { query: '?theme=dark', viewport: { width: 390, height: 820 } });
  await expectAccessible(scene.page);
  await scene.tab('Raw');
  await scene.page.getByText('"module": "sonar:sendMessage"').waitFor();
  await expectAccessible(scene.page);
  expectNoTrouble(scene.page);
}, 60_000);
