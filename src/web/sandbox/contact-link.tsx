import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { SandboxContact } from '../api/sandbox-world.ts';
import { contactName } from '../model/customer-property.ts';
import { threadHref } from './threads/thread-href.ts';

/** A customer as a link to the thread. */
export function ContactLink({ contact }: { readonly contact: SandboxContact | null }) {
  if (contact === null) return '–';
  const name = contactName(contact);
  return (
    <div>
      <Anchor component={Link} href={threadHref(contact.phone_number)} size="sm" fw={600}>
        {name}
      </Anchor>
      {name !== contact.phone_number && (
        <Text size="xs" c="dimmed">
          {contact.phone_number}
        </Text>
      )}
    </div>
  );
}
