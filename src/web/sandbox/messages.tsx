import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sandboxMessagesQuery } from '../api/sandbox-world.ts';
import type { SandboxMessage, SandboxMessageRow } from '../api/sandbox-world.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { Column } from '../ui/data-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { SectionLoaded } from './section-loaded.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';

import { ContactLink } from './contact-link.tsx';
import { ScheduledTexts } from './scheduled-texts.tsx';
import { Section } from './section.tsx';
import { ShowMore } from './show-more.tsx';
import classes from './messages.module.css';
import { SandboxTime } from './sandbox-time.tsx';

/** Rows at first, and added each time. */
const STEP = 50;

const DIRECTIONS = [
  { value: 'outbound', label: 'Sent' },
  { value: 'inbound', label: 'Received' },
  { value: 'all', label: 'All' },
];

const COLUMNS: readonly Column<SandboxMessageRow>[] = [
  { key: 'who', label: 'Customer', render: ({ customer }) => <ContactLink contact={customer} /> },
  {
    key: 'text',
    label: 'Text',
    render: ({ text, media_url }) => (
      <div className={classes['text']}>
        {text}
        {media_url !== null && <code>{media_url}</code>}
      </div>
    ),
  },
  {
    key: 'state',
    label: 'Status',
    render: ({ direction }) =>
      direction === 'outbound' ? (
        <StatusBadge tone="ok">Sent</StatusBadge>
      ) : (
        <StatusBadge tone="info">Received</StatusBadge>
      ),
  },
  { key: 'campaign', label: 'Campaign', render: ({ campaign }) => campaign ?? '–' },
  { key: 'tags', label: 'Tags', render: ({ tags }) => (tags.length === 0 ? '–' : tags.join(', ')) },
  { key: 'id', label: 'External id', render: ({ external_id }) => <code>{external_id}</code> },
  { key: 'time', label: 'Time', render: ({ created_at }) => <SandboxTime at={created_at} /> },
];

/** Every text that went out or came in. */
export function Messages() {
  const [shown, setShown] = useState('outbound');
  const [limit, setLimit] = useState(STEP);
  const direction = shown === 'all' ? undefined : (shown as SandboxMessage['direction']);
  const query = useQuery(sandboxMessagesQuery({ direction, limit }));
  return (
    <Section
      title="Messages"
      description="What scenarios and people sent, and what customers wrote."
      actions={<SegmentedControl aria-label="Show" data={DIRECTIONS} value={shown} onChange={setShown} />}
    >
      <ScheduledTexts />
      <SectionLoaded query={query} label="Loading messages">
        {({ total, messages }) =>
          total === 0 ? (
            <Empty text="No messages yet. Create a customer: the welcome scenario sends one." />
          ) : (
            <>
              <DataTable name="Messages" rows={messages} columns={COLUMNS} idOf={({ external_id }) => external_id} />
              <ShowMore shown={messages.length} total={total} onMore={() => setLimit(limit + STEP)} />
            </>
          )
        }
      </SectionLoaded>
    </Section>
  );
}
