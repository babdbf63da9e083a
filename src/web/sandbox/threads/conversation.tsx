import { ActionIcon, Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft, IconUser } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { sandboxMessagesQuery } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';
import { SectionLoaded } from '../section-loaded.tsx';
import type { SectionProps } from '../section.tsx';
import { ThreadStateBadge } from '../thread-state.tsx';
import { Composer } from './composer.tsx';
import { MessageItem } from './message-item.tsx';
import { threadHref } from './thread-href.ts';
import classes from './conversation.module.css';

/** Messages at first, and added each time. */
const STEP = 50;

/** What was said with one customer, and the way to say more, for either side. */
export function Conversation({
  customer,
  company,
  onShowCard,
}: SectionProps & { readonly customer: SandboxCustomer; readonly onShowCard: () => void }) {
  const [params] = useSearchParams();
  const [limit, setLimit] = useState(STEP);
  const query = useQuery(sandboxMessagesQuery({ conversationId: customer.conversation_id, limit }));
  const name = contactName(customer);
  const end = useScrollToEnd(query.data?.messages[0]?.external_id);
  return (
    <section aria-label={`Conversation with ${name}`} className={classes['conversation']}>
      <header className={classes['head']}>
        <ActionIcon
          component={Link}
          href={threadHref(undefined, params)}
          className={classes['back']}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Back to the threads"
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Title order={2} className={classes['name']}>
          {name}
        </Title>
        <ThreadStateBadge state={customer.state} />
        <ActionIcon
          className={classes['show-card']}
          variant="default"
          aria-label={`About ${name}`}
          onClick={onShowCard}
        >
          <IconUser size={18} />
        </ActionIcon>
      </header>
      {/* What scrolls has to be reached with the keyboard. */}
      <div ref={end} className={classes['messages']} tabIndex={0} role="region" aria-label="Messages">
        <SectionLoaded query={query} label="Loading messages">
          {({ total, messages }) => (
            <>
              {messages.length < total && (
                <Button variant="subtle" size="compact-sm" onClick={() => setLimit(limit + STEP)}>
                  Show earlier messages
                </Button>
              )}
              {total === 0 && <Text c="dimmed">No messages yet.</Text>}
              <ol aria-label={`Messages with ${name}`} className={classes['items']}>
                {messages.toReversed().map((message) => (
                  <MessageItem key={message.external_id} message={message} name={name} tags={company.tags} />
                ))}
              </ol>
            </>
          )}
        </SectionLoaded>
      </div>
      <Composer customer={customer} company={company} />
    </section>
  );
}

/** Keeps a region scrolled to its end whenever `last` is another message. */
function useScrollToEnd(last: string | undefined): React.RefObject<HTMLDivElement | null> {
  const region = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (last !== undefined) region.current?.scrollTo({ top: region.current.scrollHeight });
  }, [last]);
  return region;
}
