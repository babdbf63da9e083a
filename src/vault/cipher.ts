import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ConnectorError } from '../core/errors.ts';

/** Length of a key in bytes. */
export const KEY_BYTES = 32;

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 6;

/** A key and the name under which sealed texts remember it; neither prints the bytes. */
export interface EncryptionKey {
  /** 8 characters that follow from the key and do not lead back to it. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** The parts of a sealed text. */
interface Sealed {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly data: Buffer;
}

/**
 * A key made of 32 bytes.
 * @throws ConnectorError `ConfigurationError` for any other length.
 */
export function createKey(bytes: Uint8Array): EncryptionKey {
  if (bytes.length !== KEY_BYTES) {
    throw new ConnectorError('ConfigurationError', `An encryption key has ${bytes.length} bytes instead of 32.`, {
      fix: 'Make one with: openssl rand -base64 32',
    });
  }
  const secret = createSecretKey(bytes);
  const id = createHmac('sha256', secret).update('sonar-connect key id').digest().subarray(0, ID_BYTES);
  return { id: id.toString('base64url'), secret };
}

/** A key nobody had before. */
export function generateKey(): EncryptionKey {
  return createKey(randomBytes(KEY_BYTES));
}

/**
 * A text as `v1.<key id>.<iv>.<tag>.<data>`, parts in base64url. Only the same key and the same record open it again,
 * so that nobody can move a sealed value to another record.
 */
export function sealWith(key: EncryptionKey, recordId: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.secret, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(key.id, recordId));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'));
  return [VERSION, key.id, ...parts].join('.');
}

/**
 * The text of {@link sealWith}.
 * @throws ConnectorError `ConfigurationError` when the text was changed, or belongs to another key or record.
 */
export function openWith(key: EncryptionKey, recordId: string, sealed: string): string {
  const { keyId, iv, tag, data } = parseSealed(recordId, sealed);
  const decipher = createDecipheriv(ALGORITHM, key.secret, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(keyId, recordId));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  } catch {
    throw unusable(recordId, 'it was changed, or it belongs to another record');
  }
}

/**
 * Id of the key that a sealed text needs.
 * @throws ConnectorError `ConfigurationError` when it is no sealed text.
 */
export function keyIdOf(recordId: string, sealed: string): string {
  return parseSealed(recordId, sealed).keyId;
}

function parseSealed(recordId: string, sealed: string): Sealed {
  const [version, keyId = '', ...encoded] = sealed.split('.');
  const parts = encoded.map((text) => Buffer.from(text, 'base64url'));
  const [iv, tag, data] = parts;
  const isExact = parts.every((part, index) => part.toString('base64url') === encoded[index]);
  const isWhole = parts.length === 3 && iv?.length === IV_BYTES && tag?.length === TAG_BYTES && data !== undefined;
  if (version !== VERSION || !isExact || !isWhole) throw unusable(recordId, 'it is not in the form it was written in');
  return { keyId, iv, tag, data };
}

function associatedData(keyId: string, recordId: string): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, recordId]), 'utf8');
}

function unusable(recordId: string, reason: string): ConnectorError {
  return new ConnectorError('ConfigurationError', `The secret stored for ${recordId} cannot be opened: ${reason}.`, {
    fix: 'Restore the data folder from a backup, or enter the secret again.',
  });
}
