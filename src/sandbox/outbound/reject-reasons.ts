/** What the carrier's codes say about a text that did not arrive. */
const REASONS: Readonly<Record<string, string>> = {
  '4432': 'messaging to the country is forbidden',
  '30011': 'messaging to the country is forbidden',
  '4433': 'messaging to a toll-free number is forbidden',
  '4435': 'too many recipients',
  '4481': 'the sending number is on the black list',
  '4482': 'the receiving number is on the black list',
  '4493': 'not authorised',
  '4700': 'the carrier refused the type of service',
  '30006': 'the carrier refused the type of service',
  '4720': 'the carrier refused the destination address',
  '30005': 'the carrier refused the destination address',
  '4750': 'the carrier refused the message',
  '4770': 'the carrier took the message for spam',
  '4775': 'the recipient opted out at the carrier',
};

/** Why a text failed, with the carrier's code. */
export function rejectReason(code: string): string {
  return Object.hasOwn(REASONS, code) ? `${code}: ${REASONS[code] ?? ''}` : `${code}: the carrier did not deliver it`;
}
