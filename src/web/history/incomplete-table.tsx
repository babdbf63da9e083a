import { ActionIcon, Anchor, Button, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Incomplete } from '../api/contract.ts';
import { deleteIncomplete, retryIncomplete } from '../api/incompletes.ts';
import { stepTitle } from '../model/aria-names.ts';
import { shortId } from '../model/short-id.ts';
import { useAnnounce } from '../shell/status.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Time } from '../ui/time.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { IncompleteStatus, isOpen } from './incomplete-status.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

/** Incomplete executions and what can be done about each. */
export function IncompleteTable({
  rows,
  labels,
  ticked,
  onTick,
}: {
  readonly rows: readonly Incomplete[];
  /** Labels of the modules of the scenario. */
  readonly labels: ReadonlyMap<number, string>;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [resolving, setResolving] = useState<Incomplete>();
  const [deleting, setDeleting] = useState<Incomplete>();
  const refresh = () => client.invalidateQueries({ queryKey: ['incompletes'] });
  const retry = useMutation({
    mutationFn: ({ id }: Incomplete) => retryIncomplete(id),
    onSuccess: ({ status }) =>
      announce(status === 'resolved' ? 'It succeeded.' : 'It was tried; the list shows how it went.'),
    onSettled: refresh,
  });
  const titleOf = ({ moduleId }: Incomplete): string =>
    stepTitle({ number: String(moduleId), label: labels.get(moduleId) ?? '' });
  const columns: readonly Column<Incomplete>[] = [
    { key: 'status', label: 'Status', render: ({ status }) => <IncompleteStatus status={status} /> },
    {
      key: 'created',
      label: 'Created',
      render: ({ scenarioId, executionId, createdAt }) => (
        <Anchor component={Link} href={`/scenarios/${scenarioId}/history/${executionId}`} size="sm" fw={600}>
          <Time at={createdAt} />
        </Anchor>
      ),
    },
    { key: 'module', label: 'Module', render: titleOf },
    {
      key: 'error',
      label: 'Reason',
      render: ({ error }) => (
        <div>
          <Text size="sm">{error.message}</Text>
          <Text size="xs" c="dimmed">
            {error.name}
          </Text>
        </div>
      ),
    },
    { key: 'attempts', label: 'Attempts', align: 'right', render: ({ attempts }) => attempts },
    { key: 'next', label: 'Next attempt', render: ({ nextAt }) => (nextAt === null ? '–' : <Time at={nextAt} />) },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (row) =>
        isOpen(row) && (
          <RowActions
            row={row}
            onRetry={() => retry.mutate(row)}
            onResolve={() => setResolving(row)}
            onDelete={() => setDeleting(row)}
          />
        ),
    },
  ];
  return (
    <>
      {retry.error !== null && <Trouble error={retry.error} />}
      <DataTable
        name="Incomplete executions"
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        labelOf={({ id }) => shortId(id)}
        selection={{ ids: ticked, onChange: onTick }}
      />
      {resolving !== undefined && (
        <ResolveDialog
          incomplete={resolving}
          moduleTitle={titleOf(resolving)}
          onClose={() => setResolving(undefined)}
        />
      )}
      {deleting !== undefined && (
        <Confirm
          title="Delete the incomplete execution?"
          action="Delete"
          isDangerous
          onConfirm={async () => {
            await deleteIncomplete(deleting.id);
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          The run of {titleOf(deleting)} is given up: it does not go on, and its kept bundles are forgotten.
        </Confirm>
      )}
    </>
  );
}

function RowActions({
  row: { id },
  onRetry,
  onResolve,
  onDelete,
}: {
  readonly row: Incomplete;
  readonly onRetry: () => void;
  readonly onResolve: () => void;
  readonly onDelete: () => void;
}) {
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={onResolve} aria-label={`Resolve ${shortId(id)}`}>
        Resolve
      </Button>{' '}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More actions for ${shortId(id)}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onRetry}>Retry now</Menu.Item>
          <Menu.Item onClick={onDelete}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
