import { Checkbox, Group, MultiSelect, NumberInput, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Scheduling } from '../api/contract.ts';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import { WEEKDAYS } from '../model/schedule-text.ts';

interface FieldsProps {
  readonly draft: ScheduleDraft;
  /** Zone the times are read in. */
  readonly timezone: string;
  readonly problem: string | undefined;
  readonly onChange: (change: Partial<ScheduleDraft>) => void;
}

/** What a way to start a scenario has to be told. */
export function ScheduleFields(props: FieldsProps) {
  return (
    <>
      {FIELDS[props.draft.type]?.(props)}
      {props.problem !== undefined && (
        <Text role="alert" size="sm" c="var(--sc-danger)">
          {props.problem}
        </Text>
      )}
    </>
  );
}

const FIELDS: Readonly<Partial<Record<Scheduling['type'], (props: FieldsProps) => ReactNode>>> = {
  indefinitely: ({ draft, onChange }) => (
    <NumberInput
      label="Minutes between two runs"
      min={0.1}
      value={draft.minutes}
      onChange={(minutes) => onChange({ minutes })}
    />
  ),
  once: ({ draft, onChange }) => (
    <TextInput
      type="datetime-local"
      label="Date and time"
      description="In the time zone of this computer."
      value={draft.moment}
      onChange={(event) => onChange({ moment: event.currentTarget.value })}
    />
  ),
  daily: (props) => <TimeField {...props} />,
  weekly: (props) => (
    <>
      <Checkbox.Group
        label="Days of the week"
        value={props.draft.days.map(String)}
        onChange={(days) => props.onChange({ days: days.map(Number) })}
      >
        <Group gap="sm" mt="xs">
          {WEEKDAYS.map((day, index) => (
            <Checkbox key={day} value={String(index + 1)} label={day} />
          ))}
        </Group>
      </Checkbox.Group>
      <TimeField {...props} />
    </>
  ),
  monthly: (props) => (
    <>
      <MultiSelect
        label="Days of the month"
        searchable
        data={Array.from({ length: 31 }, (_, index) => String(index + 1))}
        value={props.draft.dates.map(String)}
        onChange={(dates) => props.onChange({ dates: dates.map(Number) })}
      />
      <TimeField {...props} />
    </>
  ),
};

function TimeField({ draft, timezone, onChange }: FieldsProps) {
  return (
    <TextInput
      type="time"
      label="Time"
      description={`In the time zone ${timezone}.`}
      value={draft.time}
      onChange={(event) => onChange({ time: event.currentTarget.value })}
    />
  );
}
