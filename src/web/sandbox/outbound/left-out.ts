import type { LeftOut } from '../../api/outbound-messages.ts';

/** Why a contact gets no text, by what the service calls it. */
const REASONS: Readonly<Record<string, string>> = {
  not_opted_in: 'SMS Opt In is not ticked',
  stopped: 'replied STOP',
  no_sms_number: 'no number that takes texts',
  not_us_or_canada: 'not in the US or Canada',
  delivery_failed: 'the last text could not be delivered',
};

/** For example "replied STOP (2), no number that takes texts (1)"; empty when nobody is left out. */
export function leftOutText(leftOut: LeftOut): string {
  return Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${REASONS[reason] ?? reason.replaceAll('_', ' ')} (${count})`)
    .join(', ');
}
