import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Secret } from '../../src/core/secret.ts';
import type { Store } from '../../src/store/store.ts';
import { generateKey } from '../../src/vault/cipher.ts';
import { keyFileOf } from '../../src/vault/key-file.ts';
import { keyText, parseKeys } from '../../src/vault/key-text.ts';
import type { Keyring } from '../../src/vault/keyring.ts';
import { openKeyring } from '../../src/vault/keys.ts';
import { resealAll } from '../../src/vault/rotate.ts';
import { CONNECTION, inEmptyFolder, openStore } from './vault-world.ts';

interface Place {
  readonly store: Store;
  readonly folder: string;
  readonly keyFile: string;
  open(setting?: string): Promise<Keyring>;
}

test('the first start makes a key file of mode 600 outside the data folder, and the next one uses it', () =>
  inPlace(async ({ open, keyFile }) => {
    const first = await open();
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const again = await open();
    expect(again.open('con_1', first.seal('con_1', 'kept'))).toBe('kept');
  }));

test('several first starts at once agree on one key', () =>
  inPlace(async ({ open }) => {
    const keyrings = await Promise.all(Array.from({ length: 5 }, () => open()));
    expect(new Set(keyrings.map(({ currentId }) => currentId)).size).toBe(1);
  }));

test.each([
  ['missing', (file: string) => rm(file)],
  ['another one', (file: string) => writeFile(file, keyText(generateKey()))],
])('a key file that is %s stops the start and leaves the database byte for byte', (_case, damage) =>
  inPlace(async ({ open, store, keyFile, folder }) => {
    const keyring = await open();
    await store.connections.insert({ ...CONNECTION, sealed: keyring.seal('con_1', {}) });
    await damage(keyFile);
    const before = await bytesOf(folder);
    await expect(open()).rejects.toMatchObject({ name: 'ConfigurationError' });
    await expect(open(keyText(generateKey()))).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('does not fit the stored data'),
    });
    expect(await bytesOf(folder)).toEqual(before);
    if (_case === 'missing') await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  }),
);

test('a record sealed with a key that was not given stops the start, although the key check opens', () =>
  inPlace(async ({ open, store, keyFile }) => {
    const keyring = await open();
    await copyFile(keyFile, `${keyFile}.old`);
    await keyring.renew();
    await store.connections.insert({ ...CONNECTION, sealed: keyring.seal('con_1', {}) });
    await copyFile(`${keyFile}.old`, keyFile);
    await expect(open()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: `The secret stored for con_1 needs the key ${keyring.currentId}.`,
    });
  }));

test('one damaged record does not keep the program from starting', () =>
  inPlace(async ({ open, store }) => {
    await open();
    await store.connections.insert({ ...CONNECTION, sealed: 'damaged' });
    expect((await open()).ids).toHaveLength(1);
  }));

test('a damaged key check stops the start', () =>
  inPlace(async ({ open, store }) => {
    const keyring = await open();
    await store.values.set('vault', 'key-check', 5);
    await expect(open()).rejects.toMatchObject({ name: 'ConfigurationError' });
    await store.values.set('vault', 'key-check', keyring.seal('the key check', 'something else'));
    await expect(open()).rejects.toMatchObject({ name: 'ConfigurationError' });
  }));

test('a key file that others may read is refused with the command that corrects it', () =>
  inPlace(async ({ open, keyFile }) => {
    await open();
    await chmod(keyFile, 0o640);
    await expect(open()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('mode 640'),
      fix: `Run: chmod 600 '${keyFile}'`,
    });
  }));

test('a key file inside the data folder is refused', () =>
  inPlace(async ({ store, folder }) => {
    const file = join(folder, 'keys', 'my.key');
    await expect(openKeyring({ store, dataFolder: folder, setting: undefined, file })).rejects.toThrow(
      'lies in the data folder',
    );
  }));

test('a key file that cannot be read is no reason to make another', () =>
  inPlace(async ({ open, keyFile }) => {
    await mkdir(keyFile, { recursive: true, mode: 0o700 });
    await expect(open()).rejects.toThrow('cannot be read or written (EISDIR)');
  }));

test('a key of the settings needs no file, and an earlier one behind it still opens', () =>
  inPlace(async ({ open, keyFile }) => {
    const [first, second] = [keyText(generateKey()), keyText(generateKey())];
    const sealed = (await open(first)).seal('con_1', 'kept');
    const keyring = await open(`${second}, ${first}`);
    expect(keyring.open('con_1', sealed)).toBe('kept');
    expect(keyring.isCurrent('con_1', sealed)).toBe(false);
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  }));

test('a key of the settings is only replaced in the settings', () =>
  inPlace(async ({ open }) => {
    const keyring = await open(keyText(generateKey()));
    const { currentId } = keyring;
    await expect(keyring.renew(generateKey())).rejects.toMatchObject({
      name: 'ConfigurationError',
      fix: expect.stringContaining('first'),
    });
    await keyring.renew();
    expect(keyring.currentId).toBe(currentId);
  }));

test('a new key is in the file before it seals, with the earlier one, which goes once nothing needs it', () =>
  inPlace(async ({ open, store, keyFile }) => {
    const keyring = await open();
    const earlier = keyring.currentId;
    await store.connections.insert({ ...CONNECTION, sealed: keyring.seal('con_1', 1) });
    await keyring.renew();
    expect(await idsIn(keyFile)).toEqual([keyring.currentId, earlier]);
    const again = await open();
    expect(await idsIn(keyFile)).toEqual([keyring.currentId, earlier]);
    await store.connections.update('con_1', 1, { sealed: again.seal('con_1', 1) });
    await store.values.set('vault', 'key-check', again.seal('the key check', 'sonar-connect'));
    await open();
    expect(await idsIn(keyFile)).toEqual([keyring.currentId]);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  }));

test('a rotation that was cut off half way leaves everything readable at the next start, and can be finished then', () =>
  inPlace(async ({ open, store, keyFile }) => {
    const keyring = await open();
    for (const id of ['con_1', 'con_2'] as const) {
      await store.connections.insert({ ...CONNECTION, id, sealed: keyring.seal(id, id) });
    }
    await keyring.renew();
    await store.connections.update('con_1', 1, { sealed: keyring.seal('con_1', 'con_1') });
    const again = await open();
    for (const { id, sealed } of await store.connections.list()) expect(again.open(id, sealed)).toBe(id);
    expect(await resealAll(store, again)).toMatchObject({ keyId: keyring.currentId, resealed: 1 });
    expect((await open()).ids).toEqual([keyring.currentId]);
    expect(await idsIn(keyFile)).toEqual([keyring.currentId]);
  }));

test('keys are 32 bytes in base64 or hexadecimal digits; errors never repeat them', () => {
  const bytes = Buffer.from('0123456789abcdef0123456789abcdef');
  const texts = [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex').toUpperCase()];
  const ids = texts.map((text) => parseKeys(text, 'it')[0].id);
  expect(new Set(ids).size).toBe(1);
  expect(parseKeys(texts.join(',\n'), 'it')).toHaveLength(3);
  for (const wrong of ['', ' , ', 'correct horse battery staple', bytes.toString('base64').slice(0, 22)]) {
    const error = failureOf(() => parseKeys(wrong, 'the setting'));
    expect(error).toMatchObject({ name: 'ConfigurationError', fix: expect.stringContaining('openssl') });
    expect(() => parseKeys(`${texts[0]},horse`, 'the setting')).toThrow(/^Key 2 of the setting is not 32 bytes/);
  }
});

test('the key file is named after the whole path of the data folder', () => {
  const environment = { HOME: '/home/ann' };
  expect(keyFileOf('/srv/data', environment)).toMatch(/^\/home\/ann\/\.config\/sonar-connect\/data-[\da-f]{16}\.key$/);
  expect(keyFileOf('/srv/data/', environment)).toBe(keyFileOf('/srv/./data', environment));
  expect(keyFileOf('/opt/data', environment)).not.toBe(keyFileOf('/srv/data', environment));
  expect(keyFileOf('/srv/data', { XDG_CONFIG_HOME: '/etc/ann' })).toMatch(/^\/etc\/ann\/sonar-connect\//);
});

async function inPlace(use: (place: Place) => Promise<void>): Promise<void> {
  await inEmptyFolder(async (root) => {
    const folder = join(root, 'data');
    const keyFile = join(root, 'config', 'data.key');
    const store = await openStore(join(folder, 'data.db'));
    const open = (setting?: string): Promise<Keyring> =>
      openKeyring({
        store,
        dataFolder: folder,
        setting: setting === undefined ? undefined : new Secret(setting),
        file: keyFile,
      });
    try {
      await use({ store, folder, keyFile, open });
    } finally {
      await store.close();
    }
  });
}

function failureOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function idsIn(keyFile: string): Promise<string[]> {
  return parseKeys(await readFile(keyFile, 'utf8'), keyFile).map(({ id }) => id);
}

async function bytesOf(folder: string): Promise<string[]> {
  const files = ['data.db', 'data.db-wal'];
  return Promise.all(files.map((name) => readFile(join(folder, name), 'base64')));
}
