import { Anchor, Button } from '@mantine/core';
import { Link } from 'wouter';
import type { ExecutionRow } from '../api/contract.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { ExecutionStatus } from '../ui/execution-status.tsx';
import { Time, duration } from '../ui/time.tsx';
import { TriggerText } from './trigger-text.tsx';

/** Runs, newest first; each leads to its details. */
export function RunTable({
  rows,
  hasScenario,
  hrefOf,
  ticked,
  onTick,
  onReplay,
}: {
  readonly rows: readonly ExecutionRow[];
  readonly hasScenario: boolean;
  readonly hrefOf: (id: string) => string;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
  readonly onReplay: (row: ExecutionRow) => void;
}) {
  const columns: readonly Column<ExecutionRow>[] = [
    { key: 'status', label: 'Status', render: ({ status }) => <ExecutionStatus status={status} /> },
    {
      key: 'started',
      label: 'Started',
      render: ({ id, startedAt }) => (
        <Anchor component={Link} href={hrefOf(id)} size="sm" fw={600}>
          <Time at={startedAt} />
        </Anchor>
      ),
    },
    ...(hasScenario ? [SCENARIO] : []),
    { key: 'trigger', label: 'Started by', render: (row) => <TriggerText execution={row} /> },
    { key: 'duration', label: 'Duration', align: 'right', render: durationOf },
    { key: 'operations', label: 'Operations', align: 'right', render: ({ operationCount }) => operationCount },
    { key: 'version', label: 'Version', align: 'right', render: ({ scenarioVersion }) => scenarioVersion },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (row) => (
        <Button
          size="compact-sm"
          variant="default"
          disabled={row.status === 'running'}
          aria-label={`Replay the run of ${new Date(row.startedAt).toLocaleString()}`}
          onClick={() => onReplay(row)}
        >
          Replay
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      name="Runs"
      rows={rows}
      columns={columns}
      idOf={({ id }) => id}
      labelOf={({ startedAt }) => `the run of ${new Date(startedAt).toLocaleString()}`}
      selection={{ ids: ticked, onChange: onTick }}
    />
  );
}

const SCENARIO: Column<ExecutionRow> = {
  key: 'scenario',
  label: 'Scenario',
  render: ({ scenarioId, scenarioName }) =>
    scenarioName === null ? (
      'deleted'
    ) : (
      <Anchor component={Link} href={`/scenarios/${scenarioId}`} size="sm">
        {scenarioName}
      </Anchor>
    ),
};

function durationOf({ startedAt, endedAt }: ExecutionRow): string {
  return endedAt === null ? '–' : duration(Date.parse(endedAt) - Date.parse(startedAt));
}
