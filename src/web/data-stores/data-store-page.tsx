import { Button, Text } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DataStore } from '../api/contract.ts';
import { dataStoreQuery } from '../api/data-stores.ts';
import { counted } from '../model/aria-names.ts';
import { bytesText } from '../model/json-tree.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ClearDataStore } from './clear-data-store.tsx';
import { DataStoreDialog } from './data-store-dialog.tsx';
import { DeleteRecord } from './delete-record.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { RecordTable } from './record-table.tsx';

/** What is open beside the list of records. */
type Opened =
  { readonly kind: 'add' | 'change' | 'clear' } | { readonly kind: 'edit' | 'delete'; readonly record: string };

/** One data store with its records. */
export default function DataStorePage({ params }: { readonly params: Record<string, string | undefined> }) {
  const id = params['id'] ?? '';
  const query = useQuery(dataStoreQuery(id));
  const [opened, setOpened] = useState<Opened>();
  const close = (): void => setOpened(undefined);
  const dataStore = query.data;
  return (
    <Page
      title={dataStore?.name ?? 'Data store'}
      crumbs={[{ label: 'Data stores', href: '/data-stores' }]}
      {...(dataStore !== undefined && {
        description: describe(dataStore),
        actions: (
          <>
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setOpened({ kind: 'change' })}
            >
              Change
            </Button>
            <Button variant="default" disabled={dataStore.records === 0} onClick={() => setOpened({ kind: 'clear' })}>
              Delete all records
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened({ kind: 'add' })}>
              Add a record
            </Button>
          </>
        ),
      })}
    >
      <Loaded query={query} label="Loading the data store">
        {(loaded) => (
          <>
            {loaded.structure !== null && (
              <Text size="sm" c="dimmed">
                Fields: {loaded.structure.map(({ name }) => String(name)).join(', ')}
                {loaded.strict && ', and no others'}
              </Text>
            )}
            <RecordTable
              id={loaded.id}
              name={loaded.name}
              onEdit={(record) => setOpened({ kind: 'edit', record })}
              onDelete={(record) => setOpened({ kind: 'delete', record })}
            />
            {opened !== undefined && <OpenedDialog opened={opened} dataStore={loaded} onClose={close} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OpenedDialog({
  opened,
  dataStore,
  onClose,
}: {
  readonly opened: Opened;
  readonly dataStore: DataStore;
  readonly onClose: () => void;
}) {
  const { id } = dataStore;
  if (opened.kind === 'add') return <RecordDialog id={id} onClose={onClose} />;
  if (opened.kind === 'edit') return <RecordDialog id={id} record={opened.record} onClose={onClose} />;
  if (opened.kind === 'delete') return <DeleteRecord id={id} record={opened.record} onClose={onClose} />;
  if (opened.kind === 'change') return <DataStoreDialog dataStore={dataStore} onClose={onClose} />;
  return <ClearDataStore dataStore={dataStore} onClose={onClose} />;
}

function describe({ records, bytes }: DataStore): string {
  return `${counted(records, 'record')}, ${bytesText(bytes)}`;
}
