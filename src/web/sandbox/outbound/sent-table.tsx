import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SentSms } from '../../api/outbound-messages.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { NamedCell } from '../named-cell.tsx';
import { SandboxTime } from '../sandbox-time.tsx';
import { SmsDialog } from './sms-dialog.tsx';
import { SmsStatusBadge } from './sms-status.tsx';

/** Texts in the columns people of the service know; the body opens on its own. */
export function SentTable({ messages }: { readonly messages: readonly SentSms[] }) {
  const [viewed, setViewed] = useState<number>();
  const shown = messages.find(({ id }) => id === viewed);
  const columns: readonly Column<SentSms>[] = [
    {
      key: 'recipient',
      label: 'Recipient',
      render: ({ recipient }) => <NamedCell name={recipient.name} detail={recipient.contact_type} />,
    },
    { key: 'entity', label: 'Related entity', render: ({ related_entity }) => related_entity.name },
    { key: 'number', label: 'Phone number', render: ({ phone_number }) => phone_number },
    {
      key: 'body',
      label: 'Body',
      render: (message) => (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`View the text to ${message.recipient.name}`}
          onClick={() => setViewed(message.id)}
        >
          View
        </Button>
      ),
    },
    { key: 'status', label: 'Status', render: ({ status }) => <SmsStatusBadge status={status} /> },
    { key: 'reason', label: 'Reject reason', render: ({ reject_reason }) => reject_reason ?? '–' },
    { key: 'created', label: 'Created', render: ({ created_at }) => <SandboxTime at={created_at} /> },
  ];
  return (
    <>
      <DataTable name="Sent SMS" rows={messages} columns={columns} idOf={({ id }) => String(id)} />
      {shown !== undefined && <SmsDialog message={shown} onClose={() => setViewed(undefined)} />}
    </>
  );
}
