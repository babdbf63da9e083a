import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { manifest, module, shapesApp } from '../server/shapes-app.ts';
import { messageCounter, TOKEN } from './delivery-stage.ts';
import { createInstallation, until } from './server-process.ts';

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const send = (id: number, text: string) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'replaced on import' },
  mapper: { phoneNumber: '+13105551234', text },
});

/** What the app says goes out as a message, so that its text tells which version ran. */
const SAYS = {
  name: 'Says',
  flow: [
    { id: 1, module: 'util:SetVariable2', mapper: { name: 'name', value: 'Ada' } },
    send(2, 'first'),
    { id: 3, module: 'shapes:shout', mapper: { text: '{{1.name}}' } },
    send(4, '{{3.said}}'),
  ],
  metadata: { scenario: { dlq: true } },
};

test.each(['replaced', 'removed'])(
  'an app that was %s while the server was down still ends what had begun',
  async (how) => {
    const { upstream } = await messageCounter(closing);
    const accept = upstream.answerTo;
    let isRefusing = true;
    upstream.answerTo = (request) =>
      isRefusing && request.path === '/api/v1/messages'
        ? { status: 400, body: {} }
        : (accept?.(request) ?? { status: 404, body: {} });
    const installation = await createInstallation(`${upstream.origin}/api`);
    const first = await installation.start();
    await installation.call('POST', '/apps', { files: shapesApp() });
    const values = { privateToken: TOKEN, sandbox: true };
    const connection = await installation.call('POST', '/connections', { app: 'sonar', name: 'Test', values });
    const flow = SAYS.flow.map((step) =>
      'parameters' in step ? { ...step, parameters: { __IMTCONN__: connection['id'] } } : step,
    );
    const scenario = await installation.call('POST', '/scenarios', { blueprint: { ...SAYS, flow } });
    await installation.call('POST', `/scenarios/${String(scenario['id'])}/run`, { type: 'trigger' });
    const incompletes = async () => (await installation.call('GET', '/incomplete-executions'))['data'] as Collection[];
    await until(async () => (await incompletes()).length === 1, 'an incomplete execution');
    await first.kill();

    const folder = join(installation.folder, 'data', 'apps', 'shapes');
    if (how === 'removed') rmSync(folder, { recursive: true });
    else {
      writeFileSync(join(folder, 'manifest.json'), manifest('shapes', ['shout'], '2.0.0'));
      writeFileSync(join(folder, 'modules', 'shout.json'), module('shout').replace('upper(', 'lower('));
    }
    isRefusing = false;
    const second = await installation.start();
    const { data: apps } = (await installation.call('GET', '/apps')) as { data: Collection[] };
    expect(apps.map(({ name, version }) => (name === 'shapes' ? version : name))).toEqual(
      how === 'removed' ? ['sonar'] : ['sonar', '2.0.0'],
    );
    const [waiting] = await incompletes();
    await installation.call('POST', `/incomplete-executions/${String(waiting?.['id'])}/retry`, {});
    const texts = () =>
      upstream.requests.flatMap(({ path, body }) => (path === '/api/v1/messages' ? [textIn(body)] : []));
    await until(() => texts().length === 3, 'the messages');
    expect(texts()).toEqual(['first', 'first', 'ADA']);
    const shown = await installation.command('execution', 'list', '--json');
    const [latest] = (JSON.parse(shown.output) as { data: Collection[] }).data;
    await until(
      async () => (await installation.call('GET', `/executions/${String(latest?.['id'])}`))['status'] === 'success',
      'the end of the run',
    );
    expect((await installation.command('execution', 'show', String(latest?.['id']))).output).toContain(
      'with shapes 1.0.0 (',
    );
    expect(await second.stop()).toBe(0);
  },
  60_000,
);

function textIn(body: string): unknown {
  return (JSON.parse(body) as Collection)['text'];
}
