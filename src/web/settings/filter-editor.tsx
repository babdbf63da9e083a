import { Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { evaluateFilter, filterOperatorsQuery } from '../api/filters.ts';
import type { FilterEvaluation } from '../api/contract.ts';
import { useMapping } from '../mapping/mapping-context.ts';
import { sampleBundles } from '../mapping/use-evaluation.ts';
import type { StepFilter } from '../model/blueprint.ts';
import {
  addAnd,
  addOr,
  duplicateCondition,
  focusAfterRemoval,
  groupsOf,
  removeCondition,
  setCondition,
  storedFilter,
} from '../model/filter-model.ts';
import type { ConditionPlace } from '../model/filter-model.ts';
import { ConditionRow } from './condition-row.tsx';
import classes from './filter-editor.module.css';

/** Conditions a bundle must meet: groups of which one has to hold, and in a group all conditions. */
export function FilterEditor({
  idPrefix,
  filter,
  onChange,
}: {
  /** Comes before the ids of its fields. */
  readonly idPrefix: string;
  readonly filter: StepFilter;
  readonly onChange: (filter: StepFilter) => void;
}) {
  const operators = useQuery(filterOperatorsQuery()).data ?? [];
  const root = useRef<HTMLDivElement>(null);
  const result = useFilterResult(filter);
  const groups = groupsOf(filter);
  const focusOn = ({ group, index }: ConditionPlace): void => {
    requestAnimationFrame(() =>
      root.current
        ?.querySelector<HTMLElement>(`[data-condition="${group}.${index}"] :is(textarea, [role="textbox"])`)
        ?.focus(),
    );
  };
  return (
    <div ref={root} className={classes['editor']}>
      {groups.map((group, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- conditions have no identity but their place
        <div key={at} role="group" aria-label={groups.length > 1 ? `Alternative ${at + 1}` : 'Conditions'}>
          {at > 0 && <p className={classes['or']}>or</p>}
          {group.map((condition, index) => {
            const place = { group: at, index };
            return (
              <ConditionRow
                // oxlint-disable-next-line react/no-array-index-key -- see above
                key={index}
                idPrefix={`${idPrefix}-${at}-${index}`}
                place={place}
                isFirst={index === 0}
                condition={condition}
                operators={operators}
                truth={result?.groups[at]?.[index]}
                onChange={(next) => onChange(setCondition(filter, place, next))}
                onDuplicate={() => {
                  onChange(duplicateCondition(filter, place));
                  focusOn({ group: at, index: index + 1 });
                }}
                onRemove={() => {
                  const next = removeCondition(filter, place);
                  onChange(next);
                  focusOn(focusAfterRemoval(next, place));
                }}
              />
            );
          })}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              onChange(addAnd(filter, { group: at, index: group.length - 1 }));
              focusOn({ group: at, index: group.length });
            }}
          >
            Add AND condition
          </Button>
        </div>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            onChange(addOr(filter));
            focusOn({ group: groups.length, index: 0 });
          }}
        >
          Add OR group
        </Button>
      </Group>
      <FilterResult result={result} />
    </div>
  );
}

/** What the filter does with the sample bundles, by the engine's own code; undefined until it is known. */
function useFilterResult(filter: StepFilter): FilterEvaluation | undefined {
  const { sources, timezone } = useMapping();
  const isEmpty = (storedFilter(filter)?.conditions ?? []).length === 0;
  const conditions = groupsOf(filter).map((group) =>
    group.map(({ a = '', o, b }) => ({ a, ...(o !== undefined && { o }), ...(b !== undefined && { b }) })),
  );
  const { bundles, key } = sampleBundles(conditions, sources);
  const { data } = useQuery({
    queryKey: ['filter-result', conditions, timezone, key],
    enabled: !isEmpty,
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      evaluateFilter({ conditions: conditions as never, bundles, ...(timezone !== undefined && { timezone }) }, signal),
  });
  return isEmpty ? undefined : data;
}

function FilterResult({ result }: { readonly result: FilterEvaluation | undefined }) {
  const { samples, sample } = useMapping();
  const chosen = samples.find(({ value }) => value === sample)?.named ?? 'the sample bundle';
  return (
    <p role="status" aria-label="Result of the filter" className={classes['result']}>
      {result === undefined ? (
        <Text span size="sm" c="dimmed">
          Fill in a condition to see what it does with {chosen}.
        </Text>
      ) : (
        <>
          Result with {chosen}: <strong data-passes={result.passes}>{result.passes ? 'passes' : 'stops here'}</strong>
        </>
      )}
    </p>
  );
}
