import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { parseXml } from '../../src/core/xml.ts';
import { writeXml } from '../../src/core/write-xml.ts';

test('what was read from XML is written as it was', () => {
  const xml = '<a x="1"><b>1 &amp; 2</b><b y="&lt;">t</b><c/></a>';
  expect(writeXml(parseXml(xml))).toBe(xml);
});

test('any text survives being written and read, as text and as attribute', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [element] = parseXml(writeXml({ a: { _attributes: { t: text }, _value: `[${text}]` } }))['a'] as unknown[];
      expect(element).toEqual({ _attributes: { t: text }, _value: `[${text}]` });
    }),
  );
});

test.each([
  ['nothing', {}],
  ['two roots', { a: 1, b: 1 }],
  ['a list of roots', { a: [1, 2] }],
  ['a text', 'a'],
  ['a name that would open a tag', { 'a><b': 1 }],
  ['an attribute that would end its tag', { a: { _attributes: { 'x="1"><': '1' } } }],
  ['a value without an end', deep(5000)],
])('refuses %s', (_, value) => {
  expect(() => writeXml(value)).toThrow(expect.objectContaining({ name: 'DataError' }));
});

test('characters XML cannot hold are left out', () => {
  expect(writeXml({ a: 'x\0\u{B}\uD800y' })).toBe('<a>xy</a>');
});

function deep(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}
