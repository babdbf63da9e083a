import type { Evaluation } from './evaluation.ts';

/** A word with a value of its own: `now`, `emptyarray`, … */
export interface Keyword {
  readonly name: string;
  /** What it stands for, for the reference. */
  readonly summary: string;
  readonly value: (evaluation: Evaluation) => unknown;
}

const BYTES_OF_UUID = 16;

const LIST: readonly Keyword[] = [
  { name: 'true', summary: 'The boolean true.', value: () => true },
  { name: 'false', summary: 'The boolean false.', value: () => false },
  { name: 'null', summary: 'Nothing, said explicitly.', value: () => null },
  { name: 'undefined', summary: 'No value: the member is left out.', value: () => undefined },
  { name: 'erase', summary: 'Empties the field at the service: null is sent.', value: () => null },
  { name: 'ignore', summary: 'Leaves the field alone: nothing is sent.', value: () => undefined },
  { name: 'emptystring', summary: 'A text without characters.', value: () => '' },
  { name: 'emptyarray', summary: 'An array without elements.', value: () => [] },
  { name: 'emptyobject', summary: 'A collection without members.', value: () => ({}) },
  { name: 'space', summary: 'A space.', value: () => ' ' },
  { name: 'nbsp', summary: 'A non-breaking space.', value: () => '\u00a0' },
  { name: 'tab', summary: 'A tab.', value: () => '\t' },
  { name: 'newline', summary: 'A line feed.', value: () => '\n' },
  { name: 'carriagereturn', summary: 'A carriage return.', value: () => '\r' },
  { name: 'now', summary: 'The current date and time.', value: ({ clock }) => new Date(clock.now()) },
  {
    name: 'timestamp',
    summary: 'The current time in seconds since 1970.',
    value: ({ clock }) => unixSeconds(clock.now()),
  },
  { name: 'uuid', summary: 'A new random identifier (version 4).', value: ({ random }) => uuid(random) },
  { name: 'random', summary: 'A random number from 0 up to, not including, 1.', value: ({ random }) => random() },
  { name: 'pi', summary: 'The number pi.', value: () => Math.PI },
];

/** All keywords by name. A keyword followed by a dot or bracket is an ordinary variable. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(LIST.map((keyword) => [keyword.name, keyword]));

function unixSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function uuid(random: () => number): string {
  const bytes = Buffer.from(Array.from({ length: BYTES_OF_UUID }, () => Math.floor(random() * 256)));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
