import type { Sonar } from '../service/sonar.ts';
import { isUnsubscribeKeyword, takeIn } from '../service/threads.ts';
import type { Writing } from '../service/threads.ts';
import type { Customer, Message } from '../world/world-schema.ts';
import { sendAwayMessage } from './away-message.ts';
import { takeAgreement } from './double-opt-in.ts';
import { sendProfileLink } from './profile-link.ts';

/** Takes in a message from a customer, with what the company's automations answer to it: one answer at most. */
export function receive(sonar: Sonar, customer: Customer, writing: Writing): Message {
  const message = takeIn(sonar, customer, writing);
  const text = writing.text ?? '';
  if (isUnsubscribeKeyword(text)) return message;
  if (takeAgreement(sonar, customer, text) || sendProfileLink(sonar, customer, text)) return message;
  sendAwayMessage(sonar, customer);
  return message;
}
