import { ActionIcon, Anchor, Menu } from '@mantine/core';
import { IconDots, IconEraser, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { DataStoreRow } from '../api/contract.ts';
import { counted } from '../model/aria-names.ts';
import { bytesText } from '../model/json-tree.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Time } from '../ui/time.tsx';
import { UsedBy } from '../ui/in-use.tsx';
import { DataStoreUses } from './data-store-uses.tsx';

/** What can be done with a data store in the list. */
export type DataStoreAct = 'edit' | 'clear' | 'delete';

const ACTS = [
  { act: 'edit', label: 'Rename or change the structure', icon: IconPencil },
  { act: 'clear', label: 'Delete all records', icon: IconEraser },
  { act: 'delete', label: 'Delete', icon: IconTrash },
] as const satisfies readonly { act: DataStoreAct; label: string; icon: unknown }[];

/** The data stores with what can be done with each. */
export function DataStoreTable({
  dataStores,
  onAct,
}: {
  readonly dataStores: readonly DataStoreRow[];
  readonly onAct: (act: DataStoreAct, dataStore: DataStoreRow) => void;
}) {
  const columns: readonly Column<DataStoreRow>[] = [
    {
      key: 'name',
      label: 'Name',
      sortBy: ({ name }) => name,
      breaks: true,
      render: ({ id, name }) => (
        <Anchor component={Link} href={`/data-stores/${id}`} size="sm" fw={600}>
          {name}
        </Anchor>
      ),
    },
    {
      key: 'records',
      label: 'Records',
      align: 'right',
      sortBy: ({ records }) => records,
      render: ({ records }) => records.toLocaleString(),
    },
    {
      key: 'size',
      label: 'Size',
      align: 'right',
      sortBy: ({ bytes }) => bytes,
      render: ({ bytes }) => bytesText(bytes),
    },
    {
      key: 'structure',
      label: 'Structure',
      render: ({ structure }) => (structure === null ? 'Anything' : counted(structure.length, 'field')),
    },
    {
      key: 'used',
      label: 'Used by',
      render: ({ id, name, usedBy: { scenarios } }) => (
        <UsedBy name={name} uses={scenarios === 0 ? undefined : counted(scenarios, 'scenario')}>
          <DataStoreUses id={id} />
        </UsedBy>
      ),
    },
    {
      key: 'created',
      label: 'Created',
      sortBy: ({ createdAt }) => createdAt,
      render: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (dataStore) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${dataStore.name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {ACTS.map(({ act, label, icon: Icon }) => (
              <Menu.Item key={act} leftSection={<Icon size={16} aria-hidden />} onClick={() => onAct(act, dataStore)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  return <DataTable name="Data stores" rows={dataStores} columns={columns} idOf={({ id }) => id} />;
}
