import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { ExecutionDetail } from '../api/contract.ts';
import { executionQuery, operationsQuery, stopExecution } from '../api/executions.ts';
import { scenariosQuery } from '../api/scenarios.ts';
import { shortId } from '../model/short-id.ts';
import { RunInspector } from '../runs/inspector/run-inspector.tsx';
import { ExecutionStatus } from '../ui/execution-status.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import type { PageProps } from '../ui/page.tsx';
import { Time, duration, localTime } from '../ui/time.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { Doubts } from './doubts.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { TriggerText } from './trigger-text.tsx';
import classes from './history.module.css';

/** One run: what started it, how it ended, and every operation. */
export function RunPage({ id, crumbs }: { readonly id: string; readonly crumbs: NonNullable<PageProps['crumbs']> }) {
  const query = useQuery(executionQuery(id));
  return (
    <Page title="Run" crumbs={crumbs} actions={query.data !== undefined && <Actions execution={query.data} />}>
      <Loaded query={query} label="Loading the run">
        {(execution) => (
          <>
            <Facts execution={execution} />
            <Doubts execution={execution} />
            {execution.status === 'running' ? (
              <p>The run goes on; its operations appear here when it is over.</p>
            ) : (
              <Operations execution={execution} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ execution }: { readonly execution: ExecutionDetail }) {
  const { id, status, scenarioId } = execution;
  const [, navigate] = useLocation();
  const [isReplaying, setReplaying] = useState(false);
  const stop = useMutation({ mutationFn: () => stopExecution(id) });
  return (
    <>
      <Button variant="default" onClick={() => navigate(`/scenarios/${scenarioId}?execution=${id}`)}>
        Open in the editor
      </Button>
      {status === 'running' ? (
        <Button color="danger" loading={stop.isPending} onClick={() => stop.mutate()}>
          Stop
        </Button>
      ) : (
        <Button onClick={() => setReplaying(true)}>Replay</Button>
      )}
      {stop.error !== null && <Trouble error={stop.error} />}
      {isReplaying && <ReplayDialog execution={execution} onClose={() => setReplaying(false)} />}
    </>
  );
}

function Facts({ execution }: { readonly execution: ExecutionDetail }) {
  const { scenarioId, scenarioVersion, startedAt, endedAt, status, operationCount, replayOf, replays, apps } =
    execution;
  const { data: scenarios } = useQuery(scenariosQuery());
  const scenario = scenarios?.find(({ id }) => id === scenarioId);
  const took = endedAt === null ? 'still running' : duration(Date.parse(endedAt) - Date.parse(startedAt));
  const runLink = (id: string): ReactNode => (
    <Anchor component={Link} href={`/scenarios/${scenarioId}/history/${id}`} size="sm">
      {shortId(id)}
    </Anchor>
  );
  const facts: readonly (readonly [term: string, value: ReactNode])[] = [
    ['Status', <ExecutionStatus key="status" status={status} />],
    [
      'Scenario',
      <Anchor key="scenario" component={Link} href={`/scenarios/${scenarioId}`} size="sm">
        {scenario?.name ?? shortId(scenarioId)}
      </Anchor>,
    ],
    ['Version', scenario?.version === scenarioVersion ? `${scenarioVersion}, the current one` : scenarioVersion],
    [
      'Started',
      <Fragment key="started">
        {localTime(startedAt)} (<Time at={startedAt} />)
      </Fragment>,
    ],
    ['Duration', took],
    ['Started by', <TriggerText key="trigger" execution={execution} />],
    ['Operations', operationCount],
    ...(apps === null || apps.length === 0 ? [] : [['Apps', <Apps key="apps" apps={apps} />] as const]),
    ...(replayOf === null ? [] : [['Runs again', runLink(replayOf)] as const]),
    ...(replays.length === 0 ? [] : [['Replayed by', <Links key="replays" ids={replays} linkOf={runLink} />] as const]),
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Names and versions; part of the digest too, because two contents may state one version. */
function Apps({ apps }: { readonly apps: NonNullable<ExecutionDetail['apps']> }) {
  return apps.map(({ name, version, digest }) => `${name} ${version} (${digest.slice(0, 12)})`).join(', ');
}

function Links({ ids, linkOf }: { readonly ids: readonly string[]; readonly linkOf: (id: string) => ReactNode }) {
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      {linkOf(id)}
    </Fragment>
  ));
}

function Operations({ execution }: { readonly execution: ExecutionDetail }) {
  const { id, scenarioId, trigger, error } = execution;
  const query = useInfiniteQuery({ ...operationsQuery(id), staleTime: Infinity });
  const [params, setParams] = useSearchParams();
  const key = params.get('op') ?? undefined;
  const [moduleId, setModuleId] = useState<number | undefined>(
    key === undefined ? undefined : Number.parseInt(key, 10),
  );
  return (
    <section className={classes['card']} aria-label="Operations">
      <Loaded query={query} label="Loading the operations">
        {({ pages }) => (
          <RunInspector
            run={{ id, scenarioId, deliveryId: trigger.deliveryId }}
            operations={pages.flatMap(({ data }) => data)}
            error={error}
            moduleId={moduleId}
            operationKey={key}
            onChoose={(choice) => {
              setModuleId(choice.moduleId);
              setParams(choice.operationKey === undefined ? {} : { op: choice.operationKey }, { replace: true });
            }}
            onLoadMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
          />
        )}
      </Loaded>
    </section>
  );
}
