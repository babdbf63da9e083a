import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import { createInstallation } from './server-process.ts';

/** Nothing here gets as far as asking it. */
const NOWHERE = 'http://127.0.0.1:9/api';

// Each of these would not end while the thread of the data file is open.

test('a server whose app is broken says where, ends, and leaves its data file to the next one', async () => {
  const installation = await createInstallation(NOWHERE);
  const appFolder = join(installation.folder, 'app');
  await mkdir(appFolder);
  await writeFile(join(appFolder, 'manifest.json'), '{');
  const data = join(installation.folder, 'data');
  const broken = await createInstallation(NOWHERE, { SONAR_CONNECT_APP_DIR: appFolder, SONAR_CONNECT_DATA_DIR: data });
  const ended = await broken.command('start', '--no-demo');
  expect(ended.output).toContain('manifest.json:1:2');
  expect(ended.code).toBe(1);
  const server = await installation.start();
  expect(await server.stop()).toBe(0);
});

test('a server whose data was written by a newer version says so and ends', async () => {
  const installation = await createInstallation(NOWHERE);
  expect(await (await installation.start()).stop()).toBe(0);
  const database = await openSqlite({ file: join(installation.folder, 'data/sonar-connect.db') });
  await database.batch([{ sql: 'INSERT INTO schema_versions (version, applied_at) VALUES (1000, 1)' }]);
  await database.close();
  const ended = await installation.command('start', '--no-demo');
  expect(ended.output).toContain('The data has schema 1000');
  expect(ended.code).toBe(3);
});

test('a second server on the same data file is told of the first, and ends', async () => {
  const installation = await createInstallation(NOWHERE);
  const server = await installation.start();
  const second = await createInstallation(NOWHERE, { SONAR_CONNECT_DATA_DIR: join(installation.folder, 'data') });
  const ended = await second.command('start', '--no-demo');
  expect(ended.output).toContain('Another server uses the data file');
  expect(ended.code).toBe(3);
  expect(await server.stop()).toBe(0);
});
