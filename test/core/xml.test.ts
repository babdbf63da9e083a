import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../src/core/errors.ts';
import { parseXml } from '../../src/core/xml.ts';

test.each([
  ['an element is a list, also a single one', '<root><item>a</item></root>', { root: [{ item: ['a'] }] }],
  [
    'elements of one name are one list, in their order',
    '<r><i>1</i><j/><i>2</i></r>',
    { r: [{ i: ['1', '2'], j: [''] }] },
  ],
  [
    'attributes stand apart, and the text beside them is _value',
    '<root><item id="7" on>a</item></root>',
    { root: [{ item: [{ _attributes: { id: '7', on: true }, _value: 'a' }] }] },
  ],
  ['attributes alone', '<item id="7"/>', { item: [{ _attributes: { id: '7' } }] }],
  ['text beside elements is _value', '<p>one <b>two</b></p>', { p: [{ _value: 'one', b: ['two'] }] }],
  ['entities, character references and CDATA are text', '<a>&lt;&amp;&#x41; <![CDATA[<b>&]]></a>', { a: ['<&A <b>&'] }],
  ['what looks like a number stays a text', '<a>0123456789012345678</a>', { a: ['0123456789012345678'] }],
  [
    'declaration, comments and instructions are left out',
    '\u{FEFF}<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><?x y?><a>\n <b>1</b>\n</a>\n',
    { a: [{ b: ['1'] }] },
  ],
  [
    'prefixes belong to the name',
    '<s:Body xmlns:s="u">x</s:Body>',
    {
      's:Body': [{ _attributes: { 'xmlns:s': 'u' }, _value: 'x' }],
    },
  ],
  ['white space inside a text is kept', '<a> x </a>', { a: [' x '] }],
])('%s', (_, xml, expected) => {
  expect(parseXml(xml)).toEqual(expected);
});

test.each([
  ['a tag that is not closed', '<a><b></a>', /Line 1, column 7/],
  ['no XML at all', 'plain', /no XML/],
  ['entities that could blow up', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /declares entities/],
  ['a nesting without end', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, /nested/i],
  ['a name that is no data', '<a><__proto__>1</__proto__></a>', /no XML that can be read/],
])('refuses %s', (_, xml, message) => {
  const parse = (): unknown => parseXml(xml);
  expect(parse).toThrow(ConnectorError);
  expect(parse).toThrow(message);
});

test('an entity in an external definition is not fetched', () => {
  expect(parseXml('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x"><a>&x;</a>')).toEqual({ a: ['&x;'] });
});
