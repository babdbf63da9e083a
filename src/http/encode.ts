import { ConnectorError } from '../core/errors.ts';
import { isCollection } from '../core/json.ts';
import { didYouMean } from '../core/suggest.ts';
import { formPairs, pairText, scalarText } from './form-pairs.ts';
import { encodeMultipart } from './multipart.ts';

/** How a body is written. `multipart/form-data` is `multipart`; `string` and `raw` are `text`. */
export type BodyType =
  'json' | 'urlencoded' | 'text' | 'multipart' | 'binary' | 'multipart/form-data' | 'string' | 'raw';

/** A body as it is sent, and the content type to send unless the request names one itself. */
export interface EncodedBody {
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

/**
 * Writes `body` in the form `type`; null and undefined make no body at all.
 *
 * @throws ConnectorError `DataError` when the value cannot be written in that form, `InvalidConfigurationError` for
 *   an unknown type.
 */
export function encodeBody(body: unknown, type: BodyType): EncodedBody {
  const encode = Object.hasOwn(ENCODERS, type) ? ENCODERS[type] : undefined;
  if (encode === undefined) {
    const hint = didYouMean(type, Object.keys(ENCODERS));
    throw new ConnectorError('InvalidConfigurationError', `"${type}" is not a type of request body.${hint}`);
  }
  return body === undefined || body === null ? {} : encode(body);
}

/** Whether `type` names a form that {@link encodeBody} knows. */
export function isBodyType(type: string): type is BodyType {
  return Object.hasOwn(ENCODERS, type);
}

const ENCODERS: Readonly<Record<BodyType, (body: unknown) => EncodedBody>> = {
  json: encodeJson,
  urlencoded: encodeForm,
  text: encodeText,
  string: encodeText,
  raw: encodeText,
  multipart: encodeParts,
  'multipart/form-data': encodeParts,
  binary: encodeBinary,
};

function encodeJson(body: unknown): EncodedBody {
  return { body: jsonText(body), contentType: 'application/json' };
}

function encodeForm(body: unknown): EncodedBody {
  const contentType = 'application/x-www-form-urlencoded';
  if (typeof body === 'string') return { body, contentType };
  if (!isCollection(body)) throw unusable('a form', body);
  return { body: formPairs(body, 'brackets').map(pairText).join('&'), contentType };
}

function encodeText(body: unknown): EncodedBody {
  const structured = isCollection(body) || Array.isArray(body);
  return { body: structured ? jsonText(body) : scalarText(body), contentType: 'text/plain; charset=utf-8' };
}

function encodeParts(body: unknown): EncodedBody {
  if (!isCollection(body)) throw unusable('a multipart form', body);
  return encodeMultipart(body);
}

function encodeBinary(body: unknown): EncodedBody {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) throw unusable('bytes', body);
  return { body, contentType: 'application/octet-stream' };
}

function jsonText(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new ConnectorError(
      'DataError',
      'The request body cannot be written as JSON: it holds itself, or a value JSON has no form for.',
      {
        cause,
      },
    );
  }
}

function unusable(form: string, body: unknown): ConnectorError {
  const kind = Array.isArray(body) ? 'an array' : `a value of the kind "${typeof body}"`;
  return new ConnectorError('DataError', `The request body cannot be written as ${form}: it is ${kind}.`);
}
