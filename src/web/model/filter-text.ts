import { counted } from './aria-names.ts';
import type { Condition, StepFilter } from './blueprint.ts';
import { FIRST_OPERATOR, groupsOf, storedFilter } from './filter-model.ts';
import { previewOf } from './json-tree.ts';

/** What a filter is called in few words, and in full. */
export interface FilterText {
  readonly short: string;
  readonly full: string;
}

/** How the parts of a condition are written for people. */
export interface ConditionWords {
  operator(id: string): string;
  /** Of a text with mapped items. */
  value(text: string): string;
}

/** The filter for its chip: its label, else its condition, or how many there are; undefined when there is no filter. */
export function filterText(filter: StepFilter | null | undefined, words: ConditionWords): FilterText | undefined {
  const stored = filter ? storedFilter(filter) : undefined;
  if (stored === undefined) return undefined;
  if (stored.name !== undefined && stored.name !== '') return { short: stored.name, full: stored.name };
  const groups = groupsOf(stored).map((group) => group.map((condition) => conditionText(condition, words)));
  const told = groups.map((group) => group.join(' and ')).join(', or ');
  const count = groups.flat().length;
  if (count === 1) return { short: told, full: told };
  const short = counted(count, 'condition');
  return { short, full: `${short}: ${told}` };
}

function conditionText({ a, o, b }: Condition, words: ConditionWords): string {
  return [valueText(a, words), words.operator(o ?? FIRST_OPERATOR), valueText(b, words)].filter(Boolean).join(' ');
}

function valueText(value: unknown, words: ConditionWords): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? words.value(value.trim()) : previewOf(value);
}
