import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { ConnectorError } from './errors.ts';
import { collectionOf, isCollection, ownValue, setOwn, type Collection } from './json.ts';

/** Deepest nesting of elements. */
const DEPTH = 1000;
const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  allowBooleanAttributes: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: CDATA,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEPTH,
});

/**
 * An XML document in Make's shape: every element is a list under its name, also a single one, and what it holds are
 * texts. An element with attributes or elements inside is a collection: `_attributes` holds the attributes, `_value` the
 * text beside them. Comments, processing instructions and white space between elements are left out.
 *
 * @throws ConnectorError `DataError` for a text that is no XML, declares entities or is nested too deeply.
 */
export function parseXml(text: string): Collection {
  const source = text.replace(/^\u{FEFF}/u, '').trim();
  if (/<!ENTITY/i.test(source)) throw notXml('It declares entities, which are not expanded here.');
  const verdict = XMLValidator.validate(source, { allowBooleanAttributes: true });
  if (verdict !== true) {
    const { msg, line, col } = verdict.err;
    throw notXml(`Line ${line}, column ${col}: ${msg}`);
  }
  return contentOf(parse(source));
}

function parse(source: string): readonly Collection[] {
  try {
    return listOf(parser.parse(source));
  } catch (cause) {
    throw notXml(cause instanceof Error ? `${cause.message}.` : '', cause);
  }
}

/** Elements by name, each a list in the order they stand. */
function contentOf(nodes: readonly Collection[]): Collection {
  const content: Collection = {};
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (name === undefined || name === TEXT || name === CDATA) continue;
    const before = ownValue(content, name);
    const element = elementOf(listOf(ownValue(node, name)), ownValue(node, ATTRIBUTES));
    if (Array.isArray(before)) before.push(element);
    else setOwn(content, name, [element]);
  }
  return content;
}

function elementOf(nodes: readonly Collection[], attributes: unknown): unknown {
  const text = nodes.map(textOf).join('');
  const content = contentOf(nodes);
  const hasElements = Object.keys(content).length > 0;
  const value = hasElements ? text.trim() : text;
  if (!hasElements && !isCollection(attributes)) return value;
  return {
    ...(isCollection(attributes) && { _attributes: decoded(attributes) }),
    ...(value !== '' && { _value: value }),
    ...content,
  };
}

function textOf(node: Collection): string {
  const cdata = ownValue(node, CDATA);
  if (cdata !== undefined) return listOf(cdata).map(rawText).join('');
  return decode(rawText(node));
}

function rawText(node: Collection): string {
  const text = ownValue(node, TEXT);
  return typeof text === 'string' ? text : '';
}

function decoded(attributes: Collection): Collection {
  return collectionOf(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'string' ? decode(value) : value]),
  );
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and references to characters; anything else stays as it is written. */
function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
    (written: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? written;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : written;
    },
  );
}

function listOf(value: unknown): readonly Collection[] {
  return Array.isArray(value) ? value.filter(isCollection) : [];
}

function notXml(reason: string, cause?: unknown): ConnectorError {
  return new ConnectorError('DataError', `The text is no XML that can be read. ${reason}`.trim(), {
    fix: 'Check what the service sent, or read it as text.',
    ...(cause !== undefined && { cause }),
  });
}
