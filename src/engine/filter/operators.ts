import { arrayOperators } from './operators/array.ts';
import { booleanOperators } from './operators/boolean.ts';
import { existence } from './operators/existence.ts';
import type { Operator } from './operators/operator.ts';
import { scalarOperators } from './operators/scalar.ts';
import { textOperators } from './operators/text.ts';

/** Every operator of filters by name, in the order people choose from. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [...existence(), ...textOperators(), ...scalarOperators(), ...booleanOperators(), ...arrayOperators()].map(
    (operator) => [operator.name, operator],
  ),
);

/** Headings of the list people choose from, by the family in the name of an operator. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['text', 'Text'],
  ['number', 'Number'],
  ['date', 'Date and time'],
  ['time', 'Time of day'],
  ['semver', 'Version'],
  ['boolean', 'Yes or no'],
  ['array', 'Array'],
]);

/** The heading an operator stands under. */
export function groupOf({ name }: Operator): string {
  return GROUPS.get(name.split(':', 1)[0] ?? '') ?? 'Existence';
}

/** Other spellings found in blueprints, and the operator each means. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['exists', 'exist'],
  ['notexists', 'notexist'],
  ['text:startswith', 'text:startwith'],
  ['text:notstartswith', 'text:notstartwith'],
  ['text:endswith', 'text:endwith'],
  ['text:notendswith', 'text:notendwith'],
  ['text:contains', 'text:contain'],
  ['text:notcontains', 'text:notcontain'],
  ['number:greaterthan', 'number:greater'],
  ['number:lessthan', 'number:less'],
]);

/** The operator called `name`, in any of its spellings. */
export function findOperator(name: string): Operator | undefined {
  const plain = name.replace(/:ci$/, '');
  const synonym = SYNONYMS.get(plain);
  return OPERATORS.get(synonym === undefined ? name : synonym + name.slice(plain.length));
}
