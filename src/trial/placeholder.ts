/** Stands in an answer for the address of the request itself, with another page. */
export const NEXT_PAGE = 'stand-in:next-page';
/** Stands in an answer for a link to something else of the service. */
export const LINK = 'stand-in:link';

interface Hint {
  readonly name: RegExp;
  readonly value: unknown;
}

/** What members of these names usually hold; the first that fits counts. */
const HINTS: readonly Hint[] = [
  { name: /(?:^|_)ids$|Ids$/, value: ['id-1'] },
  { name: /(?:^|[_-])id$|I[dD]$/, value: 'id-1' },
  { name: /expires_?in/i, value: 3600 },
  { name: /email/i, value: 'ada@example.com' },
  { name: /phone|mobile/i, value: '+13105551234' },
  { name: /next/i, value: NEXT_PAGE },
  { name: /ur[il]$|link$|href$/i, value: 'https://www.example.com/sample' },
  { name: /date|time(?:stamp)?$|_at$|At$|created|updated|expires/i, value: '2025-10-03T10:00:00Z' },
  { name: /count|total|page|limit|size|amount|number|price|offset/i, value: 1 },
  { name: /^(?:is|has)[_A-Z]|success|active|enabled|^ok$/i, value: true },
  { name: /name|title|label/i, value: 'Sample' },
];

/** A value that a member of an answer may well have by its name: its links lead to the service it comes from. */
export function answerFor(name: string): unknown {
  return LINKS.test(name) ? LINK : placeholderFor(name);
}

const LINKS = /ur[il]$|link$|href$/i;

/** A value that a member of this name may well have. */
export function placeholderFor(name: string): unknown {
  return HINTS.find((hint) => hint.name.test(name))?.value ?? 'sample';
}
