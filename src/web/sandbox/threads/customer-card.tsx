import { ActionIcon, Button, Group, Switch, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconPencil, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { assignSandboxCustomer, changeSandboxCustomer, moveThread, removeProperty } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

import { AssigneeSelect } from '../customers/assignee-select.tsx';
import { CustomerDialog } from '../customers/customer-dialog.tsx';
import { useActingUser } from '../acting-user.tsx';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { AddProperty } from './add-property.tsx';
import classes from './customer-card.module.css';
import { SandboxTime } from '../sandbox-time.tsx';

/** Everything about the customer of a thread, to change in place. */
export function CustomerCard({
  customer,
  company,
  onBack,
}: SectionProps & { readonly customer: SandboxCustomer; readonly onBack: () => void }) {
  const { phone_number, email, subscribed, unsubscribed_at, assignee, properties, created_at } = customer;
  const [isEditing, setEditing] = useState(false);
  const acting_user = useActingUser();
  const isClosed = customer.state === 'closed';
  const move = useAct(moveThread);
  const change = useAct(changeSandboxCustomer);
  const assign = useAct(assignSandboxCustomer);
  const remove = useAct((name: string) => removeProperty(phone_number, name, acting_user), {
    say: (_done, name) => `${name} is removed.`,
  });
  const names = Object.keys(properties);
  return (
    <section aria-label={`About ${contactName(customer)}`} className={classes['card']}>
      <Group justify="space-between" wrap="nowrap">
        <ActionIcon
          className={classes['back']}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Back to the conversation"
          onClick={onBack}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Title order={2} className={classes['name']}>
          {contactName(customer)}
        </Title>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
      </Group>
      <Group gap="xs" justify="space-between">
        <Text size="sm">{phone_number}</Text>
        <CopyButton text={phone_number} label="Copy" />
      </Group>
      {email !== null && (
        <Text size="sm" className={classes['email']}>
          {email}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        Added <SandboxTime at={created_at} />
      </Text>
      <Button
        variant="default"
        size="sm"
        loading={move.isPending}
        onClick={() => move.mutate({ phone_number, state: isClosed ? 'replied' : 'closed' })}
      >
        {isClosed ? 'Reopen the thread' : 'Close the thread'}
      </Button>
      <AssigneeSelect
        users={company.users}
        value={assignee?.email ?? null}
        onChange={(user_email) => assign.mutate({ phone_number, user_email })}
      />
      <Switch
        label="Subscribed"
        description={
          unsubscribed_at === null ? undefined : (
            <>
              Not since <SandboxTime at={unsubscribed_at} />.
            </>
          )
        }
        checked={subscribed}
        onChange={(event) => change.mutate({ phone_number, subscribed: event.currentTarget.checked })}
      />
      <div>
        <Title order={3} className={classes['heading']}>
          Properties
        </Title>
        {names.length === 0 && (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        )}
        <ul aria-label="Properties" className={classes['properties']}>
          {names.map((name) => (
            <li key={name}>
              <span className={classes['property']}>
                <span>{name}</span>
                <strong>{String(properties[name])}</strong>
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove property ${name}`}
                onClick={() => remove.mutate(name)}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <AddProperty
          names={names}
          onAdd={(name, value) => change.mutate({ phone_number, properties: { [name]: value }, acting_user })}
        />
      </div>
      {isEditing && <CustomerDialog company={company} customer={customer} onClose={() => setEditing(false)} />}
    </section>
  );
}
