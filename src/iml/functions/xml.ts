import { isCollection, type Collection } from '../../core/json.ts';
import { parseXml } from '../../core/xml.ts';
import { writeXml } from '../../core/write-xml.ts';
import { isEmpty, isMissing, textOf } from '../coerce.ts';
import { inGroup } from './function.ts';

const ORDER = { order: [{ _attributes: { id: '7' }, item: ['a', 'b'] }] };

/** XML, and the structure of data. */
export const XML_FUNCTIONS = inGroup('app', [
  {
    name: 'parseXML',
    signature: 'parseXML(text)',
    summary:
      'The value of an XML text: every element is a list under its name, attributes stand in _attributes and the text beside them in _value. Anything that is no text is returned as it is.',
    examples: [
      {
        expression: 'parseXML(text)',
        given: { text: '<order id="7"><item>a</item><item>b</item></order>' },
        result: ORDER,
      },
    ],
    call: ([value]) => {
      if (isEmpty(value)) return undefined;
      return typeof value === 'string' || value instanceof Uint8Array ? parseXml(textOf(value)) : value;
    },
  },
  {
    name: 'createXML',
    signature: 'createXML(collection)',
    summary: 'The XML text of a collection with one member, the root element; the reverse of parseXML.',
    examples: [
      {
        expression: 'createXML(value)',
        given: { value: ORDER },
        result: '<order id="7"><item>a</item><item>b</item></order>',
      },
    ],
    call: ([value]) => (isMissing(value) ? undefined : writeXml(value)),
  },
  {
    name: 'toDataStructure',
    signature: 'toDataStructure(value)',
    summary: 'The fields a collection has, with their types: what a data structure for it would list.',
    examples: [
      {
        expression: 'toDataStructure(value)',
        given: { value: { id: 7, tags: ['a'], at: { city: 'Brno' } } },
        result: [
          { name: 'id', type: 'number' },
          { name: 'tags', type: 'array', spec: { type: 'text' } },
          { name: 'at', type: 'collection', spec: [{ name: 'city', type: 'text' }] },
        ],
      },
    ],
    call: ([value]) => (isMissing(value) ? [] : fieldsOf(value)),
  },
]);

function fieldsOf(value: unknown): readonly Collection[] {
  const sample: unknown = Array.isArray(value) ? value[0] : value;
  if (!isCollection(sample)) return [];
  return Object.entries(sample).map(([name, inner]) => ({ name, ...shapeOf(inner) }));
}

function shapeOf(value: unknown): Collection {
  if (Array.isArray(value))
    return { type: 'array', spec: isCollection(value[0]) ? fieldsOf(value) : shapeOf(value[0]) };
  if (isCollection(value)) return { type: 'collection', spec: fieldsOf(value) };
  if (value instanceof Date) return { type: 'date' };
  if (value instanceof Uint8Array) return { type: 'buffer' };
  return { type: TYPES[typeof value] ?? 'text' };
}

const TYPES: Readonly<Record<string, string>> = { number: 'number', boolean: 'boolean', bigint: 'number' };
