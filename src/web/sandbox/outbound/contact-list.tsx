import { Button, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountsQuery, setOptIn } from '../../api/outbound-messages.ts';
import type { OutboundAccount, OutboundContact } from '../../api/outbound-messages.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { NamedCell } from '../named-cell.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { useAct } from '../use-act.ts';
import { useInstance } from './instance.tsx';
import { PhoneDialog } from './phone-dialog.tsx';

/** A contact with the account it belongs to. */
export type ContactRow = OutboundContact & { readonly account: OutboundAccount };

/** The contacts of all accounts: who gets texts, who does not and why, and their phones to text back with. */
export function ContactList() {
  const instance = useInstance();
  const query = useQuery(accountsQuery(instance));
  const [held, setHeld] = useState<number>();
  const optIn = useAct(({ id, isIn }: { id: number; isIn: boolean }) => setOptIn(instance, id, isIn));
  const columns: readonly Column<ContactRow>[] = [
    {
      key: 'name',
      label: 'Contact',
      render: ({ name, contact_type }) => <NamedCell name={name} detail={contact_type} />,
    },
    { key: 'account', label: 'Account or site', render: ({ account }) => account.name },
    {
      key: 'numbers',
      label: 'Phone number',
      render: ({ phone_numbers }) =>
        phone_numbers.map(({ number, type }) => <div key={number}>{`${number} (${type ?? 'no type'})`}</div>),
    },
    {
      key: 'opt-in',
      label: 'SMS Opt In',
      render: ({ id, name, sms_opt_in }) => (
        <Switch
          aria-label={`SMS Opt In: ${name}`}
          checked={sms_opt_in}
          onChange={(event) => optIn.mutate({ id, isIn: event.currentTarget.checked })}
        />
      ),
    },
    {
      key: 'reach',
      label: 'Texts',
      render: ({ reachable, why_not }) => (
        <div>
          {reachable ? <StatusBadge tone="ok">Reached</StatusBadge> : <StatusBadge tone="stop">Not sent</StatusBadge>}
          {why_not !== null && (
            <Text size="xs" c="dimmed">
              {why_not}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: ({ id, name }) => (
        <Button variant="default" size="compact-sm" aria-label={`Phone of ${name}`} onClick={() => setHeld(id)}>
          Phone
        </Button>
      ),
    },
  ];
  return (
    <SectionLoaded query={query} label="Loading contacts">
      {({ accounts }) => {
        const rows = accounts.flatMap((account) => account.contacts.map((contact) => ({ ...contact, account })));
        const shown = rows.find(({ id }) => id === held);
        return rows.length === 0 ? (
          <Empty text="This instance has no contacts." />
        ) : (
          <>
            <DataTable name="Contacts" rows={rows} columns={columns} idOf={({ id }) => String(id)} />
            {shown !== undefined && <PhoneDialog contact={shown} onClose={() => setHeld(undefined)} />}
          </>
        );
      }}
    </SectionLoaded>
  );
}
