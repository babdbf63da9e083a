import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleFiles } from '../app/example-files.ts';
import { openStage, type ServerStage } from '../server/stage.ts';
import { type BoardProvider, startBoardProvider } from '../vault/board-provider.ts';
import { type CliPlace, createPlace } from './run-cli.ts';

let stage: ServerStage;
let place: CliPlace;
let provider: BoardProvider;

beforeAll(async () => {
  provider = await startBoardProvider();
  [stage, place] = await Promise.all([openStage({}, [provider.origin]), createPlace()]);
  const files = await exampleFiles('team-board');
  await stage.call('POST', '/api/v1/apps', { body: { files } });
});
afterAll(async () => {
  await stage.close();
  await provider.close();
});

const line = (...words: string[]) => [...words, '--server', stage.url];

function valuesFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'values-')), 'values.json');
  const values = { server: provider.origin, clientId: 'client-1', clientSecret: 'client-secret-1' };
  writeFileSync(file, JSON.stringify(values));
  return file;
}

/** Waits until the command has shown a page. */
async function pageOf(command: { readonly err: () => string }): Promise<string> {
  for (;;) {
    const [, page] = /(http\S+\/oauth\/authorize\S+)/.exec(command.err()) ?? [];
    if (page !== undefined) return page;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

async function comeBack(address: string): Promise<void> {
  const { pathname, search } = new URL(address);
  await stage.call('GET', pathname + search);
}

test('connection add shows the page of the service and waits until access is allowed; authorize does it again', async () => {
  const added = place.start(line('connection', 'add', 'Garden', '--app', 'team-board', '-i', `@${valuesFile()}`));
  await comeBack(provider.allow(await pageOf(added)));
  const { code, err, out } = await added.done;
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Connected: Garden [jo@example.com], con_') });
  expect(err + out).not.toContain('client-secret-1');
  const id = /con_\w+/.exec(err)?.[0] ?? '';
  const again = place.start(line('connection', 'authorize', id));
  await comeBack(provider.allow(await pageOf(again)));
  expect(await again.done).toMatchObject({ code: 0, err: expect.stringContaining(`Connected: Garden`) });
});

test('connection add ends with what the service said when access is not allowed, and when it is interrupted', async () => {
  const denied = place.start(line('connection', 'add', 'No', '--app', 'team-board', '-i', `@${valuesFile()}`));
  const state = new URL(await pageOf(denied)).searchParams.get('state');
  await stage.call('GET', `/oauth/cb/team-board?error=access_denied&state=${state}`);
  expect(await denied.done).toMatchObject({ code: 3, err: expect.stringContaining('access_denied') });
  const stopped = place.start(line('connection', 'add', 'No', '--app', 'team-board', '-i', `@${valuesFile()}`));
  await pageOf(stopped);
  stopped.stop();
  expect((await stopped.done).code).toBe(130);
});

test('connection add names the kinds there are when it is not clear which is meant', async () => {
  const run = await place.run(line('connection', 'add', 'X', '--app', 'team-board', '--kind', 'other'));
  expect(run).toMatchObject({ code: 2, err: expect.stringContaining('--kind: teamBoard') });
});
