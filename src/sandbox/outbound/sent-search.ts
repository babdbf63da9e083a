import { z } from 'zod';
import { givenId } from './outbound-route.ts';
import { MESSAGE_KINDS, STATUSES } from './outbound-schema.ts';
import type { OutboundMessage } from './outbound-schema.ts';

const time = z.iso.datetime({ offset: true });

/** What the list of sent texts can be narrowed by. */
export const sentSearchShape = {
  search: z.string().max(500).default(''),
  status: z.enum(STATUSES).optional(),
  kind: z.enum(MESSAGE_KINDS).optional(),
  account_id: givenId.optional(),
  mass_message_id: givenId.optional(),
  created_from: time.optional(),
  created_to: time.optional(),
};

/** One way to narrow the list. */
export type SentSearch = z.infer<z.ZodObject<typeof sentSearchShape>>;

/** Values a text must have exactly. */
const SAME = ['status', 'kind', 'account_id', 'mass_message_id'] as const;

/** Whether a text is among those looked for. */
export function fits(message: OutboundMessage, wanted: SentSearch): boolean {
  const at = Date.parse(message.created_at);
  return (
    SAME.every((name) => wanted[name] === undefined || message[name] === wanted[name]) &&
    (wanted.created_from === undefined || at >= Date.parse(wanted.created_from)) &&
    (wanted.created_to === undefined || at <= Date.parse(wanted.created_to)) &&
    contains(message, wanted.search)
  );
}

/** Looks for a text in what the list shows. */
function contains({ recipient, related_entity, phone_number, body }: OutboundMessage, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const columns = [recipient.name, recipient.contact_type, related_entity.name, phone_number, body];
  return columns.some((column) => column.toLowerCase().includes(wanted));
}
