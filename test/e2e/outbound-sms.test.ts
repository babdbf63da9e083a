import { resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { TOKENS } from '../sandbox/outbound/outbound-stage.ts';
import { member, send } from '../sandbox/stage.ts';
import { createInstallation, until } from './server-process.ts';

const APP = resolve(import.meta.dirname, '../../examples/apps/outbound-sms');

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** A text that fails is looked up in the list and reported to an agent by the Sonar app. */
const BLUEPRINT = {
  name: 'Report failed texts',
  flow: [
    { id: 1, module: 'outbound-sms:watchSmsStatusChanged', version: 1, parameters: { __IMTCONN__: 2 }, mapper: {} },
    {
      id: 2,
      module: 'outbound-sms:listSentSms',
      version: 1,
      parameters: { __IMTCONN__: 2 },
      mapper: { search: '{{1.current.phone_number}}', status: 'Failed', limit: 1 },
      filter: { name: 'Failed', conditions: [[{ a: '{{1.current.status}}', o: 'text:equal', b: 'Failed' }]] },
    },
    {
      id: 3,
      module: 'sonar:sendMessage',
      version: 1,
      parameters: { __IMTCONN__: 1 },
      mapper: { phoneNumber: '+13105551111', text: '{{2.recipient.name}}: {{2.reject_reason}}' },
    },
  ],
};

test('the app is imported beside the Sonar app, and one scenario works with both', async () => {
  const sandbox = await createSandbox({ port: 0 });
  closing.push(() => sandbox.close());
  const installation = await createInstallation(sandbox.apiBase);
  const server = await installation.start();
  expect(await installation.command('app', 'import', APP, '--server', installation.url)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Installed Outbound SMS (sandbox only) 1.0.0: 4 modules.'),
  });
  const connect = async (app: string, values: Collection) =>
    String((await installation.call('POST', '/connections', { app, name: app, values }))['id']);
  const sonar = await connect('sonar', { privateToken: sandbox.token, sandbox: true });
  const values = { token: TOKENS.admin, url: `${sandbox.url}/outbound/` };
  const outbound = await connect('outbound-sms', values);
  const connections = { 1: sonar, 2: outbound };
  const { id } = await installation.call('POST', '/scenarios', { blueprint: BLUEPRINT, connections });
  await installation.call('POST', `/scenarios/${String(id)}/activate`);

  const page = (path: string, body?: unknown) =>
    send(body === undefined ? 'GET' : 'POST', `${sandbox.url}/__sandbox${path}`, body, {});
  expect((await page('/outbound/webhooks')).body).toMatchObject([{ event: 'sms_status_changed', active: true }]);
  await page('/outbound/settings', { delivery_seconds: 0 });
  await page('/outbound/contacts/carrier', { id: 4, code: '4750' });
  await page('/outbound/triggered_messages', { trigger: 'payment_failed', account_id: 2 });
  const texts = async (): Promise<unknown[]> => {
    const messages = member((await page('/messages?direction=outbound')).body, 'messages') as Collection[];
    return messages.map(({ text }) => text);
  };
  await until(async () => (await texts()).length === 1, 'the report');
  expect(await texts()).toEqual(['Matt Example: 4750: the carrier refused the message']);

  await installation.call('POST', `/scenarios/${String(id)}/deactivate`);
  expect((await page('/outbound/webhooks')).body).toEqual([]);
  expect(await server.stop()).toBe(0);
  expect(server.output()).not.toContain(TOKENS.admin);
}, 60_000);

test('a connection with a token that is not known is refused before it is saved', async () => {
  const sandbox = await createSandbox({ port: 0 });
  closing.push(() => sandbox.close());
  const installation = await createInstallation(sandbox.apiBase);
  const server = await installation.start();
  await installation.command('app', 'import', APP, '--server', installation.url);
  const values = { token: 'outbound_wrong_token_0123456789', url: `${sandbox.url}/outbound` };
  const saving = installation.call('POST', '/connections', { app: 'outbound-sms', name: 'Wrong', values });
  await expect(saving).rejects.toThrow('The token is missing or not known');
  expect(await installation.call('GET', '/connections')).toMatchObject({ data: [] });
  expect(await server.stop()).toBe(0);
}, 60_000);
