import type { RequestPreview } from '../../communication/call.ts';
import { previewOf } from '../../communication/request.ts';
import type { CallServices } from '../../communication/services.ts';
import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, ownValue, type Collection } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import type { HttpRequest, HttpResponse } from '../../http/client.ts';
import { decodeBody } from '../../http/decode.ts';
import { appendQuery } from '../../http/url.ts';
import { looseNumber, textOf } from '../../iml/coerce.ts';
import { hideSecrets } from '../flow/connection-access.ts';
import type { Operation } from '../flow/operation.ts';
import type { Performed } from '../blueprint/step.ts';
import { remembered, type BuiltIn } from './built-in.ts';
import { bodyOf } from './http-body.ts';
import { HTTP_ANSWER, MAKE_REQUEST_FIELDS, SEND_DATA_FIELDS, SEND_DATA_PARAMETERS } from './http-fields.ts';
import { basicAuth, credentialsOf } from './http-credentials.ts';
import { refusal } from './http-refusal.ts';
import { headerEntries } from './name-value.ts';

/** Modules that call any address; they carry no connection, so they hold no secret of one. */
export const HTTP_MODULES: readonly BuiltIn[] = [
  {
    name: 'http:ActionSendData',
    label: 'Make a request',
    summary: 'Sends one HTTP request and gives its answer.',
    group: 'http',
    kind: 'action',
    replacedBy: 'http:MakeRequest',
    parameters: SEND_DATA_PARAMETERS,
    mappable: SEND_DATA_FIELDS,
    interface: HTTP_ANSWER,
    isWrite: true,
    role: () => remembered((input, operation) => request(input, isTrue(input, 'handleErrors'), operation)),
    preview,
  },
  {
    name: 'http:MakeRequest',
    label: 'Make a request',
    summary: 'Sends one HTTP request and gives its answer.',
    group: 'http',
    kind: 'action',
    mappable: MAKE_REQUEST_FIELDS,
    interface: HTTP_ANSWER,
    isWrite: true,
    role: () => remembered((input, operation) => request(input, isTrue(input, 'stopOnHttpError'), operation)),
    preview,
  },
];

async function request(input: Collection, refuses: boolean, operation: Operation): Promise<Performed> {
  const response = await operation.services.http.send(requestOf(input, operation));
  if (refuses && response.status >= 400) throw refusal(response, operation.services.clock.now());
  const { status: statusCode, headers } = response;
  return { bundles: [{ statusCode, headers: { ...headers }, data: dataOf(response, isTrue(input, 'parseResponse')) }] };
}

function preview(input: Collection, services: CallServices): RequestPreview {
  return previewOf(plainRequest(input, credentialsOf(input), services));
}

function requestOf(input: Collection, { services, run, onExchange }: Operation): HttpRequest {
  const secrets = credentialsOf(input);
  hideSecrets(secrets, run);
  return { ...plainRequest(input, secrets, services), signal: run.signal, onExchange };
}

function plainRequest(
  input: Collection,
  secrets: readonly Secret[],
  { privateOrigins }: Pick<CallServices, 'privateOrigins'>,
): HttpRequest {
  const url = addressOf(input);
  const { body, contentType } = bodyOf(input);
  const written = headerEntries(ownValue(input, 'headers'));
  const announced = contentType === undefined || written.some(([name]) => /^content-type$/i.test(name));
  const headers = collectionOf(announced ? written : [...written, ['Content-Type', contentType]]) as Record<
    string,
    string
  >;
  return {
    method: (textOf(ownValue(input, 'method')) || 'GET').toUpperCase(),
    url,
    headers: { ...headers, ...basicAuth(input) },
    ...(body !== undefined && { body }),
    policy: { bases: [new URL(url).origin], privateOrigins, secrets },
    redirects: redirectsOf(input),
    ...deadlineOf(input),
  };
}

/** @throws ConnectorError `BundleValidationError` for a text that is no web address. */
function addressOf(input: Collection): string {
  const text = textOf(ownValue(input, 'url')).trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConnectorError('BundleValidationError', 'The URL of the request is no web address.', {
      fix: 'Write a whole address that starts with https:// or http://.',
    });
  }
  const query = headerEntries(ownValue(input, 'qs') ?? ownValue(input, 'queryParameters'));
  return query.length === 0 ? url.href : appendQuery(url.href, collectionOf(query));
}

function redirectsOf(input: Collection): 'none' | 'safe' | 'all' {
  if (isTrue(input, 'followAllRedirects')) return 'all';
  const follows = ownValue(input, 'followRedirect') ?? ownValue(input, 'allowRedirects');
  return follows === false || follows === 'false' ? 'none' : 'safe';
}

const LONGEST_SECONDS = 300;

function deadlineOf(input: Collection): { readonly deadlineMs?: number } {
  const seconds = looseNumber(ownValue(input, 'timeout'));
  if (seconds === undefined || !(seconds > 0)) return {};
  return { deadlineMs: Math.min(seconds, LONGEST_SECONDS) * 1000 };
}

/** Parsed by its content type when that is wanted; else text, or bytes when they are no text. */
function dataOf(response: HttpResponse, parses: boolean): unknown {
  if (parses) return decodeBody(response, 'automatic');
  return decodeBody({ ...response, headers: { 'content-type': 'text/plain' } }, 'automatic');
}

function isTrue(input: Collection, name: string): boolean {
  const value = ownValue(input, name);
  return value === true || value === 'true';
}
