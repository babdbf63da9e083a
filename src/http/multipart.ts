import { createHash } from 'node:crypto';

import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { scalarText } from './form-pairs.ts';

/**
 * A collection as `multipart/form-data` (RFC 7578). A value `{ value, options: { filename, contentType } }` or plain
 * bytes is a file; arrays repeat the name; other collections go as JSON; null and undefined are dropped.
 *
 * @throws ConnectorError `DataError` when the content type of a file holds control characters.
 */
export function encodeMultipart(values: Collection): { body: Uint8Array; contentType: string } {
  const parts = Object.entries(values).flatMap(([name, value]) => partsOf(name, value));
  const boundary = boundaryOf(parts);
  const chunks = parts.flatMap(({ head, content }) => [`--${boundary}\r\n${head}\r\n\r\n`, content, '\r\n']);
  return {
    body: Buffer.concat([...chunks, `--${boundary}--\r\n`].map(bytesOf)),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

interface Part {
  readonly head: string;
  readonly content: Uint8Array;
}

function partsOf(name: string, value: unknown): Part[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(name, item));
  if (value instanceof Uint8Array) return [filePart(name, value, {})];
  if (!isCollection(value)) return [{ head: disposition(name), content: bytesOf(scalarText(value)) }];
  const options = ownValue(value, 'options');
  const content = ownValue(value, 'value');
  if (isCollection(options) && (typeof content === 'string' || content instanceof Uint8Array)) {
    return [filePart(name, content, options)];
  }
  const head = `${disposition(name)}\r\nContent-Type: application/json`;
  return [{ head, content: bytesOf(JSON.stringify(value)) }];
}

function filePart(name: string, content: string | Uint8Array, options: Collection): Part {
  const filename = scalarText(ownValue(options, 'filename') ?? name);
  const contentType = scalarText(ownValue(options, 'contentType') ?? 'application/octet-stream');
  if (/\p{Cc}/u.test(contentType)) {
    throw new ConnectorError('DataError', `The content type of the file "${name}" holds a control character.`);
  }
  const head = `${disposition(name)}; filename="${quoted(filename)}"\r\nContent-Type: ${contentType}`;
  return { head, content: bytesOf(content) };
}

function disposition(name: string): string {
  return `Content-Disposition: form-data; name="${quoted(name)}"`;
}

/** Quotes and line breaks as browsers write them. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Derived from the content, so that no content can hold its own boundary and equal bodies are equal bytes. */
function boundaryOf(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const { head, content } of parts) hash.update(head).update(content);
  return `----form-${hash.digest('hex').slice(0, 40)}`;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}
