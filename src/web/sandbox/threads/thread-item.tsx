import { Link } from 'wouter';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';

import { userName } from '../user-name.ts';
import { threadHref } from './thread-href.ts';
import classes from './thread-item.module.css';
import { SandboxTime } from '../sandbox-time.tsx';

/** One thread in the list: who, when, what was said last, and whether an answer is due. */
export function ThreadItem({
  customer,
  isOpen,
  search,
}: {
  readonly customer: SandboxCustomer;
  readonly isOpen: boolean;
  readonly search: URLSearchParams;
}) {
  const { phone_number, state, last_message, created_at, assignee, subscribed } = customer;
  return (
    <li>
      <Link
        href={threadHref(phone_number, search)}
        className={classes['item']}
        data-state={state}
        aria-current={isOpen || undefined}
      >
        <span className={classes['head']}>
          <span className={classes['name']}>{contactName(customer)}</span>
          <span className={classes['time']}>
            <SandboxTime at={last_message?.created_at ?? created_at} />
          </span>
        </span>
        <span className={classes['last']}>{lastText(last_message)}</span>
        <span className={classes['foot']}>
          {state === 'unreplied' && <span className={classes['unreplied']}>Unreplied</span>}
          {state === 'closed' && <span>Closed</span>}
          {!subscribed && <span>Unsubscribed</span>}
          {assignee !== null && <span>{userName(assignee)}</span>}
        </span>
      </Link>
    </li>
  );
}

function lastText(message: SandboxCustomer['last_message']): string {
  if (message === null) return 'No messages yet';
  const text = message.text ?? 'A picture';
  return message.direction === 'outbound' ? `You: ${text}` : text;
}
