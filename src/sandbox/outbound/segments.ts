import calculator from 'sms-segments-calculator';
import type { SegmentRule } from './outbound-schema.ts';

/** Characters of the first part, and of every further one, by the service's own rule. */
const FIRST_PART = 160;
const FURTHER_PART = 145;

/** The standard of the phone network: one character outside GSM-7 makes all of the text UCS-2. */
export interface GsmCount {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

/** How many characters a text has: Unicode code points. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Counts by the standard: parts of 160 and 153 characters in GSM-7, of 70 and 67 in UCS-2. */
export function countGsm(text: string): GsmCount {
  const { encodingName, segmentsCount } = new calculator.SegmentedMessage(text);
  return { encoding: encodingName, segments: segmentsCount };
}

/** Counts the segments a whole text, signature included, is sent and charged in. */
export function countSegments(text: string, rule: SegmentRule): number {
  return RULES[rule](text);
}

const RULES: Readonly<Record<SegmentRule, (text: string) => number>> = {
  '160_145': (text) => 1 + Math.max(0, Math.ceil((countCharacters(text) - FIRST_PART) / FURTHER_PART)),
  gsm: (text) => countGsm(text).segments,
};
