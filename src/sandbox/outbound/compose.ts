import type { Signature } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';
import type { Recipient } from './recipients.ts';
import { renderSaved } from './saved-messages.ts';
import type { OutageField, SavedMessage } from './saved-messages.ts';
import { segmentCounter } from './segments.ts';
import type { Draft } from './sending.ts';
import { renderSignature, signed } from './signatures.ts';

/** What the texts of one order have in common; times are as people read them. */
export interface Wording {
  readonly saved: SavedMessage;
  readonly signature: Signature;
  readonly times?: Readonly<Partial<Record<OutageField, string>>>;
}

/** Writes the text of a saved message to one recipient after the other, with the signature. */
export function composer(
  instance: Instance,
  { saved, signature, times }: Wording,
): (recipient: Recipient) => Pick<Draft, 'recipient' | 'body' | 'segments' | 'savedMessage'> {
  const ending = renderSignature(instance, signature);
  const count = segmentCounter(instance.segment_rule);
  return (recipient) => {
    const who = { account: recipient.account.name, contact: recipient.contact.name };
    const body = signed(renderSaved(saved, who, times), ending);
    return { recipient, body, segments: count(body), savedMessage: saved.name };
  };
}
