import { ownValue, setOwn } from '../../core/json.ts';
import type { Customer, Message } from '../world/world-schema.ts';
import { removeProperty } from '../properties/remove-property.ts';

/** The one property the system sets by itself: the code of the carrier when the latest message did not arrive. */
export const DELIVERY_FAILED = 'Delivery Failed';

/** Codes of the carrier that keep somebody out of campaigns and mass messages, and what they say; other failures may pass. */
export const FILTERED_CODES: ReadonlyMap<string, string> = new Map([
  ['4432', 'messaging to the country is forbidden'],
  ['30011', 'messaging to the country is forbidden'],
  ['4433', 'messaging to a toll-free number is forbidden'],
  ['4435', 'too many recipients'],
  ['4481', 'the sending number is on the black list'],
  ['4482', 'the receiving number is on the black list'],
  ['4493', 'not authorised'],
  ['4700', 'the carrier refused the type of service'],
  ['30006', 'the carrier refused the type of service'],
  ['4720', 'the carrier refused the destination address'],
  ['30005', 'the carrier refused the destination address'],
  ['4750', 'the carrier refused the message'],
  ['4770', 'the carrier took the message for spam'],
  ['4775', 'the recipient opted out at the carrier'],
]);

/** Whether campaigns and mass messages leave a customer out. */
export function isFilteredOut({ properties }: Customer): boolean {
  const code = ownValue(properties, DELIVERY_FAILED);
  return (typeof code === 'string' || typeof code === 'number') && FILTERED_CODES.has(String(code).trim());
}

/** Notes what became of a message: null for delivered, which ends an earlier failure, or the code of the carrier. */
export function settleDelivery(customer: Customer, message: Message, code: string | null): void {
  message.failure_code = code;
  if (code === null) removeProperty(customer, DELIVERY_FAILED);
  else setOwn(customer.properties, DELIVERY_FAILED, code);
}
