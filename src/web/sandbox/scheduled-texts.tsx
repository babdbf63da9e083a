import { useQuery } from '@tanstack/react-query';
import { scheduledTextsQuery } from '../api/sandbox-world.ts';
import type { ScheduledText } from '../api/sandbox-world.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { localTime } from '../ui/time.tsx';
import { ContactLink } from './contact-link.tsx';

const COLUMNS: readonly Column<ScheduledText>[] = [
  { key: 'who', label: 'Customer', render: ({ customer }) => <ContactLink contact={customer} /> },
  { key: 'text', label: 'Text', render: ({ text }) => text },
  { key: 'state', label: 'Status', render: () => <StatusBadge tone="wait">Scheduled</StatusBadge> },
  { key: 'campaign', label: 'Campaign', render: ({ campaign }) => campaign ?? '–' },
  { key: 'at', label: 'Goes out', render: ({ send_at }) => localTime(send_at) },
];

/** Campaign texts that wait for their time; nothing where there are none. */
export function ScheduledTexts() {
  const { data = [] } = useQuery(scheduledTextsQuery());
  if (data.length === 0) return null;
  return <DataTable name="Scheduled messages" rows={data} columns={COLUMNS} idOf={({ id }) => id} />;
}
