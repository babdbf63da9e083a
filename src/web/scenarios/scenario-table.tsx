import { ActionIcon, Anchor, Badge, Menu, Switch, Text } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconHistory,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ScenarioRow } from '../api/contract.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { ExecutionStatus } from '../ui/execution-status.tsx';
import { Time } from '../ui/time.tsx';
import { GlyphChain } from './glyph-chain.tsx';
import { runsText } from './runs-text.ts';
import type { ScenarioActions } from './scenario-actions.tsx';
import classes from './scenario-table.module.css';

/** How a scenario starts, as a badge. */
const STARTS: Readonly<Record<ScenarioRow['scheduling']['type'], string>> = {
  immediately: 'INSTANT',
  'on-demand': 'ON DEMAND',
  indefinitely: 'SCHEDULED',
  once: 'SCHEDULED',
  daily: 'SCHEDULED',
  weekly: 'SCHEDULED',
  monthly: 'SCHEDULED',
};

/** The scenarios with their switches and what can be done with each. */
export function ScenarioTable({
  scenarios,
  actions,
  ticked,
  onTick,
}: {
  readonly scenarios: readonly ScenarioRow[];
  readonly actions: ScenarioActions;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}) {
  const columns: readonly Column<ScenarioRow>[] = [
    {
      key: 'name',
      label: 'Name',
      sortBy: ({ name }) => name.toLowerCase(),
      render: (scenario) => <Name scenario={scenario} />,
    },
    {
      key: 'active',
      label: 'Active',
      sortBy: ({ active }) => Number(active),
      render: (scenario) => (
        <Switch
          aria-label={`Active: ${scenario.name}`}
          checked={scenario.active}
          disabled={actions.switching === scenario.id}
          onChange={(event) => void actions.switchTo(scenario, event.currentTarget.checked)}
        />
      ),
    },
    {
      key: 'last',
      label: 'Last run',
      sortBy: ({ lastExecution }) => lastExecution?.startedAt ?? '',
      render: ({ id, lastExecution }) =>
        lastExecution === null ? (
          <Text size="sm" c="dimmed">
            Never
          </Text>
        ) : (
          <Link href={`/scenarios/${id}/history/${lastExecution.id}`} className={classes['last']}>
            <ExecutionStatus status={lastExecution.status} />
            <Text size="xs" c="dimmed">
              <Time at={lastExecution.startedAt} />
            </Text>
          </Link>
        ),
    },
    { key: 'runs', label: 'Runs 24 h', render: ({ runs24h }) => runsText(runs24h) },
    {
      key: 'queue',
      label: 'Queue',
      align: 'right',
      sortBy: ({ queue }) => queue,
      render: ({ queue }) => queue.toLocaleString(),
    },
    {
      key: 'incomplete',
      label: 'Incomplete',
      align: 'right',
      sortBy: ({ incomplete }) => incomplete,
      render: ({ id, incomplete }) =>
        incomplete === 0 ? (
          '0'
        ) : (
          <Anchor component={Link} href={`/scenarios/${id}/incomplete`} size="sm">
            {incomplete.toLocaleString()}
          </Anchor>
        ),
    },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (scenario) => <RowMenu scenario={scenario} actions={actions} />,
    },
  ];
  return (
    <DataTable
      name="Scenarios"
      rows={scenarios}
      columns={columns}
      idOf={({ id }) => id}
      labelOf={({ name }) => name}
      selection={{ ids: ticked, onChange: onTick }}
    />
  );
}

function Name({ scenario: { id, name, scheduling, modules, reason } }: { readonly scenario: ScenarioRow }) {
  return (
    <div className={classes['name']}>
      <Anchor component={Link} href={`/scenarios/${id}`} fw={600} size="sm">
        {name}
      </Anchor>
      <span className={classes['chain']}>
        <GlyphChain modules={modules} />
        <Badge size="sm" variant="default" className={classes['start']}>
          {STARTS[scheduling.type]}
        </Badge>
      </span>
      {reason !== null && (
        <Text size="xs" className={classes['reason']}>
          {reason}
        </Text>
      )}
    </div>
  );
}

function RowMenu({ scenario, actions }: { readonly scenario: ScenarioRow; readonly actions: ScenarioActions }) {
  const { id, name } = scenario;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More actions for ${name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={`/scenarios/${id}?run`}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
        >
          Run once
        </Menu.Item>
        <Menu.Item
          component={Link}
          href={`/scenarios/${id}/history`}
          leftSection={<IconHistory size={16} aria-hidden />}
        >
          History
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => actions.rename(scenario)}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void actions.duplicate(scenario)}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void actions.exportBlueprint(scenario)}
        >
          Export blueprint
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => actions.remove([scenario])}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
