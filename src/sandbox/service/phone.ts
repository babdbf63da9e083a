/** A number outside country code 1: the code and up to fifteen digits altogether, by E.164. */
const INTERNATIONAL = /^\+[2-9]\d{7,14}$/;
const NORTH_AMERICAN = /^\+1[2-9]\d{2}[2-9]\d{6}$/;

/**
 * A phone number in E.164, or undefined when it cannot be one. Spaces, dots, dashes and brackets are dropped;
 * ten digits are taken for a number of the US or Canada, and so are eleven that begin with 1.
 */
export function normalisePhone(text: string): string | undefined {
  const bare = text.replace(/[\s().-]/g, '');
  const full = withCountryCode(bare);
  return NORTH_AMERICAN.test(full) || INTERNATIONAL.test(full) ? full : undefined;
}

function withCountryCode(bare: string): string {
  if (/^\d{10}$/.test(bare)) return `+1${bare}`;
  if (/^1\d{10}$/.test(bare)) return `+${bare}`;
  return bare;
}

/** The ten digits of a North American number, as the available-number answer shows them. */
export function nationalDigits(e164: string): string {
  return e164.replace(/^\+1(?=\d{10}$)/, '');
}
