import type { Condition, StepFilter } from './blueprint.ts';

/** Where a condition stands: in which OR group, and where in it. */
export interface ConditionPlace {
  readonly group: number;
  readonly index: number;
}

/** The operator a new condition starts with. */
export const FIRST_OPERATOR = 'exist';

/** Conditions to edit: a filter without any shows one that is still empty. */
export function groupsOf(filter: StepFilter | null | undefined): readonly (readonly Condition[])[] {
  const written: unknown = filter?.conditions;
  const groups = Array.isArray(written)
    ? written
        .map((group: unknown) => (Array.isArray(group) ? (group as readonly Condition[]) : [group as Condition]))
        .filter((group) => group.length > 0)
    : [];
  return groups.length === 0 ? [[emptyCondition()]] : groups;
}

/** A condition nothing is written in yet. */
export function emptyCondition(): Condition {
  return { a: '', o: FIRST_OPERATOR };
}

/** Changes one condition. */
export function setCondition(filter: StepFilter, { group, index }: ConditionPlace, condition: Condition): StepFilter {
  return withGroup(filter, group, (conditions) => conditions.with(index, condition));
}

/** Chooses an operator; the second value goes when the operator takes one only. */
export function setOperator(condition: Condition, operator: string, operands: 1 | 2): Condition {
  const { b, ...rest } = condition;
  return operands === 1 ? { ...rest, o: operator } : { ...rest, o: operator, b: b ?? '' };
}

/** Adds a condition that must hold as well, behind the one at a place. */
export function addAnd(filter: StepFilter, { group, index }: ConditionPlace): StepFilter {
  return withGroup(filter, group, (conditions) => conditions.toSpliced(index + 1, 0, emptyCondition()));
}

/** Adds a group of conditions as an alternative, at the end. */
export function addOr(filter: StepFilter): StepFilter {
  return { ...filter, conditions: [...groupsOf(filter), [emptyCondition()]] };
}

/** Puts a copy of a condition behind it. */
export function duplicateCondition(filter: StepFilter, { group, index }: ConditionPlace): StepFilter {
  return withGroup(filter, group, (conditions) => {
    const condition = conditions[index];
    return condition === undefined ? conditions : conditions.toSpliced(index + 1, 0, condition);
  });
}

/** Takes a condition out; a group that becomes empty goes, and the last condition of all becomes an empty one. */
export function removeCondition(filter: StepFilter, { group, index }: ConditionPlace): StepFilter {
  const left = withGroup(filter, group, (conditions) => conditions.toSpliced(index, 1));
  return { ...left, conditions: groupsOf(left) };
}

/** Where the focus goes after a condition has gone: the one that took its place, else the one before it. */
export function focusAfterRemoval(filter: StepFilter, { group, index }: ConditionPlace): ConditionPlace {
  const groups = groupsOf(filter);
  const at = Math.min(group, groups.length - 1);
  const length = groups[at]?.length ?? 1;
  return { group: at, index: at === group ? Math.min(index, length - 1) : length - 1 };
}

/** The filter as it is stored: without empty conditions and groups; undefined when nothing is left. */
export function storedFilter(filter: StepFilter): StepFilter | undefined {
  const groups = groupsOf(filter)
    .map((group) => group.filter((condition) => !isBlank(condition)))
    .filter((group) => group.length > 0);
  const name = filter.name?.trim() ?? '';
  if (groups.length === 0 && name === '') return undefined;
  return { ...filter, name, conditions: groups };
}

/** The group of operators that fits a type of item, as a prefix of operator names; empty for the basic ones. */
export function operatorGroupFor(type: string): string {
  return GROUPS.get(type) ?? '';
}

/** The operator a condition on an item of this type starts with. */
export function operatorFor(type: string): string {
  const group = operatorGroupFor(type);
  if (group === '') return FIRST_OPERATOR;
  return SEARCHED.has(group) ? `${group}:contain` : `${group}:equal`;
}

/** Groups in which people look for a part more often than for the whole. */
const SEARCHED: ReadonlySet<string> = new Set(['text', 'array']);

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['text', 'text'],
  ['number', 'number'],
  ['date', 'date'],
  ['boolean', 'boolean'],
  ['array', 'array'],
]);

function withGroup(
  filter: StepFilter,
  group: number,
  change: (conditions: readonly Condition[]) => readonly Condition[],
): StepFilter {
  const groups = groupsOf(filter);
  return { ...filter, conditions: groups.map((conditions, at) => (at === group ? change(conditions) : conditions)) };
}

function isBlank({ a, b }: Condition): boolean {
  return valueText(a) === '' && valueText(b) === '';
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
