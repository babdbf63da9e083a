import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { parseJson } from '../../http/json-text.ts';
import { jsonOf, textOf } from '../../iml/coerce.ts';
import { remembered, type BuiltIn, type BuiltInField } from './built-in.ts';

const SPACE: BuiltInField = {
  name: 'space',
  type: 'select',
  label: 'Indentation',
  advanced: true,
  options: [
    { label: '2 spaces', value: '2' },
    { label: '4 spaces', value: '4' },
  ],
};
const JSON_TEXT: BuiltInField = { name: 'json', type: 'text', label: 'JSON string' };

/** Modules that read and write JSON. */
export const JSON_MODULES: readonly BuiltIn[] = [
  {
    name: 'json:ParseJSON',
    label: 'Parse JSON',
    summary: 'Reads a JSON text; an array gives one bundle for each element.',
    group: 'json',
    kind: 'action',
    mappable: [{ name: 'json', type: 'text', label: 'JSON string', multiline: true, required: true }],
    role: () => remembered((input) => parse(textOf(ownValue(input, 'json')))),
  },
  {
    name: 'json:TransformToJSON',
    label: 'Transform to JSON',
    summary: 'Writes a value as JSON text.',
    group: 'json',
    kind: 'action',
    mappable: [{ name: 'object', type: 'any', label: 'Object', required: true }, SPACE],
    interface: [JSON_TEXT],
    role: () => remembered((input) => [{ json: write(ownValue(input, 'object'), input) }]),
  },
  {
    name: 'json:CreateJSON',
    label: 'Create JSON',
    summary: 'Writes its mapped fields as JSON text.',
    group: 'json',
    kind: 'action',
    mappable: [{ name: '*', type: 'any', label: 'Members', help: 'What the JSON holds, by name.' }, SPACE],
    interface: [JSON_TEXT],
    role: () => remembered((input) => [{ json: write(withoutSettings(input), input) }]),
  },
];

function parse(text: string): Collection[] {
  const value = valueOf(text);
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  return elements.map((element) => (isCollection(element) ? element : { value: element }));
}

function valueOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    const reason = cause instanceof RangeError ? 'it is nested too deeply' : 'the text is not valid JSON';
    throw new ConnectorError('DataError', `The JSON cannot be read: ${reason}.`, {
      fix: 'Look at the text that was handed over; quotes and line breaks inside mapped values must be escaped.',
    });
  }
}

/** The data structure and the indentation are settings, not data. */
function withoutSettings(input: Collection): Collection {
  return collectionOf(Object.entries(input).filter(([key]) => key !== 'type' && key !== 'space'));
}

function write(value: unknown, input: Collection): string {
  const indent = Number(textOf(ownValue(input, 'space')));
  const text = jsonOf(value);
  return indent > 0 ? JSON.stringify(JSON.parse(text), null, Math.min(indent, 10)) : text;
}
