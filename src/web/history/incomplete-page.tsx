import { Button, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hooksQuery } from '../api/hooks.ts';
import { incompletesQuery } from '../api/incompletes.ts';
import type { Incomplete } from '../api/contract.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { IncompleteBulk } from './incomplete-bulk.tsx';
import { INCOMPLETE_WORDS } from './incomplete-status.tsx';
import { IncompleteTable } from './incomplete-table.tsx';
import classes from './history.module.css';

/** Runs of a scenario that stopped at a failing module and can go on from there. */
export default function IncompletePage({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const { id = '' } = params;
  const { data: scenarios } = useQuery(scenariosQuery());
  const scenario = scenarios?.find((each) => each.id === id);
  const [status, setStatus] = useState<Incomplete['status'] | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(incompletesQuery({ scenarioId: id, status: status ?? undefined }));
  const labels = new Map(scenario?.modules.map((module) => [module.id, module.label]));
  return (
    <Page
      title="Incomplete executions"
      description="Runs that stopped at a failing module. What they had done before is kept, and is not done again."
      crumbs={[
        { label: 'Scenarios', href: '/scenarios' },
        { label: scenario?.name ?? 'Scenario', href: `/scenarios/${id}` },
        { label: 'History', href: `/scenarios/${id}/history` },
      ]}
    >
      <Blocked scenarioId={id} />
      <Select
        aria-label="Status"
        placeholder="Any status"
        w={180}
        clearable
        data={Object.entries(INCOMPLETE_WORDS).map(([value, [, label]]) => ({
          value: value as Incomplete['status'],
          label,
        }))}
        value={status}
        onChange={setStatus}
      />
      <Loaded query={query} label="Loading incomplete executions">
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          if (rows.length === 0) return <Empty text="Nothing is waiting." />;
          return (
            <>
              <IncompleteBulk rows={rows.filter((row) => ticked.has(row.id))} onDone={() => setTicked(new Set())} />
              <IncompleteTable rows={rows} labels={labels} ticked={ticked} onTick={setTicked} />
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
    </Page>
  );
}

/** Deliveries that wait because they are worked off one after the other. */
function Blocked({ scenarioId }: { readonly scenarioId: string }) {
  const scenario = useQuery(scenariosQuery()).data?.find(({ id }) => id === scenarioId);
  const hook = useQuery(hooksQuery()).data?.find(({ id }) => id === scenario?.hookId);
  if (scenario === undefined || scenario.incomplete === 0 || scenario.queue === 0) return null;
  if (hook?.mode.type !== 'sequential') return null;
  return (
    <p role="status" className={classes['doubts']}>
      Deliveries are worked off one after the other, and {scenario.queue} of them wait. Retry, resolve or delete the
      oldest of these to let them go on.
    </p>
  );
}
