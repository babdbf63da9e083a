import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, textOf } from '../../iml/coerce.ts';
import { matchesPattern } from '../filter/filter-pattern.ts';
import { remembered, type BuiltIn } from './built-in.ts';

/** Modules that make texts. */
export const TEXT_MODULES: readonly BuiltIn[] = [
  {
    name: 'util:ComposeTransformer',
    label: 'Compose a string',
    summary: 'Gives the text its mapping makes.',
    group: 'tools',
    kind: 'action',
    mappable: [{ name: 'value', type: 'text', label: 'Text', multiline: true }],
    interface: [{ name: 'value', type: 'text', label: 'Text' }],
    role: () => remembered((input) => [{ value: textOf(ownValue(input, 'value')) }]),
  },
  {
    name: 'util:Switcher',
    label: 'Switch',
    summary: 'Gives the output of the first case the input matches.',
    group: 'tools',
    kind: 'action',
    mappable: [
      { name: 'input', type: 'text', label: 'Input', required: true },
      { name: 'useRegExpMatch', type: 'boolean', label: 'Use regular expressions to match', default: false },
      {
        name: 'casesTable',
        type: 'array',
        label: 'Cases',
        labels: { add: 'Add a case', item: 'Case' },
        spec: [
          { name: 'pattern', type: 'text', label: 'Pattern' },
          { name: 'output', type: 'any', label: 'Output' },
        ],
      },
      { name: 'elseOutput', type: 'any', label: 'Else', help: 'The output when no case matches.' },
    ],
    interface: [{ name: 'output', type: 'any', label: 'Output' }],
    role: () => remembered((input) => [{ output: switchOver(input) }]),
  },
];

function switchOver(input: Collection): unknown {
  const text = textOf(ownValue(input, 'input'));
  const byPattern = ownValue(input, 'useRegExpMatch') === true || ownValue(input, 'useRegExpMatch') === 'true';
  const found = listOf(ownValue(input, 'casesTable'))
    .filter(isCollection)
    .find((entry) => {
      const pattern = textOf(ownValue(entry, 'pattern'));
      return byPattern ? matchesPattern(text, pattern, false) : text === pattern;
    });
  return found === undefined ? ownValue(input, 'elseOutput') : ownValue(found, 'output');
}
