import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RecordingUpstream, startRecordingUpstream } from '../../app/recording-upstream.ts';
import { manifest, module } from '../../server/shapes-app.ts';
import { expectAccessible, expectNoTrouble, openWebStage, type WebStage } from './stage.ts';

let upstream: RecordingUpstream;
let stage: WebStage;
beforeAll(async () => {
  upstream = await startRecordingUpstream();
  stage = await openWebStage({ demo: false, env: { SONAR_CONNECT_PRIVATE_ORIGINS: upstream.origin } });
  const connection = {
    name: 'meters',
    label: 'Meters',
    installSpec: [
      { name: 'id', type: 'text', label: 'Client ID', required: true },
      { name: 'secret', type: 'password', label: 'Client Secret', required: true },
    ],
    install: { common: { clientId: '{{parameters.id}}', clientSecret: '{{parameters.secret}}' } },
    communication: {
      token: {
        url: `${upstream.origin}/token`,
        method: 'POST',
        body: { id: '{{common.clientId}}', secret: '{{common.clientSecret}}' },
        response: { data: { accessToken: '{{body.access_token}}' } },
      },
    },
  };
  const files = {
    'manifest.json': manifest('meters', ['shout'], '1.0.0'),
    'modules/shout.json': module('shout'),
    'connections/meters.json': JSON.stringify(connection),
  };
  await stage.call('POST', '/apps', { files });
}, 60_000);
afterAll(async () => {
  await stage.close();
  await upstream.close();
});

test('an administrator gives the constants of an app on its page, by keyboard, and never sees them again', async () => {
  const page = await stage.open('/apps/meters');
  const form = page.getByRole('form', { name: 'Constants of Meters' });
  await form.getByText('Not set yet').waitFor();
  await expectAccessible(page);

  await form.getByRole('textbox', { name: 'Client ID' }).fill('our-client');
  await form.getByRole('button', { name: 'Set', exact: true }).press('Enter');
  await form.getByRole('alert').getByText('The settings of "Meters" are not complete.').waitFor();
  expect(await form.getByLabel(/^Client Secret/).getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);

  await form.getByLabel(/^Client Secret/).fill('handed-out-1');
  await form.getByLabel(/^Client Secret/).press('Enter');
  await page.getByRole('status').getByText('The constants of Meters are kept.').waitFor();
  await form.getByText('Given: clientId, clientSecret.').waitFor();
  expect(await form.getByLabel(/^Client Secret/).inputValue()).toBe('');
  await expectAccessible(page);
  await page.reload();
  await form.getByText('Given: clientId, clientSecret.').waitFor();
  expect(await page.content()).not.toContain('handed-out-1');
  expectNoTrouble(page);
}, 60_000);

test('connections use them, and say where they are set while they are not', async () => {
  upstream.answer = { status: 200, body: { access_token: 'access-1' } };
  const page = await stage.open('/connections');
  const open = async () => {
    await page.getByRole('button', { name: 'Create a connection' }).first().click();
    await page.getByRole('combobox', { name: 'App' }).click();
    await page.getByRole('option', { name: 'Meters' }).click();
  };
  await open();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('row', { name: /My Meters connection/ }).waitFor();
  expect(JSON.parse(upstream.requests.at(-1)?.body ?? '')).toEqual({ id: 'our-client', secret: 'handed-out-1' });

  await page.goto(`${stage.url}/apps/meters`);
  const form = page.getByRole('form', { name: 'Constants of Meters' });
  await form.getByRole('button', { name: 'Take away' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take these constants away?' });
  await dialog.getByText('clientId, clientSecret').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take away' }).click();
  await form.getByText('Not set yet').waitFor();

  await page.goto(`${stage.url}/connections`);
  await open();
  await page.getByRole('dialog').getByText('they are not set yet').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Set them on the page of Meters' }).click();
  await form.waitFor();
  expectNoTrouble(page);
}, 60_000);

test('an app that needs none has no such section', async () => {
  const page = await stage.open('/apps/sonar');
  await page.getByRole('region', { name: 'Compatibility' }).waitFor();
  expect(await page.getByRole('region', { name: 'Constants' }).count()).toBe(0);
}, 60_000);
