import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sandboxWebhooksQuery } from '../../api/sandbox-control.ts';
import type { SandboxWebhook } from '../../api/sandbox-control.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

import classes from './call-list.module.css';
import { SandboxTime } from '../sandbox-time.tsx';

const COLUMNS: readonly Column<SandboxWebhook>[] = [
  {
    key: 'name',
    label: 'Webhook',
    render: ({ id, name }) => (
      <Text size="sm" fw={600}>
        {name}{' '}
        <Text span size="xs" c="dimmed">
          #{id}
        </Text>
      </Text>
    ),
  },
  {
    key: 'events',
    label: 'Events',
    render: ({ settings }) =>
      Object.entries(settings)
        .filter(([, isOn]) => isOn)
        .map(([event]) => event)
        .join(', ') || 'None',
  },
  {
    key: 'url',
    label: 'Address',
    render: ({ http_method, url }) => (
      <span className={classes['call']}>
        {http_method} <code>{url}</code>
      </span>
    ),
  },
  {
    key: 'active',
    label: 'Status',
    render: ({ active }) =>
      active ? <StatusBadge tone="ok">Active</StatusBadge> : <StatusBadge tone="idle">Off</StatusBadge>,
  },
  { key: 'created', label: 'Registered', render: ({ created_at }) => <SandboxTime at={created_at} /> },
];

/** The webhooks somebody registered: those of active scenarios, and others. */
export function WebhookList() {
  const query = useQuery(sandboxWebhooksQuery());
  return (
    <SectionLoaded query={query} label="Loading webhooks">
      {(webhooks) =>
        webhooks.length === 0 ? (
          <Empty text="No webhook is registered. A scenario that begins with an instant trigger registers its own when it is switched on." />
        ) : (
          <DataTable name="Webhooks" rows={webhooks} columns={COLUMNS} idOf={({ id }) => String(id)} />
        )
      }
    </SectionLoaded>
  );
}
