import { isCollection } from '../core/json.ts';
import { textOf } from '../iml/coerce.ts';

/** XML of a value in the shape answers are read in: children as lists, attributes in `_attributes`, text in `_value`. */
export function xmlOf(value: unknown): string {
  const text = childrenOf(value);
  return text.startsWith('<') ? text : `<root>${text}</root>`;
}

function childrenOf(value: unknown): string {
  if (!isCollection(value)) return escapedText(value);
  return Object.entries(value)
    .filter(([name]) => name !== '_attributes')
    .map(([name, inner]) => (name === '_value' ? escapedText(inner) : elementsOf(name, inner)))
    .join('');
}

function elementsOf(name: string, value: unknown): string {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((element) => `<${name}${attributesOf(element)}>${childrenOf(element)}</${name}>`).join('');
}

function attributesOf(element: unknown): string {
  const attributes = isCollection(element) ? element['_attributes'] : undefined;
  if (!isCollection(attributes)) return '';
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapedText(value)}"`)
    .join('');
}

function escapedText(value: unknown): string {
  const text = textOf(value);
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
