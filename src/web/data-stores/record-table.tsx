import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { DataRecord } from '../api/contract.ts';
import { dataRecordsQuery } from '../api/data-stores.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Time } from '../ui/time.tsx';

/** Characters of the data and of the key that a row shows. */
const SHOWN = 200;

/** The records of a data store, page after page, by their keys. */
export function RecordTable({
  id,
  name,
  onEdit,
  onDelete,
}: {
  readonly id: string;
  readonly name: string;
  readonly onEdit: (record: string) => void;
  readonly onDelete: (record: string) => void;
}) {
  const query = useInfiniteQuery(dataRecordsQuery(id));
  const columns: readonly Column<DataRecord>[] = [
    { key: 'key', label: 'Key', breaks: true, render: ({ key }) => <code>{shortened(key)}</code> },
    {
      key: 'data',
      label: 'Data',
      breaks: true,
      render: ({ data }) => <code>{shortened(JSON.stringify(data))}</code>,
    },
    { key: 'changed', label: 'Changed', render: ({ updatedAt }) => <Time at={updatedAt} /> },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: ({ key }) => (
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon variant="subtle" color="gray" aria-label={`Edit ${shortened(key)}`} onClick={() => onEdit(key)}>
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${shortened(key)}`}
            onClick={() => onDelete(key)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      ),
    },
  ];
  return (
    <Loaded query={query} label="Loading records">
      {({ pages }) => {
        const records = pages.flatMap(({ data }) => data);
        if (records.length === 0) return <Empty text="No records yet. Scenarios write them, or add one by hand." />;
        return (
          <>
            <DataTable name={`Records of ${name}`} rows={records} columns={columns} idOf={({ key }) => key} />
            <Group justify="center" mt="md">
              <Text size="sm" c="dimmed">
                {records.length.toLocaleString()} shown
              </Text>
              {query.hasNextPage && (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Load more
                </Button>
              )}
            </Group>
          </>
        );
      }}
    </Loaded>
  );
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
