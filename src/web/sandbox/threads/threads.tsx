import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { sandboxCustomerQuery } from '../../api/sandbox-world.ts';
import { Empty } from '../../ui/empty.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import type { SectionProps } from '../section.tsx';
import { Conversation } from './conversation.tsx';
import { CustomerCard } from './customer-card.tsx';
import { ThreadList } from './thread-list.tsx';
import classes from './threads.module.css';

/** The threads, one conversation, and whom it is with: three panes, one at a time where there is no room. */
export function Threads({ company }: SectionProps) {
  const [search] = useSearchParams();
  const phone = search.get('thread') ?? undefined;
  return (
    <section aria-label="Threads" className={classes['panes']} data-open={phone === undefined ? undefined : true}>
      <ThreadList phone={phone} />
      {phone === undefined ? (
        <div className={classes['nothing']}>
          <Empty text="Choose a thread. J and K go to the next one and the one before." />
        </div>
      ) : (
        <Thread key={phone} phone={phone} company={company} />
      )}
    </section>
  );
}

function Thread({ phone, company }: SectionProps & { readonly phone: string }) {
  const query = useQuery(sandboxCustomerQuery(phone));
  const [isCardOpen, setCardOpen] = useState(false);
  return (
    <div className={classes['thread']} data-card={isCardOpen || undefined}>
      <SectionLoaded query={query} label="Loading the thread">
        {(customer) => (
          <>
            <Conversation customer={customer} company={company} onShowCard={() => setCardOpen(true)} />
            <CustomerCard customer={customer} company={company} onBack={() => setCardOpen(false)} />
          </>
        )}
      </SectionLoaded>
    </div>
  );
}
