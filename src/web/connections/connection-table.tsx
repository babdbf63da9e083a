import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconPencil, IconPlugConnected, IconTrash } from '@tabler/icons-react';
import type { ConnectionRow } from '../api/contract.ts';
import { counted } from '../model/aria-names.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';
import { Time } from '../ui/time.tsx';
import { UsedBy } from '../ui/in-use.tsx';
import { Uses } from './uses.tsx';

const STATUS: Readonly<Record<ConnectionRow['status'], readonly [tone: Tone, word: string]>> = {
  ok: ['ok', 'OK'],
  unchecked: ['idle', 'Not checked'],
  attention: ['danger', 'Needs attention'],
};
const ENVIRONMENTS: Readonly<Record<string, string>> = { sandbox: 'Sandbox', production: 'Production' };

/** The connections with what can be done with each. */
export function ConnectionTable({
  connections,
  testing,
  onTest,
  onEdit,
  onDelete,
}: {
  readonly connections: readonly ConnectionRow[];
  /** The one that is being tested, by id. */
  readonly testing: string | undefined;
  readonly onTest: (id: string) => void;
  readonly onEdit: (connection: ConnectionRow) => void;
  readonly onDelete: (connection: ConnectionRow) => void;
}) {
  const columns: readonly Column<ConnectionRow>[] = [
    {
      key: 'name',
      label: 'Name',
      sortBy: ({ name }) => name,
      render: (connection) => <Name connection={connection} />,
    },
    { key: 'app', label: 'App', sortBy: ({ app }) => app, render: ({ app }) => app },
    {
      key: 'environment',
      label: 'Environment',
      sortBy: ({ environment }) => environment,
      render: ({ environment }) => ENVIRONMENTS[environment] ?? '–',
    },
    {
      key: 'status',
      label: 'Status',
      sortBy: ({ status }) => status,
      render: ({ status, reason }) => {
        const [tone, word] = STATUS[status];
        return (
          <div>
            <StatusBadge tone={tone}>{word}</StatusBadge>
            {reason !== null && (
              <Text size="xs" c="dimmed">
                {reason}
              </Text>
            )}
          </div>
        );
      },
    },
    {
      key: 'checked',
      label: 'Last check',
      sortBy: ({ checkedAt }) => checkedAt ?? '',
      render: ({ checkedAt }) => (checkedAt === null ? 'Never' : <Time at={checkedAt} />),
    },
    {
      key: 'used',
      label: 'Used by',
      render: ({ id, name, usedBy }) => (
        <UsedBy name={name} uses={usesOf(usedBy)}>
          <Uses id={id} />
        </UsedBy>
      ),
    },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (connection) => (
        <span>
          <Button
            size="compact-sm"
            variant="default"
            loading={testing === connection.id}
            leftSection={<IconPlugConnected size={14} aria-hidden />}
            aria-label={`Test ${connection.name}`}
            onClick={() => onTest(connection.id)}
          >
            Test
          </Button>{' '}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More actions for ${connection.name}`}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onEdit(connection)}>
                Edit or replace the token
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onDelete(connection)}>
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      name="Connections"
      rows={connections}
      columns={columns}
      idOf={({ id }) => id}
      labelOf={({ name }) => name}
    />
  );
}

function Name({ connection: { name, account } }: { readonly connection: ConnectionRow }) {
  return (
    <Text size="sm" fw={600}>
      {name}
      {account !== null && (
        <Text span size="sm" fw={400} c="dimmed">
          {' '}
          ({account})
        </Text>
      )}
    </Text>
  );
}

function usesOf({ scenarios, webhooks }: ConnectionRow['usedBy']): string | undefined {
  if (scenarios + webhooks === 0) return undefined;
  return `${counted(scenarios, 'scenario')}, ${counted(webhooks, 'webhook')}`;
}
