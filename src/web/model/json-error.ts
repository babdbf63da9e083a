/** A place in a text, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** The offset where a text stops being JSON; undefined when all of it is. Browsers do not say it, or each in its way. */
export function jsonErrorAt(text: string): number | undefined {
  const open: string[] = [];
  let state: State = 'value';
  let at = blank(text, 0);
  while (at < text.length) {
    const word = wordAt(text, at);
    const next: State | undefined = word === '' ? undefined : stateBehind(state, word, open);
    if (next === undefined) return at;
    state = next;
    at = blank(text, at + word.length);
  }
  return state === 'next' && open.length === 0 ? undefined : text.length;
}

/** The line and column of an offset. */
export function placeOf(text: string, offset: number): TextPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** What may stand at a place. */
type State = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next';

const BLANK = /[ \t\n\r]*/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)|[{}[\],:]/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** The state behind a word, or undefined when the word may not stand there. `open` holds the brackets around it. */
function stateBehind(state: State, word: string, open: string[]): State | undefined {
  if (word === '}' || word === ']') return closed(state, word, open);
  return BEHIND[state](word, open);
}

type Behind = (word: string, open: string[]) => State | undefined;

const valued: Behind = (word, open) => {
  if (word === ',' || word === ':') return undefined;
  if (word !== '{' && word !== '[') return 'next';
  open.push(word);
  return word === '{' ? 'first key' : 'first value';
};
const keyed: Behind = (word) => (word.startsWith('"') ? 'colon' : undefined);
const separated: Behind = (word, open) => {
  if (word !== ',' || open.length === 0) return undefined;
  return open.at(-1) === '{' ? 'key' : 'value';
};

const BEHIND: Readonly<Record<State, Behind>> = {
  value: valued,
  'first value': valued,
  key: keyed,
  'first key': keyed,
  colon: (word) => (word === ':' ? 'value' : undefined),
  next: separated,
};

function closed(state: State, word: string, open: string[]): State | undefined {
  const opening = word === '}' ? '{' : '[';
  const mayClose = state === 'next' || state === (word === '}' ? 'first key' : 'first value');
  return mayClose && open.pop() === opening ? 'next' : undefined;
}

function blank(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(text)?.[0].length ?? 0);
}

function wordAt(text: string, at: number): string {
  if (text.charAt(at) === '"') return quotedAt(text, at);
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

/** A text in quotes; empty when it is not closed, or holds what must be escaped. */
function quotedAt(text: string, start: number): string {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return text.slice(start, at + 1);
    if (char < ' ') return '';
    if (char !== '\\') continue;
    ESCAPE.lastIndex = at;
    const escape = ESCAPE.exec(text);
    if (escape === null) return '';
    at += escape[0].length - 1;
  }
  return '';
}
