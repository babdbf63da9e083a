import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';

/**
 * A phone number in E.164 (`+13105551234`), or undefined when it cannot be one. `country` is meant when the number has
 * no country code. Possible numbers count, also those nobody has been given yet.
 */
export function toE164(text: string, country: CountryCode = 'US'): string | undefined {
  if (NORTH_AMERICAN.test(text)) return text;
  const phone = parsePhoneNumberFromString(text.trim(), { defaultCountry: country, extract: false });
  return phone?.isPossible() === true && phone.ext === undefined ? phone.number : undefined;
}

/** Every number of this form is possible and already E.164; the library would take longer than the rest of a call. */
const NORTH_AMERICAN = /^\+1\d{10}$/;

/** Whether `value` is the two-letter code of a country with phone numbers. */
export function isPhoneCountry(value: unknown): value is CountryCode {
  return typeof value === 'string' && isSupportedCountry(value);
}
