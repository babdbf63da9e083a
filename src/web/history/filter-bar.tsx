import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { scenariosQuery } from '../api/scenarios.ts';
import { RANGES, STATUSES, TRIGGERS } from './run-filters.ts';
import type { RunFilters } from './run-filters.ts';

const NO_FILTERS: RunFilters = { status: null, trigger: null, range: null, scenario: null };

/** Narrows the runs down. */
export function FilterBar({
  filters,
  onChange,
  hasScenario,
}: {
  readonly filters: RunFilters;
  readonly onChange: (change: Partial<RunFilters>) => void;
  /** Whether the runs of all scenarios are listed, so that one can be chosen. */
  readonly hasScenario: boolean;
}) {
  const { data: scenarios } = useQuery(scenariosQuery());
  const isFiltered = Object.values(filters).some((value) => value !== null);
  return (
    <Group gap="sm">
      <Select
        aria-label="Status"
        placeholder="Any status"
        w={150}
        clearable
        data={[...STATUSES]}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      {hasScenario && (
        <Select
          aria-label="Scenario"
          placeholder="Any scenario"
          w={230}
          clearable
          searchable
          data={scenarios?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={filters.scenario}
          onChange={(scenario) => onChange({ scenario })}
        />
      )}
      <Select
        aria-label="Time"
        placeholder="Any time"
        w={160}
        clearable
        data={RANGES.map(({ value, label }) => ({ value, label }))}
        value={filters.range}
        onChange={(range) => onChange({ range })}
      />
      <Select
        aria-label="Started by"
        placeholder="Started by anything"
        w={190}
        clearable
        data={[...TRIGGERS]}
        value={filters.trigger}
        onChange={(trigger) => onChange({ trigger })}
      />
      {isFiltered && (
        <Button variant="subtle" onClick={() => onChange(NO_FILTERS)}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
