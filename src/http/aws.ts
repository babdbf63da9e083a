import { createHash, createHmac } from 'node:crypto';

import { ConnectorError } from '../core/errors.ts';
import type { HttpRequest } from './client.ts';

/** What a request to Amazon Web Services is signed with. */
export interface AwsSigning {
  readonly version: '2' | '4';
  readonly key: string;
  readonly secret: string;
  /** Token of temporary credentials. */
  readonly session?: string;
  /** Bucket of S3 that the host does not name; for version 2. */
  readonly bucket?: string;
  /** @default what the host names, else s3 */
  readonly service?: string;
  /** @default what the host names, else us-east-1 */
  readonly region?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The request with the signature of Amazon Web Services: version 4, or the older version 2 of S3.
 * @throws ConnectorError `InvalidConfigurationError` without key or secret.
 */
export function signAws(request: HttpRequest, signing: AwsSigning): HttpRequest {
  if (signing.key !== '' && signing.secret !== '') return SIGNERS[signing.version](request, signing);
  throw new ConnectorError(
    'InvalidConfigurationError',
    'The request cannot be signed: "aws" lacks its key or secret.',
    {
      fix: 'Give "aws" a key and a secret, for example those of the connection.',
    },
  );
}

const SIGNERS: Readonly<Record<AwsSigning['version'], (request: HttpRequest, signing: AwsSigning) => HttpRequest>> = {
  '2': signVersion2,
  '4': signVersion4,
};

/** Headers that are not signed, because they are not part of what the app sends. */
const UNSIGNED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'user-agent',
  'accept-encoding',
]);

function signVersion4(request: HttpRequest, signing: AwsSigning): HttpRequest {
  const url = new URL(request.url);
  const { service, region } = placeOf(url.hostname, signing);
  const stamp = new Date(signing.now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const hash = sha256(request.body ?? '');
  const headers = {
    ...request.headers,
    'X-Amz-Date': stamp,
    ...(service === 's3' && { 'X-Amz-Content-Sha256': hash }),
    ...(signing.session !== undefined && { 'X-Amz-Security-Token': signing.session }),
  };
  const signed = signedHeaders(headers, url.host);
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const path = service === 's3' ? url.pathname : url.pathname.split('/').map(escape).join('/');
  const canonical = [request.method.toUpperCase(), path, canonicalQuery(url), lines, names, hash].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${signing.secret}`,
  );
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const credential = `Credential=${signing.key}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...request, headers: { ...headers, Authorization: authorization } };
}

function signedHeaders(headers: HttpRequest['headers'], host: string): (readonly [string, string])[] {
  return Object.entries({ ...headers, Host: host })
    .map(([name, value]) => [name.toLowerCase(), [value].flat().map(squeezed).join(',')] as const)
    .filter(([name]) => !UNSIGNED.has(name))
    .toSorted(([a], [b]) => compareTexts(a, b));
}

function squeezed(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ');
}

function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .map(([name, value]) => [escape(name), escape(value)] as const)
    .toSorted(([a, x], [b, y]) => compareTexts(a, b) || compareTexts(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

/** Service and region by the host, as `s3.eu-west-1.amazonaws.com` or `bucket.s3.amazonaws.com` name them. */
function placeOf(host: string, signing: AwsSigning): { readonly service: string; readonly region: string } {
  const labels = /^(.+)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1]?.split('.') ?? [];
  const last = labels.at(-1) ?? '';
  const hasRegion = /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(last);
  const [region, service] = hasRegion ? [last, labels.at(-2)] : ['us-east-1', labels.at(-1)];
  return { service: signing.service ?? service ?? 's3', region: signing.region ?? region };
}

/** Parameters that are part of what version 2 signs. */
const SUBRESOURCES: ReadonlySet<string> = new Set(
  (
    'acl cors delete lifecycle location logging notification partNumber policy requestPayment restore tagging torrent ' +
    'uploadId uploads versionId versioning versions website response-cache-control response-content-disposition ' +
    'response-content-encoding response-content-language response-content-type response-expires'
  ).split(' '),
);

function signVersion2(request: HttpRequest, signing: AwsSigning): HttpRequest {
  const url = new URL(request.url);
  const written = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), [value].flat()]));
  const date = written.get('date')?.[0] ?? new Date(signing.now).toUTCString();
  const headers = {
    ...request.headers,
    ...(!written.has('date') && { Date: date }),
    ...(signing.session !== undefined && { 'X-Amz-Security-Token': signing.session }),
  };
  const amazon = signedHeaders(headers, url.host)
    .filter(([name]) => name.startsWith('x-amz-'))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const first = (name: string): string => written.get(name)?.[0] ?? '';
  const { method } = request;
  const head = [method.toUpperCase(), first('content-md5'), first('content-type'), date].join('\n');
  const text = `${head}\n${amazon}${resourceOf(url, signing)}`;
  const signature = createHmac('sha1', signing.secret).update(text).digest('base64');
  return { ...request, headers: { ...headers, Authorization: `AWS ${signing.key}:${signature}` } };
}

function resourceOf(url: URL, { bucket }: AwsSigning): string {
  const named = bucket ?? /^(.+)\.s3[.-](?:.+\.)?amazonaws\.com$/.exec(url.hostname)?.[1];
  const query = [...url.searchParams]
    .filter(([name]) => SUBRESOURCES.has(name))
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  return `${named === undefined || named === '' ? '' : `/${named}`}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Percent-encoding that leaves only unreserved characters (RFC 3986). */
function escape(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.codePointAt(0)?.toString(16).toUpperCase() ?? ''}`,
  );
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
