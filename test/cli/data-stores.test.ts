import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type ServerStage } from '../server/stage.ts';
import { type CliPlace, type CliRun, createPlace } from './run-cli.ts';

let stage: ServerStage;
let place: CliPlace;

beforeAll(async () => {
  [stage, place] = await Promise.all([openStage(), createPlace()]);
});
afterAll(() => stage.close());

const onServer = (...line: string[]): Promise<CliRun> => place.run([...line, '--server', stage.url]);

function fileOf(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'data-store-')), 'content.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

async function make(...line: string[]): Promise<string> {
  const run = await onServer('data-store', 'add', ...line);
  expect(run).toMatchObject({ code: 0, err: expect.stringContaining('Made ') });
  return /ds_\w+/.exec(run.err)?.[0] ?? '';
}

test('a data store is made, filled, read, renamed, emptied and deleted', async () => {
  const id = await make('Visits');
  expect(await onServer('data-store', 'put', id, 'a/b', 'city=Lyon')).toMatchObject({ code: 0 });
  expect(await onServer('data-store', 'put', id, 'c', `@${fileOf({ n: 1, list: [2] })}`)).toMatchObject({ code: 0 });
  expect((await onServer('data-store', 'records', id)).out).toMatch(/a\/b .*\{"city":"Lyon"\}\n.*c .*"list":\[2\]/);
  const record = await onServer('data-store', 'get', id, 'a/b', '--json');
  expect(JSON.parse(record.out)).toMatchObject({ data: { key: 'a/b', data: { city: 'Lyon' } } });
  expect(await onServer('data-store', 'delete', id, 'a/b')).toMatchObject({ code: 0 });
  expect(await onServer('data-store', 'get', id, 'a/b')).toMatchObject({
    code: 2,
    err: expect.stringContaining('a/b'),
  });
  expect(await onServer('data-store', 'rename', id, 'Guests')).toMatchObject({ code: 0 });
  expect((await onServer('data-store', 'list')).out).toMatch(/Guests +1/);
  expect(await onServer('data-store', 'clear', id)).toMatchObject({
    code: 2,
    err: expect.stringContaining('1 record'),
  });
  expect(await onServer('data-store', 'clear', id, '--yes')).toMatchObject({ code: 0 });
  expect((await onServer('data-store', 'show', id)).out).toContain('"records": 0');
  expect(await onServer('data-store', 'rm', id)).toMatchObject({ code: 0 });
  expect(await onServer('data-store', 'show', id)).toMatchObject({ code: 2 });
});

test('a structure is read from a file, and what is wrong with it or with a record is said', async () => {
  const structure = fileOf([{ name: 'age', type: 'number', required: true }]);
  const id = await make('Ages', '--structure', structure, '--strict');
  const refused = await onServer('data-store', 'put', id, 'a', 'hat=1');
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/"age" is mandatory[\s\S]*hat/i);
  expect(await onServer('data-store', 'put', id, 'a', 'age=36')).toMatchObject({ code: 0 });
  expect(await onServer('data-store', 'add', 'No', '--structure', fileOf({}))).toMatchObject({ code: 2 });
  expect(await onServer('data-store', 'add', 'No', '--structure', '/nowhere')).toMatchObject({ code: 2 });
  expect(await onServer('data-store', 'add', 'Ages')).toMatchObject({ code: 5 });
});

test('scenario import takes a data store for all modules, or one for each of theirs', async () => {
  const [first, second] = [await make('First'), await make('Second')];
  const count = (id: number, datastore: number) => ({
    id,
    module: 'datastore:Stats',
    parameters: { datastore },
    mapper: {},
  });
  const trigger = { id: 1, module: 'util:BasicTrigger', parameters: { values: [] }, mapper: {} };
  const file = fileOf({ name: 'Counts', flow: [trigger, count(2, 11), count(3, 22)] });
  const chosen = async (named: string) => {
    const run = await onServer('scenario', 'import', file, '--data-store', named, '--json');
    const { data } = JSON.parse(run.out) as {
      data: { blueprint: { flow: { parameters: { datastore?: unknown } }[] } };
    };
    return data.blueprint.flow.slice(1).map(({ parameters }) => parameters.datastore);
  };
  expect(await chosen(first)).toEqual([first, first]);
  expect(await chosen(`11=${first},22=${second}`)).toEqual([first, second]);
  const lint = await onServer('scenario', 'lint', file);
  expect(lint).toMatchObject({ code: 1, err: expect.stringContaining('uses the data store 22, which does not exist') });
});
