import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useSearchParams } from 'wouter';
import { appsQuery } from '../api/apps.ts';
import { connectionsQuery, testConnection } from '../api/connections.ts';
import type { ConnectionRow } from '../api/contract.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ConnectionTable } from './connection-table.tsx';
import { DeleteConnection } from './delete-connection.tsx';
import { lazyPart } from '../ui/lazy-part.ts';

const ConnectionDialog = lazyPart(() => import('./connection-dialog.tsx'));

/** What is open beside the list. */
type Opened = { readonly kind: 'create' } | { readonly kind: 'edit' | 'delete'; readonly connection: ConnectionRow };

const VIEWS = {
  all: { label: 'All', holds: () => true },
  attention: { label: 'Needs attention', holds: ({ status }) => status === 'attention' },
  unused: { label: 'Unused', holds: ({ usedBy }) => usedBy.scenarios + usedBy.webhooks === 0 },
} as const satisfies Record<string, { label: string; holds: (connection: ConnectionRow) => boolean }>;

/** The accounts that modules work with. */
export default function ConnectionsPage() {
  const query = useQuery(connectionsQuery());
  const apps = useQuery(appsQuery());
  const client = useQueryClient();
  const announce = useAnnounce();
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState<Opened | undefined>(params.has('create') ? { kind: 'create' } : undefined);
  const [view, setView] = useState<keyof typeof VIEWS>('all');
  const [search, setSearch] = useState('');
  const test = useMutation({
    mutationFn: testConnection,
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
    onSuccess: ({ connection, error }) =>
      announce(
        error === null
          ? `${connection.name}: OK, ${connection.account ?? 'accepted'}.`
          : `${connection.name}: ${error.detail} ${error.fix}`,
      ),
    onError: (error) => announce(error.message),
  });
  const close = (): void => {
    setOpened(undefined);
    if (params.has('create')) setParams({}, { replace: true });
  };
  const app = apps.data?.[0]?.name ?? 'sonar';
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened({ kind: 'create' })}>
      Create a connection
    </Button>
  );
  return (
    <Page
      title="Connections"
      description="Accounts that modules work with. Tokens are kept encrypted and are sent to their own service only."
      actions={create}
    >
      <Loaded query={query} label="Loading connections">
        {(connections) => {
          if (connections.length === 0)
            return (
              <Empty text="No connections yet. Create one, or use the built-in sandbox: no account needed.">
                {create}
              </Empty>
            );
          const shown = connections.filter(
            (connection) =>
              VIEWS[view].holds(connection) && connection.name.toLowerCase().includes(search.toLowerCase()),
          );
          return (
            <>
              <Group gap="sm">
                <TextInput
                  role="searchbox"
                  aria-label="Search connections"
                  placeholder="Search connections"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
                <SegmentedControl
                  aria-label="Show"
                  value={view}
                  onChange={(value) => setView(value as keyof typeof VIEWS)}
                  data={Object.entries(VIEWS).map(([value, { label }]) => ({ value, label }))}
                />
              </Group>
              {shown.length === 0 ? (
                <Empty text="No connection is like that." />
              ) : (
                <ConnectionTable
                  connections={shown}
                  testing={test.isPending ? test.variables : undefined}
                  onTest={(id) => test.mutate(id)}
                  onEdit={(connection) => setOpened({ kind: 'edit', connection })}
                  onDelete={(connection) => setOpened({ kind: 'delete', connection })}
                />
              )}
            </>
          );
        }}
      </Loaded>
      <Suspense fallback={null}>
        {opened?.kind === 'create' && <ConnectionDialog app={app} onDone={close} onClose={close} />}
        {opened?.kind === 'edit' && (
          <ConnectionDialog app={opened.connection.app} connection={opened.connection} onDone={close} onClose={close} />
        )}
      </Suspense>
      {opened?.kind === 'delete' && <DeleteConnection connection={opened.connection} onClose={close} />}
    </Page>
  );
}
