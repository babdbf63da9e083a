import type { Collection } from '../core/json.ts';
import { ConnectorError } from '../core/errors.ts';
import { formPairs, pairText } from './form-pairs.ts';

/**
 * The address of a request: an absolute `path` as it is, anything else joined to `baseUrl` with runs of slashes in
 * the path collapsed, so that `/bookings/` + `/` + empty + `/cancel` stays one path. The query is left alone.
 *
 * @throws ConnectorError `RequestRefusedError` when `path` names another host without a scheme (`//host/x`).
 */
export function joinUrl(baseUrl: string, path: string): string {
  if (/^https?:/i.test(path)) return path;
  const host = /^\/{2,}([^/?#]*)/.exec(path)?.[1] ?? '';
  if (/[:@[]|[^.]\.[^.]|^localhost$/i.test(host)) {
    throw new ConnectorError(
      'RequestRefusedError',
      'Refused by the rule "one host": the path starts with "//" and names a host of its own.',
      { fix: 'Start the path with one slash, for example /v1/customers.' },
    );
  }
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(baseUrl)?.[0] ?? '';
  const joined = `${baseUrl.slice(scheme.length)}${/^(?:[?#]|$)/.test(path) ? '' : '/'}${path}`;
  const end = joined.search(/[?#]/);
  const plain = end < 0 ? joined : joined.slice(0, end);
  return `${scheme}${plain.replace(/\/{2,}/g, '/')}${joined.slice(plain.length)}`;
}

/**
 * `url` with the parameters of `qs`: arrays repeat the key, collections nest in brackets, null and undefined are
 * dropped, an empty text stays. A parameter of the same name in `url` is replaced; a fragment is dropped.
 */
export function appendQuery(url: string, qs: Collection): string {
  const [address = ''] = url.split('#', 1);
  const pairs = formPairs(qs, 'repeat');
  if (pairs.length === 0) return address;
  const start = address.indexOf('?');
  const replaced = new Set(Object.keys(qs).filter((key) => qs[key] !== null && qs[key] !== undefined));
  const kept =
    start < 0
      ? []
      : address
          .slice(start + 1)
          .split('&')
          .filter((pair) => pair !== '' && !replaced.has(nameOf(pair)));
  return `${start < 0 ? address : address.slice(0, start)}?${[...kept, ...pairs.map(pairText)].join('&')}`;
}

/** The decoded name of one `name=value` pair; a malformed one stays as written. */
function nameOf(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/**
 * One value as one segment of a path: every reserved character is percent-encoded.
 *
 * @throws ConnectorError `RequestRefusedError` for `.` and `..`, which no encoding keeps from climbing the path.
 */
export function encodePathSegment(text: string): string {
  if (text === '.' || text === '..') {
    throw new ConnectorError(
      'RequestRefusedError',
      `Refused by the rule "no dot segments": the value "${text}" would change the path of the request.`,
    );
  }
  return encodeURIComponent(wellFormed(text));
}

/**
 * A written path as it goes into an address: unsafe characters are encoded as by `encodeURI`, existing `%XX` stay as
 * they are. Backslashes and control characters are left for the guard to refuse by name.
 */
export function encodePathText(text: string): string {
  return wellFormed(text).replace(/[^\p{Cc}\\%]+|%(?![\da-f]{2})/giu, encodeURI);
}

/** Lone halves of surrogate pairs cannot be encoded; they become U+FFFD as in every other encoder. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\u{FFFD}');
}
