import { ConnectorError } from '../core/errors.ts';
import { encodePathSegment, encodePathText, joinUrl } from '../http/url.ts';
import { textOf } from '../iml/coerce.ts';
import type { Expression, Template } from '../iml/template.ts';
import type { Round } from './round.ts';
import type { Trust } from './trust.ts';

/** Makes the address of a round's request and says where that request may go. */
export type AddressBuilder = (round: Round) => void;

/**
 * Compiles the template of an address: every expression is encoded by the place it stands in, and the origin is taken
 * only from the text of the app's author and from trusted values, so that mapped data cannot send a request, and the
 * credentials in it, elsewhere. A request that `carriesNothing` of the connection may go where an input says: to fetch a
 * file, for example. An answer never decides.
 */
export function compileAddress(template: Template, trust: Trust, carriesNothing = false): AddressBuilder {
  const pieces = template.parts.map((part, index) => pieceAt(template.parts, index, part));
  const untrusted = template.parts.findIndex((part) => typeof part !== 'string' && !trust.trusts(part));
  const isChosen = template.parts.every((part) => typeof part === 'string' || trust.trustsForBase(part));
  const authored = untrusted < 0 || (carriesNothing && isChosen) ? pieces.length : untrusted;
  return (round) => {
    const texts = pieces.map((piece) => piece(round));
    const text = texts.join('').trim();
    if (text === '') return;
    refuseForeignAddress(text);
    const { draft } = round;
    draft.url = joinUrl(baseFor(text, draft.baseUrl), text);
    draft.bases = isAbsolute(text) ? basesOf(texts.slice(0, authored).join('').trim(), text, round) : [draft.baseUrl];
  };
}

/**
 * Compiles `baseUrl`. A value that is part of its host may only be made of the characters of a host, so that it cannot
 * end the host early. Without a scheme it is `https`.
 */
export function compileBase(template: Template, trust: Trust): AddressBuilder {
  const pieces = template.parts.map((part, index): Piece => {
    if (typeof part === 'string') return () => part;
    const text: Piece = ({ call }) => textOf(part.evaluate(call.evaluation));
    const isHost = placeOf(template.parts.slice(0, index)) === 'authority' && !trust.trusts(part);
    return isHost ? (round) => plainHost(text(round), part.source) : text;
  });
  return (round) => {
    const text = pieces.map((piece) => piece(round)).join('');
    round.draft.baseUrl = withScheme(text.trim());
  };
}

/** Some published apps write only the host; what they mean is the address a browser would open. */
function withScheme(base: string): string {
  return /^(?:[a-z\d-]+\.)+[a-z]{2,}(?=[/:?#]|$)/i.test(base) ? `https://${base}` : base;
}

function plainHost(text: string, source: string): string {
  if (/^[a-z\d.-]*$/i.test(text)) return text;
  throw new ConnectorError(
    'RequestRefusedError',
    `Refused by the rule "plain host": the value of {{${source.trim()}}} is part of the host in baseUrl and holds other characters than letters, digits, dots and hyphens.`,
  );
}

/** A whole address behind the slash of a path would become an odd path of the service: it was meant for another host. */
function refuseForeignAddress(text: string): void {
  if (!/^\/(?:\s|%20)*[a-z][a-z\d+.-]*:\/\//i.test(text)) return;
  throw new ConnectorError(
    'RequestRefusedError',
    `Refused by the rule "one host": "${text.slice(1, 100).trim()}" is a whole address where a path belongs.`,
    { fix: 'Write only the path, for example /v1/customers.' },
  );
}

/** Where an absolute address may go: to the origin its trusted beginning names, else only where the app already goes. */
function basesOf(beginning: string, text: string, round: Round): readonly string[] {
  const [, origin] = /^(https?:\/\/[^/?#\\\s]+)/i.exec(beginning) ?? [];
  // What follows must not go on with the host.
  const isNamed = origin !== undefined && /^(?:[/?#]|$)/.test(text.slice(origin.length));
  if (isNamed) return [origin];
  return [round.draft.baseUrl, ...round.page.bases].filter((base) => base !== '');
}

function isAbsolute(text: string): boolean {
  return /^https?:/i.test(text);
}

function baseFor(text: string, baseUrl: string): string {
  if (baseUrl !== '' || isAbsolute(text)) return baseUrl;
  throw new ConnectorError(
    'InvalidConfigurationError',
    `The address "${text.slice(0, 100)}" is relative and there is no baseUrl to start from.`,
    { fix: 'Set "baseUrl" in the base of the app, or write the whole address with https://.' },
  );
}

type Piece = (round: Round) => string;

function pieceAt(parts: Template['parts'], index: number, part: string | Expression): Piece {
  if (typeof part === 'string') {
    const encoded = encodePathText(part);
    return ({ draft }) => (draft.encodeUrl ? encoded : part);
  }
  const encode = ENCODERS[placeOf(parts.slice(0, index))];
  const encodedByAuthor = part.outermostCall === 'encodeURL';
  return ({ call, draft }) => encode(textOf(part.evaluate(call.evaluation)), encodedByAuthor, draft.encodeUrl);
}

/**
 * Where an expression stands: at the `start` (it may be a whole path or address), in the `authority` (host and port),
 * in one `segment` of the path, as one `value` of the query, or as a whole piece of the `query`.
 */
type Place = 'start' | 'authority' | 'segment' | 'value' | 'query';

function placeOf(before: Template['parts']): Place {
  const written = before.map((part) => (typeof part === 'string' ? part : '\0')).join('');
  if (/^\/?\0*$/.test(written)) return 'start';
  if (written.includes('?')) return /[?&]$/.test(written) ? 'query' : 'value';
  return /^https?:\/\/[^/]*$/i.test(written) ? 'authority' : 'segment';
}

type Encoder = (text: string, encodedByAuthor: boolean, encodeUrl: boolean) => string;

const ENCODERS: Readonly<Record<Place, Encoder>> = {
  start: encodePathText,
  query: encodePathText,
  authority: (text) => text,
  segment: (text, encodedByAuthor, encodeUrl) => {
    if (encodedByAuthor) return text;
    return encodeUrl ? encodePathSegment(text) : keepEscapes(encodePathSegment(text));
  },
  value: (text, encodedByAuthor, encodeUrl) => {
    if (encodedByAuthor) return text;
    return encodeUrl ? encodeQueryValue(text) : keepEscapes(encodeQueryValue(text));
  },
};

function encodeQueryValue(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{FFFD}'));
}

/** Undoes the encoding of `%` where the text was percent-encoded already. */
function keepEscapes(encoded: string): string {
  return encoded.replace(/%25([\da-f]{2})/gi, '%$1');
}
