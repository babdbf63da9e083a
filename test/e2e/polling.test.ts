import { afterAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { noteTickets } from '../engine/help-desk.ts';
import { helpDeskFiles, startHelpDesk } from '../help-desk-server.ts';
import { createInstallation, type Installation, until } from './server-process.ts';

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const TICKETS = Array.from({ length: 24 }, (_, index) => ({ id: index + 1, minute: Math.floor(index / 2) }));
/** The server is killed while it waits for the answer to these notes, or right after it. */
const KILLS = [4, 17, 30];

async function openInstallation() {
  const server = await startHelpDesk(TICKETS);
  closing.push(() => server.close());
  const sandbox = 'http://127.0.0.1:9';
  const installation = await createInstallation(sandbox, { SONAR_CONNECT_PRIVATE_ORIGINS: server.origin });
  return { server, installation };
}

/** The scenario that notes every ticket, switched on, and the way it starts. */
async function install(installation: Installation, origin: string): Promise<string> {
  await installation.call('POST', '/apps', { files: helpDeskFiles() });
  const values = { url: origin, token: 'a-token-for-the-test' };
  const connection = await installation.call('POST', '/connections', { app: 'help-desk', name: 'Desk', values });
  const body = {
    blueprint: noteTickets(3),
    connections: { con_one: connection['id'] },
    scheduling: { type: 'indefinitely', interval: 1 },
  };
  return String((await installation.call('POST', '/scenarios', body))['id']);
}

/** Notes whose answer was lost were taken: a person who looks at the desk sees them there. */
async function answerDoubts(installation: Installation): Promise<void> {
  const { data } = await installation.call('GET', '/executions?status=in-doubt&limit=1');
  const [latest] = data as Collection[];
  if (latest === undefined) return;
  const id = String(latest['id']);
  const { done } = await installation.call('GET', `/executions/${id}/replay-plan`);
  for (const { key, state } of done as Collection[]) {
    if (state !== 'sent') continue;
    await installation.call('POST', `/executions/${id}/doubts`, { key, answer: 'done' }).catch(() => undefined);
  }
}

test('a server that is killed again and again notes every ticket once', async () => {
  const { server, installation } = await openInstallation();
  let running = await installation.start();
  const id = await install(installation, server.origin);
  expect((await installation.command('scenario', 'start-from', id)).output).toContain(
    'the moment the scenario is switched on',
  );
  expect((await installation.command('scenario', 'start-from', id, '--all')).output).toContain(
    'Everything counts as new',
  );
  await installation.call('POST', `/scenarios/${id}/activate`);
  const { notes } = server.desk;
  for (const kill of KILLS) {
    let killed: Promise<void> | undefined;
    server.onNote = (taken) => {
      if (taken >= kill) killed ??= running.kill();
    };
    await until(async () => {
      await answerDoubts(installation).catch(() => undefined);
      return killed !== undefined;
    }, `note ${kill}`);
    await killed;
    running = await installation.start();
  }
  server.onNote = () => undefined;
  await until(async () => {
    await answerDoubts(installation);
    return notes.length >= 2 * TICKETS.length;
  }, 'the last note');
  await until(async () => {
    const { stands } = await installation.call('GET', `/scenarios/${id}/start`);
    return (stands as Collection)['lastId'] === 24;
  }, 'the trigger stands at the last ticket');
  await running.stop();
  expect(notes).toEqual(TICKETS.flatMap((ticket) => [`${ticket.id} a`, `${ticket.id} b`]));
}, 120_000);
