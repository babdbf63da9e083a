import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DataStoreRow } from '../api/contract.ts';
import { dataStoresQuery } from '../api/data-stores.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ClearDataStore } from './clear-data-store.tsx';
import { DataStoreDialog } from './data-store-dialog.tsx';
import { DataStoreTable } from './data-store-table.tsx';
import { DeleteDataStore } from './delete-data-store.tsx';

/** What is open beside the list. */
type Opened =
  { readonly kind: 'create' } | { readonly kind: 'edit' | 'clear' | 'delete'; readonly dataStore: DataStoreRow };

/** The data stores that scenarios keep records in. */
export default function DataStoresPage() {
  const query = useQuery(dataStoresQuery());
  const [opened, setOpened] = useState<Opened>();
  const close = (): void => setOpened(undefined);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened({ kind: 'create' })}>
      Create a data store
    </Button>
  );
  return (
    <Page
      title="Data stores"
      description="Records that scenarios keep for later runs and for each other."
      actions={create}
    >
      <Loaded query={query} label="Loading data stores">
        {(dataStores) =>
          dataStores.length === 0 ? (
            <Empty text="No data stores yet. Create one, then choose it in a module of the group Data stores.">
              {create}
            </Empty>
          ) : (
            <DataStoreTable dataStores={dataStores} onAct={(kind, dataStore) => setOpened({ kind, dataStore })} />
          )
        }
      </Loaded>
      {opened?.kind === 'create' && <DataStoreDialog onClose={close} />}
      {opened?.kind === 'edit' && <DataStoreDialog dataStore={opened.dataStore} onClose={close} />}
      {opened?.kind === 'clear' && <ClearDataStore dataStore={opened.dataStore} onClose={close} />}
      {opened?.kind === 'delete' && <DeleteDataStore dataStore={opened.dataStore} onClose={close} />}
    </Page>
  );
}
