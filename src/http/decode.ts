import { TextDecoder } from 'node:util';

import { asBuffer } from '../core/bytes.ts';
import { ConnectorError } from '../core/errors.ts';
import { collectionOf, ownValue } from '../core/json.ts';
import { didYouMean } from '../core/suggest.ts';
import { parseXml } from '../core/xml.ts';
import type { HttpResponse } from './client.ts';
import { parseJson } from './json-text.ts';

/** How an answer is read. `string` and `raw` are `text`. */
export type ResponseType = 'automatic' | 'json' | 'urlencoded' | 'xml' | 'text' | 'binary' | 'string' | 'raw';

/**
 * The body of an answer as a value. `automatic` goes by the Content-Type: JSON (also `+json`), forms, XML where it is
 * some, else text when the bytes are text, else bytes. An empty body is undefined, or the empty text or bytes where those were asked for.
 *
 * @throws ConnectorError `RuntimeError` when a success (status below 400) was to be JSON or XML and is not, is cut short or
 *   nested too deeply; a refused request keeps its text, because its status already tells. `InvalidConfigurationError`
 *   for an unknown type.
 */
export function decodeBody(response: HttpResponse, type: ResponseType): unknown {
  const decode = Object.hasOwn(DECODERS, type) ? DECODERS[type] : undefined;
  if (decode === undefined) {
    const hint = didYouMean(type, Object.keys(DECODERS));
    throw new ConnectorError('InvalidConfigurationError', `"${type}" is not a type of response body.${hint}`);
  }
  return decode(response);
}

/** Whether `type` names a form that {@link decodeBody} knows. */
export function isResponseType(type: string): type is ResponseType {
  return Object.hasOwn(DECODERS, type);
}

const DECODERS: Readonly<Record<ResponseType, (response: HttpResponse) => unknown>> = {
  automatic: decodeAutomatic,
  json: (response) => decodeJson(response, 'should have answered'),
  urlencoded: decodeForm,
  xml: decodeXml,
  text: decodeText,
  string: decodeText,
  raw: decodeText,
  binary: ({ body }) => asBuffer(body),
};

function decodeAutomatic(response: HttpResponse): unknown {
  const { mime } = contentTypeOf(response);
  if (/^[^/]+\/(?:[^/]+\+)?json$/.test(mime)) return decodeJson(response, 'announced');
  if (mime === 'application/x-www-form-urlencoded') return decodeForm(response);
  if (response.body.byteLength === 0) return mime.startsWith('text/') ? '' : undefined;
  if (XML.test(mime)) return xmlOrText(response);
  if (BINARY.test(mime)) return asBuffer(response.body);
  return textOrBytes(response);
}

const XML = /^(?:text|application)\/xml$/;
const BINARY = /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:octet-stream|pdf|zip|gzip)$)/;

function decodeJson(response: HttpResponse, verb: 'announced' | 'should have answered'): unknown {
  const text = decodeText(response);
  if (text.trim() === '') return undefined;
  try {
    return parseJson(text);
  } catch (cause) {
    if (response.status >= 400) return text;
    throw new ConnectorError('RuntimeError', `The service ${verb} JSON but sent ${describe(text, cause)}.`, {
      fix: 'Check that the address is the one of the API; run again, and report it to the service if it stays.',
    });
  }
}

/** What came instead of JSON, told without quoting it: it may hold anything. */
function describe(text: string, cause: unknown): string {
  if (cause instanceof RangeError) return 'JSON that is nested too deeply';
  const start = text.trimStart();
  if (start.startsWith('<')) return 'a page of HTML or XML';
  return /^[[{"]/.test(start) ? 'JSON that is broken or cut short' : 'a text that is not JSON';
}

function decodeXml(response: HttpResponse): unknown {
  const text = decodeText(response);
  if (text.trim() === '') return undefined;
  try {
    return parseXml(text);
  } catch (cause) {
    if (response.status >= 400) return text;
    const reason = cause instanceof ConnectorError ? cause.message : '';
    throw new ConnectorError('RuntimeError', `The service should have answered XML. ${reason}`.trim(), { cause });
  }
}

function xmlOrText(response: HttpResponse): unknown {
  const text = decodeText(response);
  try {
    return parseXml(text);
  } catch {
    return text;
  }
}

function decodeForm(response: HttpResponse): unknown {
  const pairs = new Map<string, unknown>();
  for (const [name, value] of new URLSearchParams(decodeText(response))) {
    const before = pairs.get(name);
    pairs.set(name, before === undefined ? value : [before, value].flat());
  }
  return collectionOf(pairs);
}

function decodeText(response: HttpResponse): string {
  const bytes = asBuffer(response.body);
  const { charset } = contentTypeOf(response);
  return charset === 'utf-8' ? withoutMark(bytes.toString('utf8')) : decoderFor(charset, false).decode(bytes);
}

function textOrBytes(response: HttpResponse): string | Buffer {
  try {
    return decoderFor(contentTypeOf(response).charset, true).decode(response.body);
  } catch {
    return asBuffer(response.body);
  }
}

/** UTF-8 for a charset nobody knows. */
function decoderFor(charset: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return new TextDecoder('utf-8', { fatal });
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}

function contentTypeOf({ headers }: HttpResponse): { readonly mime: string; readonly charset: string } {
  const header = [ownValue(headers, 'content-type')].flat()[0];
  const text = typeof header === 'string' ? header.toLowerCase() : '';
  const [mime = ''] = text.split(';', 1);
  const charset = /;\s*charset="?([^";\s]+)/.exec(text)?.[1] ?? 'utf-8';
  return { mime: mime.trim(), charset: charset === 'utf8' ? 'utf-8' : charset };
}
