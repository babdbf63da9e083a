import { expect, test } from '@jest/globals';
import { generateKey } from '../../src/vault/cipher.ts';
import { createKeyring, missingKey } from '../../src/vault/keyring.ts';

test('the first key seals, and all of them open', () => {
  const [first, second] = [generateKey(), generateKey()];
  const sealed = createKeyring([second]).seal('con_1', 'old');
  const keyring = createKeyring([first, second]);
  expect(keyring.open('con_1', sealed)).toBe('old');
  expect(keyring.isCurrent('con_1', sealed)).toBe(false);
  expect(keyring.isCurrent('con_1', keyring.seal('con_1', 'new'))).toBe(true);
});

test('the error for a missing key names it and says where to put it', () => {
  const missing = generateKey();
  const sealed = createKeyring([missing]).seal('con_1', 'x');
  expect(missingKey('con_1', missing.id)).toMatchObject({
    name: 'ConfigurationError',
    fix: expect.stringContaining('SONAR_CONNECT_ENCRYPTION_KEY'),
  });
  expect(() => createKeyring([generateKey()]).open('con_1', sealed)).toThrow(
    `The secret stored for con_1 needs the key ${missing.id}.`,
  );
});

test('after a renewal the new key seals and the earlier one still opens', async () => {
  const [first, second] = [generateKey(), generateKey()];
  const keyring = createKeyring([first]);
  const sealed = keyring.seal('con_1', 'kept');
  await keyring.renew(second);
  expect(keyring.currentId).toBe(second.id);
  expect(keyring.ids).toEqual([second.id, first.id]);
  expect(keyring.open('con_1', sealed)).toBe('kept');
});

test('a key that cannot be kept never seals anything', async () => {
  const key = generateKey();
  const keyring = createKeyring([key], () => Promise.reject(new Error('disk full')));
  await expect(keyring.renew(generateKey())).rejects.toThrow('disk full');
  expect(keyring.currentId).toBe(key.id);
});
