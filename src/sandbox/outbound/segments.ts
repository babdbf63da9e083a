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
  if (GSM_TEXT.test(text)) return { encoding: 'GSM-7', segments: countSeptets(text) };
  if (PLAIN_TEXT.test(text)) return { encoding: 'UCS-2', segments: partsOf(text.length, 70, 67) };
  const { encodingName, segmentsCount } = new calculator.SegmentedMessage(text);
  return { encoding: encodingName, segments: segmentsCount };
}

/** Characters of GSM-7; those behind the escape character take the place of two. */
const GSM_TEXT = /^[\n\f\r -_a-~¡£-¥§¿Ä-ÇÉÑÖØÜß-àä-æèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ€]*$/;
const ESCAPED = /[\f[-^{-~€]/;

/** Letters of Europe, kana and han: each is one character by itself. Whatever joins, such as emoji, takes the calculator 1,000 times as long. */
const PLAIN_TEXT = /^[\n\f\r -˿Ͱ-҂Ҋ-԰‐-‧₠-₿ぁ-ゖァ-ヿ一-鿿]*$/;

/** A character of two places stands in one part, so one place may stay empty. */
function countSeptets(text: string): number {
  if (!ESCAPED.test(text)) return partsOf(text.length, 160, 153);
  const sizes = Array.from(text, (character) => (ESCAPED.test(character) ? 2 : 1));
  if (sizes.reduce((sum, size) => sum + size, 0) <= 160) return 1;
  let [parts, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > 153) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return parts;
}

function partsOf(length: number, alone: number, joined: number): number {
  return length <= alone ? 1 : Math.ceil(length / joined);
}

/** Counts the segments a whole text, signature included, is sent and charged in. */
export function countSegments(text: string, rule: SegmentRule): number {
  return RULES[rule](text);
}

/** Counts like {@link countSegments}, each different text once: most texts of a mass message are the same. */
export function segmentCounter(rule: SegmentRule): (text: string) => number {
  const counted = new Map<string, number>();
  return (text) => {
    const segments = counted.get(text) ?? countSegments(text, rule);
    counted.set(text, segments);
    return segments;
  };
}

const RULES: Readonly<Record<SegmentRule, (text: string) => number>> = {
  '160_145': (text) => 1 + Math.max(0, Math.ceil((countCharacters(text) - FIRST_PART) / FURTHER_PART)),
  gsm: (text) => countGsm(text).segments,
};
