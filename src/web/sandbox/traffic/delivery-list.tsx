import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sandboxDeliveriesQuery } from '../../api/sandbox-control.ts';
import type { SandboxDelivery } from '../../api/sandbox-control.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { localTime } from '../../ui/time.tsx';
import { ShowMore } from '../show-more.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { SandboxTime } from '../sandbox-time.tsx';

/** Rows at first, and added each time. */
const STEP = 50;

const STATES: Readonly<Record<SandboxDelivery['state'], readonly [tone: Tone, word: string]>> = {
  pending: ['wait', 'Waiting'],
  delivered: ['ok', 'Delivered'],
  given_up: ['danger', 'Given up'],
};

/** Events on their way to webhooks, newest first. */
export function DeliveryList() {
  const [limit, setLimit] = useState(STEP);
  const [opened, setOpened] = useState<number>();
  const query = useQuery(sandboxDeliveriesQuery(limit));
  const open = query.data?.deliveries.find(({ id }) => id === opened);
  const columns: readonly Column<SandboxDelivery>[] = [
    {
      key: 'event',
      label: 'Event',
      render: ({ id, event }) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => setOpened(id)}>
          {event}
        </Anchor>
      ),
    },
    { key: 'state', label: 'Status', render: (delivery) => <State delivery={delivery} /> },
    { key: 'attempts', label: 'Attempts', align: 'right', render: ({ attempts }) => attempts.length },
    { key: 'last', label: 'Last answer', render: lastAnswer },
    { key: 'created', label: 'Created', render: ({ created_at }) => <SandboxTime at={created_at} /> },
  ];
  return (
    <>
      <SectionLoaded query={query} label="Loading deliveries">
        {({ total, deliveries }) =>
          total === 0 ? (
            <Empty text="Nothing was delivered yet. Events go to the webhooks that are registered." />
          ) : (
            <>
              <DataTable name="Deliveries" rows={deliveries} columns={columns} idOf={({ id }) => String(id)} />
              <ShowMore shown={deliveries.length} total={total} onMore={() => setLimit(limit + STEP)} />
            </>
          )
        }
      </SectionLoaded>
      {open !== undefined && <DeliveryDetail delivery={open} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function State({ delivery: { state, reason, next_attempt_at } }: { readonly delivery: SandboxDelivery }) {
  const [tone, word] = STATES[state];
  const note = reason ?? (next_attempt_at === null ? undefined : `next attempt ${localTime(next_attempt_at)}`);
  return (
    <div>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}

function lastAnswer({ attempts }: SandboxDelivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return '–';
  return last.error ?? String(last.status ?? '–');
}
