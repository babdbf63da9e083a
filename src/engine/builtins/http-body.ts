import { collectionOf, ownValue, type Collection } from '../../core/json.ts';
import { encodeBody, type EncodedBody } from '../../http/encode.ts';
import { isEmpty, textOf } from '../../iml/coerce.ts';
import { headerEntries } from './name-value.ts';

/** The body an HTTP module sends, in the forms of both versions of the module. */
export function bodyOf(input: Collection): EncodedBody {
  const type = textOf(ownValue(input, 'bodyType') ?? ownValue(input, 'contentType')).toLowerCase();
  return FORMS.get(type)?.(input) ?? rawBody(input);
}

const FORMS: ReadonlyMap<string, (input: Collection) => EncodedBody> = new Map([
  ['x_www_form_urlencoded', formBody],
  ['urlencoded', formBody],
  ['multipart_form_data', multipartBody],
  ['multipart', multipartBody],
]);

function formBody(input: Collection): EncodedBody {
  return encodeBody(fieldsOf(input), 'urlencoded');
}

function multipartBody(input: Collection): EncodedBody {
  return encodeBody(fieldsOf(input), 'multipart');
}

function fieldsOf(input: Collection): Collection {
  const fields = ownValue(input, 'formDataFields') ?? ownValue(input, 'bodyFields') ?? ownValue(input, 'data');
  return collectionOf(headerEntries(fields));
}

/** Text is sent as it is; anything else as JSON. */
function rawBody(input: Collection): EncodedBody {
  const content = ['data', 'jsonStringBodyContent', 'bodyContent', 'body', 'dataStructureBodyContent']
    .map((name) => ownValue(input, name))
    .find((value) => !isEmpty(value));
  if (content === undefined) return {};
  const written = textOf(ownValue(input, 'contentType'));
  if (content instanceof Uint8Array) return encodeBody(content, 'binary');
  if (typeof content !== 'string') return encodeBody(content, 'json');
  const isJson = written === '' ? /^\s*[[{]/.test(content) : /^(?:json|application\/json)$/i.test(written);
  return { body: content, contentType: isJson ? 'application/json' : textType(written) };
}

function textType(written: string): string {
  return written.includes('/') ? written : 'text/plain; charset=utf-8';
}
