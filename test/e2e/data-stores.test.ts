import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isCollection, ownValue } from '../../src/core/json.ts';
import { createInstallation, pause, until, type RunningServer } from './server-process.ts';

let server: RunningServer | undefined;
afterAll(() => server?.kill());

/** Every delivery adds its number to one list, and a record of its own that must not exist before. */
const BOOK = {
  name: 'Guest book',
  flow: [
    { id: 1, module: 'gateway:CustomWebHook', version: 1, parameters: { hook: 5 }, mapper: {} },
    {
      id: 2,
      module: 'datastore:UpdateRecord',
      version: 1,
      parameters: { datastore: 98_606 },
      mapper: { key: 'book', upsert: true, overwriteArrays: false, data: { numbers: ['{{1.n}}'] } },
    },
    {
      id: 3,
      module: 'datastore:AddRecord',
      version: 1,
      parameters: { datastore: 98_606 },
      mapper: { key: 'guest-{{1.n}}', overwrite: false, data: { n: '{{1.n}}' } },
    },
  ],
};

const GUESTS = 120;

test('what runs write into a data store is written once, however often the server is killed', async () => {
  const installation = await createInstallation('http://127.0.0.1:9/api');
  server = await installation.start();
  const made = await installation.command('data-store', 'add', 'Guests');
  const dataStore = /ds_\w+/.exec(made.output)?.[0] ?? '';
  const file = join(mkdtempSync(join(tmpdir(), 'book-')), 'book.json');
  writeFileSync(file, JSON.stringify(BOOK));
  const imported = await installation.command('scenario', 'import', file, '--data-store', dataStore, '--activate');
  expect(imported).toMatchObject({ code: 0 });
  const { data: hooks } = await installation.call('GET', '/hooks');
  const [hook] = Array.isArray(hooks) ? hooks.filter(isCollection) : [];
  const path = new URL(String(hook?.['url'])).pathname;

  for (const batch of [0, 1, 2]) {
    const codes = await Promise.all(
      Array.from({ length: GUESTS / 3 }, (_, index) => visit(batch * (GUESTS / 3) + index)),
    );
    expect(new Set(codes)).toEqual(new Set([202]));
    if (batch === 2) break;
    await pause(15);
    await server.kill();
    server = await installation.start();
  }
  const kept = async () => installation.call('GET', `/data-stores/${dataStore}`);
  await until(async () => Number((await kept())['records']) === GUESTS + 1, 'a record of every guest');
  const { data: book } = await installation.call('GET', `/data-stores/${dataStore}/records/book`);
  const numbers: unknown = ownValue(book, 'numbers');
  const all = Array.from({ length: GUESTS }, (_, n) => n);
  expect(Array.isArray(numbers) ? numbers.map(Number).toSorted((a, b) => a - b) : numbers).toEqual(all);
  const hookNow = async () => installation.call('GET', `/hooks/${String(hook?.['id'])}`);
  await until(async () => ownValue((await hookNow())['queue'], 'done') === GUESTS, 'the end of every delivery');
  const { data: warned } = await installation.call('GET', '/executions?status=warning');
  expect(warned).toEqual([]);
  expect(await server.stop()).toBe(0);

  async function visit(n: number): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(installation.url + path, { method: 'POST', headers, body: JSON.stringify({ n }) });
    return answer.status;
  }
}, 120_000);
