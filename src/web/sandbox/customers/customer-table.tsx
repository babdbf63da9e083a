import { ActionIcon, Anchor, Menu, Switch, Text } from '@mantine/core';
import { IconCheck, IconDots, IconMessages, IconPencil, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { assignSandboxCustomer, changeSandboxCustomer, moveThread } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';

import type { SectionProps } from '../section.tsx';
import { ThreadStateBadge } from '../thread-state.tsx';
import { threadHref } from '../threads/thread-href.ts';
import { useAct } from '../use-act.ts';
import { userName } from '../user-name.ts';
import { SandboxTime } from '../sandbox-time.tsx';

/** Customers as a table, with what can be done with each. */
export function CustomerTable({
  customers,
  company,
  onEdit,
}: SectionProps & {
  readonly customers: readonly SandboxCustomer[];
  readonly onEdit: (customer: SandboxCustomer) => void;
}) {
  const subscribe = useAct(changeSandboxCustomer, {
    say: (customer, { subscribed }) =>
      `${contactName(customer)} is ${subscribed === true ? 'subscribed' : 'unsubscribed'}.`,
  });
  const columns: readonly Column<SandboxCustomer>[] = [
    {
      key: 'name',
      label: 'Customer',
      breaks: true,
      render: (customer) => (
        <div>
          <Anchor component={Link} href={threadHref(customer.phone_number)} size="sm" fw={600}>
            {contactName(customer)}
          </Anchor>
          <Text size="xs" c="dimmed">
            {customer.phone_number}
          </Text>
        </div>
      ),
    },
    { key: 'email', label: 'E-mail', breaks: true, render: ({ email }) => email ?? '–' },
    { key: 'properties', label: 'Properties', breaks: true, render: ({ properties }) => propertiesText(properties) },
    { key: 'state', label: 'Thread', render: ({ state }) => <ThreadStateBadge state={state} /> },
    {
      key: 'assignee',
      label: 'Assigned to',
      render: ({ assignee }) => (assignee === null ? 'Nobody' : userName(assignee)),
    },
    {
      key: 'subscribed',
      label: 'Subscribed',
      render: (customer) => (
        <Switch
          aria-label={`Subscribed: ${contactName(customer)}`}
          checked={customer.subscribed}
          onChange={(event) =>
            subscribe.mutate({ phone_number: customer.phone_number, subscribed: event.currentTarget.checked })
          }
        />
      ),
    },
    { key: 'added', label: 'Added', render: ({ created_at }) => <SandboxTime at={created_at} /> },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (customer) => <RowMenu customer={customer} company={company} onEdit={onEdit} />,
    },
  ];
  return <DataTable name="Customers" rows={customers} columns={columns} idOf={({ phone_number }) => phone_number} />;
}

function RowMenu({
  customer,
  company: { users },
  onEdit,
}: SectionProps & {
  readonly customer: SandboxCustomer;
  readonly onEdit: (customer: SandboxCustomer) => void;
}) {
  const { phone_number, assignee, state } = customer;
  const name = contactName(customer);
  const assign = useAct(assignSandboxCustomer, {
    say: (_done, { user_email }) => `${name} is assigned to ${user_email ?? 'nobody'}.`,
  });
  const move = useAct(moveThread, { say: (_done, { state }) => `The thread of ${name} is ${state}.` });
  const isClosed = state === 'closed';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More actions for ${name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onEdit(customer)}>
          Edit
        </Menu.Item>
        <Menu.Item
          component={Link}
          href={threadHref(phone_number)}
          leftSection={<IconMessages size={16} aria-hidden />}
        >
          Open the thread
        </Menu.Item>
        <Menu.Item
          leftSection={isClosed ? <IconMessages size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
          onClick={() => move.mutate({ phone_number, state: isClosed ? 'replied' : 'closed' })}
        >
          {isClosed ? 'Reopen the thread' : 'Close the thread'}
        </Menu.Item>
        <Menu.Divider />
        {[undefined, ...users].map((user) => {
          const isTheirs = (assignee?.email ?? undefined) === user?.email;
          return (
            <Menu.Item
              key={user?.email ?? ''}
              disabled={isTheirs}
              rightSection={isTheirs && <IconCheck size={16} aria-hidden />}
              onClick={() => assign.mutate({ phone_number, user_email: user?.email ?? null })}
            >
              {user === undefined ? 'Assign to nobody' : `Assign to ${userName(user)}`}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Properties shown in a row; the others are counted. */
const PROPERTIES_SHOWN = 2;

function propertiesText(properties: SandboxCustomer['properties']): string {
  const entries = Object.entries(properties);
  if (entries.length === 0) return '–';
  const shown = entries.slice(0, PROPERTIES_SHOWN).map(([name, value]) => `${name}: ${String(value)}`);
  const rest = entries.length - shown.length;
  return rest > 0 ? `${shown.join(', ')}, ${rest} more` : shown.join(', ');
}
