import { isAbsolute, relative, resolve, sep } from 'node:path';
import { ConnectorError } from '../core/errors.ts';
import type { Secret } from '../core/secret.ts';
import type { EncryptionKey } from './cipher.ts';
import { generateKey, keyIdOf } from './cipher.ts';
import { createKeyFile, keyFileOf, readKeyFile, writeKeyFile } from './key-file.ts';
import { parseKeys } from './key-text.ts';
import type { Custody, Keyring } from './keyring.ts';
import { createKeyring, missingKey } from './keyring.ts';
import type { SealedStore, SealedText } from './sealed-records.ts';
import { claimKeyCheck, KEY_CHECK_ID, sealedTexts } from './sealed-records.ts';

type Keys = readonly [EncryptionKey, ...EncryptionKey[]];

/** What the key check holds. */
export const KEY_CHECK_VALUE = 'sonar-connect';

/** Where keys come from. */
export interface KeySource {
  readonly store: SealedStore;
  /** The folder of the store: a key file inside it is refused. */
  readonly dataFolder: string;
  /** Keys as the settings give them: the current one, and behind commas earlier ones. */
  readonly setting: Secret | undefined;
  /** File of the keys when there is no setting. @default keyFileOf(dataFolder) */
  readonly file?: string;
}

/**
 * The keys of a store, proven against it: everything that is sealed must have its key among them. Makes a key file on
 * the very first start. Unless everything fits, nothing is written.
 * @throws ConnectorError `ConfigurationError` for a missing, wrong or unprotected key.
 */
export async function openKeyring(source: KeySource): Promise<Keyring> {
  const { store, setting } = source;
  const texts = await sealedTexts(store);
  const keyring =
    setting === undefined
      ? await keyringOfFile(source, texts)
      : proven(createKeyring(parseKeys(setting.reveal(), 'SONAR_CONNECT_ENCRYPTION_KEY'), keepSetting), texts);
  if (texts.some(({ recordId }) => recordId === KEY_CHECK_ID)) return keyring;
  const check = await claimKeyCheck(store, keyring.seal(KEY_CHECK_ID, KEY_CHECK_VALUE));
  return proven(keyring, [{ recordId: KEY_CHECK_ID, sealed: check }]);
}

async function keyringOfFile(source: KeySource, texts: readonly SealedText[]): Promise<Keyring> {
  const file = resolve(source.file ?? keyFileOf(source.dataFolder));
  refuseInside(source.dataFolder, file);
  const keys = (await readKeyFile(file)) ?? (await firstKeys(file, texts));
  proven(createKeyring(keys), texts);
  return createKeyring(await forgetUnused(file, keys, texts), keepInFile(file));
}

async function firstKeys(file: string, texts: readonly SealedText[]): Promise<Keys> {
  if (texts.length > 0) {
    throw new ConnectorError('ConfigurationError', `The stored data is sealed, but its key file ${file} is missing.`, {
      fix: 'Put the key file back (it is named after the path of the data folder), or give the key in SONAR_CONNECT_ENCRYPTION_KEY.',
    });
  }
  await createKeyFile(file, generateKey());
  const keys = await readKeyFile(file);
  if (keys !== undefined) return keys;
  throw new ConnectorError('ConfigurationError', `The key file ${file} disappeared while it was made.`);
}

/** A rotation leaves earlier keys in the file until the start that finds nothing sealed with them. */
async function forgetUnused(file: string, keys: Keys, texts: readonly SealedText[]): Promise<Keys> {
  const used = new Set(texts.map(({ recordId, sealed }) => readableKeyId(recordId, sealed)));
  const [current, ...earlier] = keys;
  const needed = earlier.filter(({ id }) => used.has(id));
  if (needed.length < earlier.length) await writeKeyFile(file, [current, ...needed]);
  return [current, ...needed];
}

/** The keyring, once every sealed text has its key in it and the key check opens. */
function proven(keyring: Keyring, texts: readonly SealedText[]): Keyring {
  for (const { recordId, sealed } of texts) {
    if (recordId === KEY_CHECK_ID) {
      proveKeyCheck(keyring, sealed);
      continue;
    }
    const keyId = readableKeyId(recordId, sealed);
    if (keyId !== undefined && !keyring.ids.includes(keyId)) throw missingKey(recordId, keyId);
  }
  return keyring;
}

function proveKeyCheck(keyring: Keyring, sealed: string): void {
  const keyId = keyIdOf(KEY_CHECK_ID, sealed);
  if (!keyring.ids.includes(keyId)) {
    throw new ConnectorError(
      'ConfigurationError',
      `The encryption key does not fit the stored data: it is sealed with key ${keyId}, given was ${keyring.ids.join(', ')}. Nothing was changed.`,
      {
        fix: 'Start with the key this data was made with; to change keys, give the new one first and this one behind a comma.',
      },
    );
  }
  if (keyring.open(KEY_CHECK_ID, sealed) !== KEY_CHECK_VALUE) {
    throw new ConnectorError('ConfigurationError', 'The key check of the stored data holds something else.', {
      fix: 'Restore the data folder from a backup.',
    });
  }
}

/** One damaged record must not keep all others from working; it is reported where it is used. */
function readableKeyId(recordId: string, sealed: string): string | undefined {
  try {
    return keyIdOf(recordId, sealed);
  } catch {
    return undefined;
  }
}

function refuseInside(dataFolder: string, file: string): void {
  const path = relative(resolve(dataFolder), file);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return;
  throw new ConnectorError('ConfigurationError', `The key file ${file} lies in the data folder it protects.`, {
    fix: 'Keep the data in another folder (SONAR_CONNECT_DATA_DIR), or give the key in SONAR_CONNECT_ENCRYPTION_KEY.',
  });
}

function keepInFile(file: string): Custody {
  return async (keys, wanted = generateKey()) => {
    const all = [wanted, ...keys.filter(({ id }) => id !== wanted.id)];
    await writeKeyFile(file, all);
    return all;
  };
}

/** Settings cannot be changed from inside: data sealed with a key that is not in them would be lost at the next start. */
const keepSetting: Custody = (keys, wanted) => {
  if (wanted === undefined || wanted.id === keys[0]?.id) return Promise.resolve(keys);
  throw new ConnectorError(
    'ConfigurationError',
    'The key comes from SONAR_CONNECT_ENCRYPTION_KEY, and the new one is not its first.',
    { fix: 'Put the new key first and the earlier one behind it, separated by a comma, restart, and rotate again.' },
  );
};
