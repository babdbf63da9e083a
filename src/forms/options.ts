import { isCollection, ownValue } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { plainText } from './plain-text.ts';
import type { Choice, Schema } from './type-entry.ts';

/** One option as written, with its place in the file. */
export interface WrittenOption extends Choice {
  /** JSON pointer below the field, for example `/options/2`. */
  readonly at: string;
  readonly isDefault: boolean;
  readonly nested: unknown;
}

/** The options of a field in one list, groups flattened; undefined when an RPC supplies them or there are none. */
export function writtenOptions(options: unknown): readonly WrittenOption[] | undefined {
  if (Array.isArray(options)) return flatten(options, '/options', { label: 'label', value: 'value' });
  const store = ownValue(options, 'store');
  if (!Array.isArray(store)) return undefined;
  const label = keyName(options, 'label');
  return flatten(store, '/options/store', { label, value: keyName(options, 'value') });
}

/** Whether a value means a choice: the same value, or the same text, as options are often written as numbers or flags. */
export function sameChoice(choice: unknown, value: unknown): boolean {
  if (choice === value) return true;
  const text = plainText(value);
  return text !== undefined && text === plainText(choice);
}

/** JSON Schema of one choice; any value when the choices are not known. */
export function schemaOfChoices(choices: readonly Choice[] | undefined): Schema {
  if (choices === undefined || choices.length === 0) return {};
  const distinct = new Map(choices.map((choice) => [JSON.stringify(choice.value), choice.value]));
  return { enum: [...distinct.values()] };
}

interface KeyNames {
  readonly label: string;
  readonly value: string;
}

function flatten(options: readonly unknown[], at: string, keys: KeyNames): WrittenOption[] {
  return options.flatMap((option, index): WrittenOption[] => {
    const here = `${at}/${index}`;
    if (!isCollection(option)) return [written({ [keys.value]: option }, here, keys)];
    const group = option['options'];
    return Array.isArray(group) ? flatten(group, `${here}/options`, keys) : [written(option, here, keys)];
  });
}

function written(option: Collection, at: string, keys: KeyNames): WrittenOption {
  const value = ownValue(option, keys.value);
  const label = plainText(ownValue(option, keys.label) ?? value) ?? '';
  return { at, label, value, isDefault: option['default'] === true, nested: option['nested'] };
}

function keyName(options: unknown, key: 'label' | 'value'): string {
  const name = ownValue(options, key);
  return typeof name === 'string' ? name : key;
}
