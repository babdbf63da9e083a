/** One element of a regular expression: a character class, an anchor or a group, with how often it may repeat. */
export interface Atom {
  /** Which of the sample characters it can match; for a group all characters that occur in it. */
  readonly chars: ReadonlySet<string>;
  readonly least: number;
  /** Infinity also for bounds too large to tell the difference. */
  readonly most: number;
  /** The alternatives of a group; empty for anything else. */
  readonly alternatives: readonly Sequence[];
  readonly isAnchor: boolean;
  /** The anchor `^`. */
  readonly isStart: boolean;
  readonly isReference: boolean;
  /** A group that only looks ahead or back: whether it matches or not, the search goes on at the next character. */
  readonly isLook: boolean;
  /** Number of the group that is captured, or referred to when this is a reference; undefined when it has none. */
  readonly group: number | undefined;
}

/** Elements one after the other. */
export type Sequence = readonly Atom[];

/** All of ASCII and some characters beyond it, with those of the pattern itself, stand for all characters there are. */
const SAMPLES: readonly string[] = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  '\u00a0',
  'é',
  'ß',
  'Ж',
  '中',
  '\u2028',
];
const LARGE_BOUND = 20;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;
const CLASS = /\[(?:[^\]\\]|\\.)*\]/sy;
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]*>|c[A-Za-z]|\d+|.)/sy;
const GROUP_OPEN = /\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/y;

interface Cursor {
  readonly source: string;
  readonly flags: string;
  readonly samples: readonly string[];
  at: number;
  /** Groups opened so far that capture. */
  captured: number;
}

/** The alternatives of a regular expression that is known to be valid. */
export function parsePattern(source: string, flags = ''): readonly Sequence[] {
  return parseAlternatives({ source, flags, samples: [...SAMPLES, ...namedChars(source)], at: 0, captured: 0 });
}

/** Characters beyond ASCII that the pattern names, written or escaped: ranges that overlap share one of their ends. */
function namedChars(source: string): ReadonlySet<string> {
  const escaped = [...source.matchAll(/\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2}))/gi)]
    .map(([, long, short, byte]) => Number.parseInt(long ?? short ?? byte ?? '', 16))
    .filter((code) => code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code));
  return new Set([...Array.from(source), ...escaped].filter((char) => char > '\u007f'));
}

function parseAlternatives(cursor: Cursor): readonly Sequence[] {
  const alternatives: Atom[][] = [[]];
  while (cursor.at < cursor.source.length && cursor.source.charAt(cursor.at) !== ')') {
    if (cursor.source.charAt(cursor.at) === '|') {
      cursor.at += 1;
      alternatives.push([]);
    } else {
      alternatives.at(-1)?.push(parseAtom(cursor));
    }
  }
  return alternatives;
}

function parseAtom(cursor: Cursor): Atom {
  const open = taken(cursor, GROUP_OPEN);
  if (open !== '') return parseGroup(cursor, open);
  const written = taken(cursor, CLASS) || taken(cursor, ESCAPE) || cursor.source.charAt(cursor.at++);
  const isReference = /^\\(?:[1-9]|k<)/.test(written);
  const isAnchor = /^(?:\^|\$|\\[bB])$/.test(written);
  const chars = isReference ? new Set(cursor.samples) : charsOf(written, isAnchor, cursor);
  const isStart = written === '^' && !cursor.flags.includes('m');
  const group = isReference ? Number(written.slice(1)) || undefined : undefined;
  return { ...boundsAt(cursor), chars, alternatives: [], isAnchor, isStart, isReference, isLook: false, group };
}

function parseGroup(cursor: Cursor, open: string): Atom {
  const group = /^\((?:$|\?<[^=!])/.test(open) ? (cursor.captured += 1) : undefined;
  const isLook = /^\(\?<?[=!]/.test(open);
  const alternatives = parseAlternatives(cursor);
  cursor.at += 1;
  const chars = new Set(alternatives.flat().flatMap((atom) => [...atom.chars]));
  return {
    ...boundsAt(cursor),
    chars,
    alternatives,
    isAnchor: false,
    isStart: false,
    isReference: false,
    isLook,
    group,
  };
}

function boundsAt(cursor: Cursor): { readonly least: number; readonly most: number } {
  QUANTIFIER.lastIndex = cursor.at;
  const match = QUANTIFIER.exec(cursor.source);
  if (match === null) return { least: 1, most: 1 };
  cursor.at += match[0].length;
  const [, sign, least, range, most] = match;
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  const bound = range === undefined ? Number(least) : Number(most === '' || most === undefined ? Infinity : most);
  return { least: Number(least), most: bound > LARGE_BOUND && bound !== Number(least) ? Infinity : bound };
}

function charsOf(written: string, isAnchor: boolean, { samples, flags }: Cursor): ReadonlySet<string> {
  if (isAnchor) return new Set();
  const pattern = compiled(written, flags.includes('s') ? 'is' : 'i');
  const found = pattern === undefined ? [] : samples.filter((char) => pattern.test(char));
  // What none of the samples shows could be anything.
  return new Set(found.length === 0 ? samples : found);
}

/** Case is ignored whatever the flags say: it only makes more characters overlap. */
function compiled(written: string, flags: string): RegExp | undefined {
  for (const each of [`${flags}u`, flags]) {
    try {
      return new RegExp(`^(?:${written})$`, each);
    } catch {
      // The pattern is only valid with the other flags.
    }
  }
  return undefined;
}

function taken(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const text = pattern.exec(cursor.source)?.[0] ?? '';
  cursor.at += text.length;
  return text;
}
