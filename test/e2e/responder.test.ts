import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { helpDeskFiles } from '../help-desk-server.ts';
import { createInstallation, type Installation, type RunningServer } from './server-process.ts';

let installation: Installation;
let running: RunningServer;
beforeAll(async () => {
  installation = await createInstallation('http://127.0.0.1:9');
  running = await installation.start();
  await installation.call('POST', '/apps', { files: helpDeskFiles() });
}, 60_000);
afterAll(() => running.stop());

/** The address of a webhook whose scenario answers with a module of the app. */
async function answering(more: Collection = {}): Promise<string> {
  const blueprint = {
    name: 'Ask',
    flow: [
      { id: 1, module: 'gateway:CustomWebHook', mapper: {} },
      {
        id: 2,
        module: 'help-desk:answerRequest',
        parameters: {},
        mapper: { ticket: '{{1.ticket}}', message: '{{1.message}}' },
        ...more,
      },
    ],
  };
  const { id } = await installation.call('POST', '/scenarios', { blueprint });
  await installation.call('POST', `/scenarios/${String(id)}/activate`);
  const { hookId } = await installation.call('GET', `/scenarios/${String(id)}`);
  const hook = await installation.call('GET', `/hooks/${String(hookId)}`);
  return String(hook['url']);
}

function ask(url: string, body: Collection): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

test('the caller of a webhook is answered by the responder of an app', async () => {
  const answer = await ask(await answering(), { ticket: 7, message: '{{now}}' });
  expect([answer.status, answer.headers.get('x-ticket'), answer.headers.get('content-type')]).toEqual([
    201,
    '7',
    'application/json',
  ]);
  expect(await answer.json()).toEqual({ ticket: 7, message: '{{now}}' });
}, 60_000);

test('a run that fails before its responder leaves the caller with the usual answer', async () => {
  const answer = await ask(await answering(), { ticket: 'none' });
  expect(answer.headers.get('x-ticket')).toBeNull();
}, 60_000);

test('a responder that is disabled lets nobody wait', async () => {
  const answer = await ask(await answering({ disabled: true }), { ticket: 7 });
  expect(answer.status).toBe(202);
}, 60_000);
