import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { MappableInput } from '../mapping/mappable-input.tsx';
import { fieldText, fieldValue } from '../model/field-text.ts';
import { isOfPairs, pairsOf, valuesOfPairs } from '../model/pairs.ts';
import type { Pair } from '../model/pairs.ts';
import type { ControlProps } from './form-context.ts';
import classes from './group-field.module.css';

/** Values under names that people choose themselves. */
export function PairsField({ field, id, labelId, describedBy, value, onChange }: ControlProps) {
  const list = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<readonly Pair[]>(() => pairsOf(value));
  // What was undone or changed elsewhere replaces what stands here; a row without a name lives here only.
  const pairs = isOfPairs(value, draft) ? draft : pairsOf(value);
  const set = (next: readonly Pair[]): void => {
    setDraft(next);
    onChange(valuesOfPairs(next));
  };
  const focusRow = (index: number): void => {
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll('[data-item]') ?? [];
      const row = rows[Math.min(index, rows.length - 1)] ?? list.current;
      row?.querySelector<HTMLElement>('input, button')?.focus();
    });
  };
  return (
    <div ref={list} role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {pairs.length > 0 && (
        <ol className={classes['items']}>
          {pairs.map((pair, index) => {
            const rowId = `${id}-${index}`;
            const replace = (change: Partial<Pair>): void => set(pairs.with(index, { ...pair, ...change }));
            return (
              // oxlint-disable-next-line react/no-array-index-key -- the name changes while it is written
              <li key={index} data-item className={classes['pair']}>
                <TextInput
                  aria-label={`Name ${index + 1}`}
                  placeholder="Name"
                  value={pair.name}
                  onChange={(event) => replace({ name: event.currentTarget.value })}
                />
                <div className={classes['grow']}>
                  <span id={`${rowId}-label`} className="visually-hidden">
                    Value of {pair.name.trim() === '' ? `row ${index + 1}` : pair.name}
                  </span>
                  <MappableInput
                    id={rowId}
                    label={pair.name.trim() === '' ? `row ${index + 1}` : pair.name}
                    labelId={`${rowId}-label`}
                    describedBy={undefined}
                    text={fieldText(pair.value)}
                    placeholder="Value"
                    onChange={(text) => replace({ value: fieldValue(field, text, pair.value) ?? '' })}
                  />
                </div>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={28}
                  aria-label={`Remove ${pair.name.trim() === '' ? `row ${index + 1}` : pair.name}`}
                  onClick={() => {
                    set(pairs.toSpliced(index, 1));
                    focusRow(index);
                  }}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ol>
      )}
      <Button
        className={classes['add'] ?? ''}
        size="compact-sm"
        variant="light"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          set([...pairs, { name: '', value: '' }]);
          focusRow(pairs.length);
        }}
      >
        Add a value
      </Button>
    </div>
  );
}
