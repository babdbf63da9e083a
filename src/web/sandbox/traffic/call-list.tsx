import { Anchor, Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sandboxCallsQuery } from '../../api/sandbox-control.ts';
import type { SandboxCall } from '../../api/sandbox-control.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { duration } from '../../ui/time.tsx';
import { ShowMore } from '../show-more.tsx';
import { CallDetail } from './call-detail.tsx';
import classes from './call-list.module.css';
import { SandboxTime } from '../sandbox-time.tsx';

/** Rows at first, and added each time. */
const STEP = 50;

/** Calls the API received, newest first; what these pages do is not among them. */
export function CallList() {
  const [limit, setLimit] = useState(STEP);
  const [opened, setOpened] = useState<SandboxCall>();
  const query = useQuery(sandboxCallsQuery(limit));
  const columns: readonly Column<SandboxCall>[] = [
    {
      key: 'call',
      label: 'Call',
      render: (call) => (
        <Anchor component="button" type="button" size="sm" className={classes['call']} onClick={() => setOpened(call)}>
          <strong>{call.method}</strong> {call.path}
        </Anchor>
      ),
    },
    { key: 'status', label: 'Status', render: ({ status }) => <CallStatus status={status} /> },
    {
      key: 'fault',
      label: 'Fault',
      render: ({ fault }) => (fault ? <Badge variant="default">Fault</Badge> : '–'),
    },
    { key: 'ms', label: 'Took', align: 'right', render: ({ ms }) => duration(ms) },
    { key: 'at', label: 'Time', render: ({ at }) => <SandboxTime at={at} /> },
  ];
  return (
    <>
      <SectionLoaded query={query} label="Loading calls">
        {({ total, requests }) =>
          total === 0 ? (
            <Empty text="The API was not called yet. Switch a scenario on, or run a module." />
          ) : (
            <>
              <DataTable name="API calls" rows={requests} columns={columns} idOf={({ request_id }) => request_id} />
              <ShowMore shown={requests.length} total={total} onMore={() => setLimit(limit + STEP)} />
            </>
          )
        }
      </SectionLoaded>
      {opened !== undefined && <CallDetail call={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function CallStatus({ status }: { readonly status: number | null }) {
  if (status === null) return <StatusBadge tone="danger">Cut</StatusBadge>;
  return <StatusBadge tone={status < 400 ? 'ok' : 'danger'}>{String(status)}</StatusBadge>;
}
