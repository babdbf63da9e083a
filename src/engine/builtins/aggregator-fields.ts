import type { Field } from '../../forms/field.ts';
import type { BuiltInField } from './built-in.ts';

/** The parameters of an aggregator: its source, its own, and what happens without bundles. */
export function aggregatorParameters(own: readonly BuiltInField[]): readonly BuiltInField[] {
  return [FEEDER, ...own, STOP_IF_EMPTY];
}

/** The outputs of an aggregator: its own, and the value its bundles were grouped by. */
export function aggregatorOutputs(own: readonly Field[]): readonly Field[] {
  return [...own, { name: 'key', type: 'any', label: 'Key', help: 'Of the group, when bundles are grouped.' }];
}

const FEEDER: BuiltInField = {
  name: 'feeder',
  type: 'uinteger',
  label: 'Source module',
  semantic: 'module',
  required: true,
  help: 'Collects the bundles that come of one operation of this module.',
};

const STOP_IF_EMPTY: BuiltInField = {
  name: 'stopIfEmpty',
  type: 'boolean',
  in: 'flags',
  label: 'Stop if there is nothing to aggregate',
  default: false,
};

/** Groups are told apart by an expression. */
export const GROUP_BY: BuiltInField = {
  name: 'groupBy',
  type: 'text',
  in: 'flags',
  label: 'Group by',
  advanced: true,
  help: 'Gives one bundle for each value of this expression.',
};

/** What stands between two rows. */
export function rowSeparator(otherwise: string): BuiltInField {
  return separatorField('rowSeparator', { label: 'Row separator', other: 'otherRowSeparator', otherwise });
}

/** What stands between two columns. */
export function columnSeparator(otherwise: string): BuiltInField {
  return separatorField('columnSeparator', { label: 'Column separator', other: 'otherColumnSeparator', otherwise });
}

interface SeparatorText {
  readonly label: string;
  /** Name of the field for a separator people write themselves. */
  readonly other: string;
  /** The separator when none is chosen. */
  readonly otherwise: string;
}

function separatorField(name: string, { label, other, otherwise }: SeparatorText): BuiltInField {
  return {
    name,
    type: 'select',
    label,
    ...(otherwise !== '' && { default: otherwise }),
    options: [
      { label: 'New row', value: '\n' },
      { label: 'Tab', value: '\t' },
      { label: 'Other', value: 'other', nested: [{ name: other, type: 'text', label: `${label}, other` }] },
    ],
  };
}
