import { ActionIcon, Select } from '@mantine/core';
import { IconCheck, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { FilterEvaluation, FilterOperator } from '../api/contract.ts';
import { MappableInput } from '../mapping/mappable-input.tsx';
import { useMapping } from '../mapping/mapping-context.ts';
import type { Condition } from '../model/blueprint.ts';
import { fieldText } from '../model/field-text.ts';
import { FIRST_OPERATOR, operatorFor, setOperator } from '../model/filter-model.ts';
import type { ConditionPlace } from '../model/filter-model.ts';
import { previewOf } from '../model/json-tree.ts';
import { mappedItem } from '../model/mapped-item.ts';
import classes from './filter-editor.module.css';

type Truth = FilterEvaluation['groups'][number][number];

/** One comparison: a value, an operator, another value, and what it gives with the sample. */
export function ConditionRow({
  idPrefix,
  place,
  isFirst,
  condition,
  operators,
  truth,
  onChange,
  onDuplicate,
  onRemove,
}: {
  readonly idPrefix: string;
  readonly place: ConditionPlace;
  /** The first of its group has nothing before it. */
  readonly isFirst: boolean;
  readonly condition: Condition;
  readonly operators: readonly FilterOperator[];
  readonly truth: Truth | undefined;
  readonly onChange: (condition: Condition) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}) {
  const { sources } = useMapping();
  const number = place.index + 1;
  const operator = operators.find(({ id }) => id === (condition.o ?? FIRST_OPERATOR));
  const operands = operator?.operands ?? (condition.b === undefined ? 1 : 2);
  const setFirst = (text: string): void => {
    // Until an item asks for another operator the first one was not chosen: items may be typed letter by letter.
    const fitting = (written: string): string => operatorFor(mappedItem(written, sources)?.type ?? '');
    const isFresh = (condition.o ?? FIRST_OPERATOR) === FIRST_OPERATOR;
    const wasFitting = fitting(fieldText(condition.a)) === FIRST_OPERATOR;
    const suited = isFresh && wasFitting ? operators.find(({ id }) => id === fitting(text)) : undefined;
    const changed = { ...condition, a: text };
    onChange(suited === undefined ? changed : setOperator(changed, suited.id, suited.operands));
  };
  return (
    <div
      role="group"
      aria-label={`Condition ${number}`}
      data-condition={`${place.group}.${place.index}`}
      className={classes['condition']}
    >
      <div className={classes['head']}>
        <span>{isFirst ? 'Condition' : 'and'}</span>
        <span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label="Duplicate this condition"
            onClick={onDuplicate}
          >
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label="Delete this condition" onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <Operand id={`${idPrefix}-a`} label="Value 1" value={condition.a} onChange={setFirst} />
      <Select
        aria-label="Operator"
        data={grouped(operators)}
        value={condition.o ?? FIRST_OPERATOR}
        searchable
        allowDeselect={false}
        nothingFoundMessage="There is no such operator"
        onChange={(id) => {
          const chosen = operators.find((other) => other.id === id);
          if (chosen !== undefined) onChange(setOperator(condition, chosen.id, chosen.operands));
        }}
      />
      {operands === 2 && (
        <Operand
          id={`${idPrefix}-b`}
          label="Value 2"
          value={condition.b}
          onChange={(text) => onChange({ ...condition, b: text })}
        />
      )}
      {truth !== undefined && fieldText(condition.a) !== '' && <TruthLine truth={truth} operator={operator?.label} />}
    </div>
  );
}

function Operand({
  id,
  label,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (text: string) => void;
}) {
  const labelId = useId();
  return (
    <div>
      <label id={labelId} htmlFor={id} className={classes['label']}>
        {label}
      </label>
      <MappableInput
        id={id}
        label={label}
        labelId={labelId}
        describedBy={undefined}
        text={fieldText(value)}
        onChange={onChange}
      />
    </div>
  );
}

/** "bug equals feature: does not hold". */
function TruthLine({ truth, operator = '' }: { readonly truth: Truth; readonly operator: string | undefined }) {
  const Icon = truth.passes ? IconCheck : IconX;
  const operands = [previewOf(truth.a) || 'empty', operator.toLowerCase()];
  if (truth.b !== undefined) operands.push(previewOf(truth.b) || 'empty');
  return (
    <p className={classes['truth']} data-passes={truth.passes}>
      <Icon size={14} aria-hidden />
      <span>{truth.error ?? `${operands.join(' ')}: ${truth.passes ? 'holds' : 'does not hold'}`}</span>
    </p>
  );
}

function grouped(operators: readonly FilterOperator[]) {
  const names = [...new Set(operators.map(({ group }) => group))];
  return names.map((group) => ({
    group,
    items: operators
      .filter((operator) => operator.group === group)
      .map(({ id, label }) => ({
        value: id,
        label: isTold(label, group) ? label : `${group}: ${label.toLowerCase()}`,
      })),
  }));
}

/** The chosen operator stands alone in its field, so it names its group, except for the basic ones. */
function isTold(label: string, group: string): boolean {
  return group === 'Basic' || label.toLowerCase().startsWith(group.toLowerCase());
}
