import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScene } from './builder-scene.ts';
import { expectAccessible, expectNoTrouble, openWebStage } from './stage.ts';
import type { WebStage } from './stage.ts';

let stage: WebStage;
beforeAll(async () => {
  stage = await openWebStage();
}, 60_000);
afterAll(() => stage.close());

test('the path of an API call stands behind the address of the connection', async () => {
  const scene = await openScene(stage, [
    { id: 1, module: 'sonar:watchNewCustomer' },
    { id: 2, module: 'sonar:makeApiCall', mapper: { url: '/v1/customers', method: 'GET' } },
  ]);
  await scene.openModule(2);
  const lead = scene.page.getByText(`${stage.sandboxUrl}/api/`, { exact: true });
  await lead.waitFor();
  const described = (await scene.textbox('URL').getAttribute('aria-describedby')) ?? '';
  expect(described.split(' ')).toContain(await lead.getAttribute('id'));
  expectNoTrouble(scene.page);
}, 60_000);

for (const theme of ['light', 'dark']) {
  test(`a header of the connection that is typed by hand is doubted at once, ${theme}`, async () => {
    const scene = await openScene(
      stage,
      [
        { id: 1, module: 'sonar:watchNewCustomer' },
        { id: 2, module: 'sonar:makeApiCall', mapper: { url: '/v1/customers', method: 'GET' } },
      ],
      { query: `?theme=${theme}` },
    );
    await scene.openModule(2);
    await scene.page.getByText(`${stage.sandboxUrl}/api/`, { exact: true }).waitFor();
    await scene.page.getByRole('button', { name: 'Add a header' }).click();
    await scene.textbox('Key').click();
    await scene.page.keyboard.type('x-token');
    const doubt = scene.page.getByText('The connection adds x-token by itself.');
    await doubt.waitFor();
    await expectAccessible(scene.page);
    await scene.page.keyboard.press('Backspace');
    await doubt.waitFor({ state: 'detached' });
    expectNoTrouble(scene.page);
  }, 60_000);
}
