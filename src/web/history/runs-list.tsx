import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExecutionRow } from '../api/contract.ts';
import { executionsQuery } from '../api/executions.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { BulkReplay } from './bulk-replay.tsx';
import { ExportRuns } from './export-runs.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { useExecutionFilter, useRunFilters } from './run-filters.ts';
import { RunTable } from './run-table.tsx';
import classes from './history.module.css';

/** The runs of all scenarios, or of one, with filters, replay and export. */
export function RunsList({
  scenarioId,
  hrefOf,
}: {
  readonly scenarioId?: string;
  readonly hrefOf: (id: string) => string;
}) {
  const [filters, setFilters] = useRunFilters();
  const filter = useExecutionFilter(filters, scenarioId);
  const query = useInfiniteQuery(executionsQuery(filter));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [replaying, setReplaying] = useState<ExecutionRow>();
  const isFiltered = Object.values(filters).some((value) => value !== null);
  return (
    <>
      <div className={classes['tools']}>
        <FilterBar filters={filters} onChange={setFilters} hasScenario={scenarioId === undefined} />
        <ExportRuns filter={filter} />
      </div>
      <Loaded query={query} label="Loading runs">
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          if (rows.length === 0) return <Empty text={isFiltered ? NOTHING_LIKE_THAT : NOTHING_YET} />;
          return (
            <>
              <BulkReplay runs={rows.filter(({ id }) => ticked.has(id))} onDone={() => setTicked(new Set())} />
              <RunTable
                rows={rows}
                hasScenario={scenarioId === undefined}
                hrefOf={hrefOf}
                ticked={ticked}
                onTick={setTicked}
                onReplay={setReplaying}
              />
              {query.hasNextPage && (
                <Button
                  className={classes['more']}
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  Load more
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
      {replaying !== undefined && <ReplayDialog execution={replaying} onClose={() => setReplaying(undefined)} />}
    </>
  );
}

const NOTHING_LIKE_THAT = 'No runs in this period, or of this kind. Clear the filters to see all of them.';
const NOTHING_YET = 'No runs yet. Run a scenario once, or switch one on.';
