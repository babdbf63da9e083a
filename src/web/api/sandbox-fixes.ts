/** What to do about what the sandbox refuses; Sonar's own words say only what happened. */
export const SANDBOX_FIXES: ReadonlyMap<string, string> = new Map([
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
