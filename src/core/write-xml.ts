import { ConnectorError } from './errors.ts';
import { isCollection, type Collection } from './json.ts';

/** Deepest nesting of elements. */
const DEEPEST = 200;
const NAME = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;

/**
 * An XML document of a value in Make's shape: members are elements, lists are elements of one name, `_attributes` holds
 * attributes and `_value` the text beside them. Null and undefined members are left out. There is no declaration.
 * @throws ConnectorError `DataError` unless there is exactly one root element, and for names no element can have.
 */
export function writeXml(value: unknown): string {
  const roots = isCollection(value) ? Object.entries(value).filter(([, inner]) => isPresent(inner)) : [];
  const [root] = roots;
  if (root === undefined || roots.length > 1 || (Array.isArray(root[1]) && root[1].length !== 1)) {
    throw notWritten('An XML document has exactly one root element.');
  }
  return elements(root[0], root[1], 0);
}

function elements(name: string, value: unknown, depth: number): string {
  if (!NAME.test(name)) throw notWritten(`${JSON.stringify(name)} cannot be the name of an element.`);
  if (depth > DEEPEST) throw notWritten(`The value is nested deeper than ${DEEPEST} levels.`);
  if (Array.isArray(value)) return value.map((element: unknown) => elements(name, element, depth + 1)).join('');
  const content = contentOf(value, depth);
  const start = `<${name}${isCollection(value) ? attributes(value['_attributes']) : ''}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function contentOf(value: unknown, depth: number): string {
  if (!isCollection(value)) return escaped(value);
  return members(value)
    .map(([name, inner]) => (name === '_value' ? escaped(inner) : elements(name, inner, depth + 1)))
    .join('');
}

function members(value: Collection): [string, unknown][] {
  return Object.entries(value).filter(([name, inner]) => name !== '_attributes' && isPresent(inner));
}

function attributes(value: unknown): string {
  if (!isCollection(value)) return '';
  return Object.entries(value)
    .filter(([, inner]) => isPresent(inner))
    .map(([name, inner]) => {
      if (!NAME.test(name)) throw notWritten(`${JSON.stringify(name)} cannot be the name of an attribute.`);
      return ` ${name}="${escaped(inner)}"`;
    })
    .join('');
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 has no way to write, but for the few of them below. */
const DOUBTFUL = /[\p{Cc}\u{FFFE}\u{FFFF}\p{Surrogate}]/gu;
const WRITABLE = /[\t\n\r\u{7F}-\u{9F}]/u;

function escaped(value: unknown): string {
  return textOf(value)
    .replaceAll(DOUBTFUL, (sign) => (WRITABLE.test(sign) ? sign : ''))
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

function textOf(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function notWritten(message: string): ConnectorError {
  return new ConnectorError('DataError', message, {
    fix: 'Give a collection with one member, the root element, for example { "order": { "id": 7 } }.',
  });
}
