import { takeAgreement } from '../automation/double-opt-in.ts';
import type { Sonar } from './sonar.ts';
import { tagMessage, untagMessage } from './tags.ts';
import { assign, createCustomer, sendOut, setState, setSubscribed, takeIn } from './threads.ts';
import type { Customer, EventName, Message, ThreadState, User } from '../world/world-schema.ts';

/** Whom it happens to. */
export interface Circumstances {
  readonly customer: Customer;
  /** Text of the message, for events about one. */
  readonly text: string;
}

/**
 * Makes an event happen the way it always does, so that what goes before it happens too: a message of a customer who has
 * no user is assigned to one first when the event is about an assigned one.
 */
export function makeHappen(sonar: Sonar, event: EventName, circumstances: Circumstances): void {
  HAPPENINGS[event](sonar, circumstances);
}

/** A customer nobody has seen yet, as the event begins with one: subscribing needs somebody who is not subscribed. */
export function newcomer(sonar: Sonar, event: EventName, phone: string): Customer {
  return createCustomer(sonar, phone, {
    first_name: 'Robin',
    last_name: 'Example',
    subscribed: event !== 'customer_subscribed',
  });
}

/** A number no customer has. */
export function freeNumber({ world }: Sonar): string {
  let number = 3_105_550_200;
  while (world.customers.has(`+1${number}`)) number += 1;
  return `+1${number}`;
}

const HAPPENINGS: Readonly<Record<EventName, (sonar: Sonar, circumstances: Circumstances) => void>> = {
  // The customer was added a moment ago.
  customer_created: () => undefined,
  new_unassigned_message(sonar, { customer, text }) {
    assign(sonar, customer, undefined);
    write(sonar, customer, text);
  },
  new_assigned_message(sonar, { customer, text }) {
    if (customer.assignee === null) assign(sonar, customer, otherUser(sonar, customer));
    write(sonar, customer, text);
  },
  outbound_message(sonar, { customer, text }) {
    sendOut(sonar, customer, { text, mediaUrl: null });
  },
  user_assignment(sonar, { customer }) {
    const user = otherUser(sonar, customer);
    if (user?.email === customer.assignee) assign(sonar, customer, undefined);
    assign(sonar, customer, user);
  },
  customer_subscribed(sonar, { customer }) {
    setSubscribed(sonar, customer, false);
    setSubscribed(sonar, customer, true);
  },
  customer_unsubscribed(sonar, { customer }) {
    setSubscribed(sonar, customer, true);
    setSubscribed(sonar, customer, false);
  },
  tag_added_to_message(sonar, { customer, text }) {
    const { external_id, tags } = write(sonar, customer, text);
    const tag = tagOf(sonar, tags);
    if (tag !== undefined) tagMessage(sonar, external_id, tag);
  },
  tag_removed_from_message(sonar, { customer, text }) {
    const { external_id, tags } = write(sonar, customer, text);
    const tag = tagOf(sonar, tags);
    if (tag === undefined) return;
    tagMessage(sonar, external_id, tag);
    untagMessage(sonar, external_id, tag);
  },
  double_opt_in(sonar, { customer }) {
    customer.opt_in = 'pending';
    const { text } = write(sonar, customer, 'YES');
    takeAgreement(sonar, customer, text ?? '');
  },
  customer_state_changed(sonar, { customer }) {
    setState(sonar, customer, NEXT_STATE[customer.state]);
  },
};

const NEXT_STATE: Readonly<Record<ThreadState, ThreadState>> = {
  unreplied: 'replied',
  replied: 'closed',
  closed: 'replied',
};

function write(sonar: Sonar, customer: Customer, text: string): Message {
  return takeIn(sonar, customer, { text, mediaUrl: null });
}

/** A user who does not have the customer yet, if there is one. */
function otherUser({ world }: Sonar, { assignee }: Customer): User | undefined {
  const users = [...world.users.values()];
  return users.find(({ email }) => email !== assignee) ?? users[0];
}

function tagOf({ world }: Sonar, present: readonly string[]): string | undefined {
  return [...world.tags].find((tag) => !present.includes(tag));
}
