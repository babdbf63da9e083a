import calculator from 'sms-segments-calculator';
import type { SegmentRule } from './outbound-schema.ts';

/** Characters of the first part, and of every further one, by the service's own rule. */
const FIRST_PART = 160;
const FURTHER_PART = 145;

/** How a text is counted by both rules; `characters` are Unicode code points, `encoding` is that of the GSM standard. */
export interface SegmentCount {
  readonly characters: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly byRule: Readonly<Record<SegmentRule, number>>;
}

/**
 * Counts the parts a whole text, signature included, is sent and charged in. By the rule `160_145` the first part takes
 * 160 characters and every further one 145, whatever the characters are; `gsm` is the standard of the phone network,
 * where one character outside GSM-7 makes parts of 70 and 67.
 */
export function countSegments(text: string): SegmentCount {
  const characters = Array.from(text).length;
  const { encodingName, segmentsCount } = new calculator.SegmentedMessage(text);
  const further = Math.max(0, Math.ceil((characters - FIRST_PART) / FURTHER_PART));
  return { characters, encoding: encodingName, byRule: { '160_145': 1 + further, gsm: segmentsCount } };
}
