const FIXES: ReadonlyMap<string, string> = new Map([
  ['Invalid Phone Number', 'Use the international form, for example +13105551234.'],
  ['The customer exists already', 'Search for the number in the list and edit the customer there.'],
  [
    'Forbidden',
    'Sonar does not say why. The same text goes to a customer only once in 7 seconds, drafts of campaigns cannot be sent, and the state of the account may forbid it.',
  ],
  ['Trial Customer Limit Reached', 'The account is in this state: change it under Settings.'],
  ['Trial Message Limit Reached', 'The account is in this state: change it under Settings.'],
  ['Fault not found; it may have been used up', 'Nothing is left to remove.'],
]);
/** The same for what goes on with names. */
const FIXES_BY_BEGINNING: readonly (readonly [beginning: string, fix: string])[] = [
  [
    'Only these users may edit the property',
    'Choose one of them at the top of the page, where it says who you act as.',
  ],
];

/** What to do about what the sandbox refuses, empty when nothing is known; Sonar's own words say only what happened. */
export function sandboxFix(refusal: string): string {
  const byBeginning = FIXES_BY_BEGINNING.find(([beginning]) => refusal.startsWith(beginning));
  return FIXES.get(refusal) ?? byBeginning?.[1] ?? '';
}
