import { timestamp } from '../service/sonar.ts';
import type { Sonar } from '../service/sonar.ts';
import type { Contact } from './outbound-schema.ts';
import type { Outbound } from './outbound-world.ts';

/** What a reply means; anything but these two words means nothing, since nobody reads replies. */
export type ReplyWord = 'STOP' | 'START';

/** The word a reply is, in any case and with or without spaces around it; null for any other text. */
function replyWord(text: string): ReplyWord | null {
  const word = text.trim().toUpperCase();
  return word === 'STOP' || word === 'START' ? word : null;
}

/**
 * Takes a reply in. STOP keeps texts of every instance from the number; only START to the same sending number takes that
 * back. Whether SMS Opt In is ticked stays as it is.
 */
export function takeReply(sonar: Sonar, phoneNumber: string, sendingNumber: string, text: string): ReplyWord | null {
  const { outbound } = sonar.world;
  const word = replyWord(text);
  if (word === null) return null;
  outbound.stopped = outbound.stopped.filter(
    (each) => each.phone_number !== phoneNumber || each.sending_number !== sendingNumber,
  );
  if (word === 'STOP') {
    outbound.stopped.push({ phone_number: phoneNumber, sending_number: sendingNumber, at: timestamp(sonar) });
  }
  return word;
}

/** Contacts with a number, over all instances. */
export function contactsWith({ instances }: Outbound, phoneNumber: string): readonly Contact[] {
  const contacts = instances.flatMap(({ accounts }) => accounts).flatMap((account) => account.contacts);
  return contacts.filter(({ phone_numbers }) => phone_numbers.some(({ number }) => number === phoneNumber));
}
