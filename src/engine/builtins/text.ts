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
    role: () => remembered((input) => [{ value: textOf(ownValue(input, 'value')) }]),
  },
  {
    name: 'util:Switcher',
    label: 'Switch',
    summary: 'Gives the output of the first case the input matches.',
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
