import { Button, Modal, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Delivery } from '../api/contract.ts';
import { deliveriesQuery } from '../api/hooks.ts';
import { bytesText } from '../model/json-tree.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';
import { shortId } from '../model/short-id.ts';

/** Lets people choose one of the deliveries that came to the webhook of a scenario. */
export function StoredDeliveries({
  hookId,
  onChoose,
  onClose,
}: {
  readonly hookId: string | null;
  readonly onChoose: (deliveryId: string) => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title="Use a stored delivery" size="lg">
      {hookId === null ? (
        <Text>The scenario has no webhook yet. Save it with a connection and an instant trigger first.</Text>
      ) : (
        <Deliveries hookId={hookId} onChoose={onChoose} />
      )}
    </Modal>
  );
}

function Deliveries({ hookId, onChoose }: { readonly hookId: string; readonly onChoose: (id: string) => void }) {
  const query = useInfiniteQuery(deliveriesQuery({ hookId }));
  const columns: readonly Column<Delivery>[] = [
    { key: 'received', label: 'Received', render: ({ receivedAt }) => <Time at={receivedAt} /> },
    { key: 'id', label: 'Delivery', render: ({ id }) => <code title={id}>{shortId(id)}</code> },
    {
      key: 'size',
      label: 'Size',
      align: 'right',
      render: ({ size, erasedAt }) => (erasedAt === null ? bytesText(size) : 'Erased'),
    },
    {
      key: 'use',
      label: 'Use',
      isQuiet: true,
      align: 'right',
      render: ({ id, erasedAt }) =>
        erasedAt === null && (
          <Button size="compact-sm" variant="light" aria-label={`Use ${shortId(id)}`} onClick={() => onChoose(id)}>
            Use
          </Button>
        ),
    },
  ];
  return (
    <Loaded query={query} label="Loading deliveries">
      {({ pages }) => {
        const rows = pages.flatMap(({ data }) => data);
        if (rows.length === 0) return <Empty text="No delivery is stored. Send a test event, or wait for a new one." />;
        return (
          <>
            <DataTable name="Stored deliveries" rows={rows} columns={columns} idOf={({ id }) => id} />
            {query.hasNextPage && (
              <Button
                mt="sm"
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
  );
}
