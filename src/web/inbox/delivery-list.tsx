import { Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Delivery } from '../api/contract.ts';
import { deliveriesQuery } from '../api/hooks.ts';
import type { DeliveryFilter } from '../api/hooks.ts';
import { bytesText } from '../model/json-tree.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';
import { DeliveryBulk } from './delivery-bulk.tsx';
import { DeliveryState } from './delivery-state.tsx';

/** A list of deliveries, page after page, with what can be done with the ticked ones or with all of them. */
export function DeliveryList({
  filter,
  hrefOf,
}: {
  readonly filter: DeliveryFilter;
  readonly hrefOf: (delivery: Delivery) => string;
}) {
  const [period, setPeriod] = useState<{ from?: string; to?: string }>({});
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set());
  const wanted = { ...filter, ...period };
  const query = useInfiniteQuery(deliveriesQuery(wanted));
  const columns: readonly Column<Delivery>[] = [
    {
      key: 'received',
      label: 'Received',
      render: (delivery) => (
        <Anchor component={Link} href={hrefOf(delivery)} size="sm">
          <Time at={delivery.receivedAt} />
        </Anchor>
      ),
    },
    { key: 'id', label: 'Delivery', render: ({ id }) => <code>{id}</code> },
    { key: 'event', label: 'Event id', render: ({ eventId }) => (eventId === null ? '–' : <code>{eventId}</code>) },
    { key: 'key', label: 'Key', render: ({ items }) => items[0]?.orderKey ?? '–' },
    { key: 'size', label: 'Size', align: 'right', render: sizeText },
    { key: 'state', label: 'Status', render: (delivery) => <DeliveryState delivery={delivery} /> },
    {
      key: 'attempts',
      label: 'Attempts',
      align: 'right',
      render: ({ items }) => Math.max(0, ...items.map(({ attempts }) => attempts)),
    },
    { key: 'run', label: 'Run', render: ({ items }) => <RunLinks items={items} /> },
  ];
  return (
    <>
      <Group gap="sm" mb="sm" align="end">
        <PeriodField
          label="From"
          onChange={(from) => setPeriod(({ to }) => ({ ...(to && { to }), ...(from && { from }) }))}
        />
        <PeriodField
          label="To"
          onChange={(to) => setPeriod(({ from }) => ({ ...(from && { from }), ...(to && { to }) }))}
        />
        <DeliveryBulk filter={wanted} ticked={ticked} onDone={() => setTicked(new Set())} />
      </Group>
      <Loaded query={query} label="Loading deliveries">
        {({ pages }) => {
          const deliveries = pages.flatMap(({ data }) => data);
          if (deliveries.length === 0) {
            return <Empty text="Nothing here. Send a test event from the sandbox, or copy the URL and call it." />;
          }
          return (
            <>
              <DataTable
                name="Deliveries"
                rows={deliveries}
                columns={columns}
                idOf={({ id }) => id}
                selection={{ ids: ticked, onChange: setTicked }}
              />
              <Group justify="center" mt="md">
                <Text size="sm" c="dimmed">
                  {deliveries.length.toLocaleString()} shown
                </Text>
                {query.hasNextPage && (
                  <Button
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    Load more
                  </Button>
                )}
              </Group>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function sizeText({ size, erasedAt }: Delivery): string {
  return erasedAt === null ? bytesText(size) : 'Erased';
}

function RunLinks({ items }: { readonly items: Delivery['items'] }) {
  const runs = items.flatMap(({ executionId }) => (executionId === null ? [] : [executionId]));
  if (runs.length === 0) return '–';
  return runs.map((run, index) => (
    <Anchor key={run} component={Link} href={`/history/${run}`} size="sm" mr={6}>
      {runs.length === 1 ? 'Open run' : `Run ${index + 1}`}
    </Anchor>
  ));
}

function PeriodField({
  label,
  onChange,
}: {
  readonly label: string;
  readonly onChange: (time: string | undefined) => void;
}) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(value === '' ? undefined : new Date(value).toISOString());
      }}
    />
  );
}
