import { allowLength } from '../budget.ts';
import { isMissing, listOf, numberOf, textOf } from '../coerce.ts';
import { looseEqual } from '../compare.ts';
import { isCollection } from '../../core/json.ts';
import { inGroup } from './function.ts';
import { replaceIn } from './replace.ts';

const EMOJI =
  /(?![\u00A9\u00AE\u2122])(?:\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|\p{ExtPict}(?:\uFE0F|\p{EMod})?(?:\u200D\p{ExtPict}(?:\uFE0F|\p{EMod})?)*)/gu;

/** Texts: length, case, parts, search and replace. */
export const TEXT_FUNCTIONS = inGroup('text', [
  {
    name: 'length',
    signature: 'length(text, array, collection or binary data)',
    summary: 'The number of characters, elements, members or bytes; 0 for nothing.',
    examples: [
      { expression: 'length("hello")', result: 5 },
      { expression: 'length(list)', given: { list: [1, 2] }, result: 2 },
      { expression: 'length(nothing)', given: { nothing: null }, result: 0 },
    ],
    call: ([value]) => {
      if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
      return isCollection(value) ? Object.keys(value).length : textOf(value).length;
    },
  },
  {
    name: 'lower',
    signature: 'lower(text)',
    summary: 'The text in lower case.',
    examples: [{ expression: 'lower("HeLLo")', result: 'hello' }],
    call: ([value]) => onText(value, (text) => text.toLowerCase()),
  },
  {
    name: 'upper',
    signature: 'upper(text)',
    summary: 'The text in upper case.',
    examples: [{ expression: 'upper("HeLLo")', result: 'HELLO' }],
    call: ([value]) => onText(value, (text) => text.toUpperCase()),
  },
  {
    name: 'capitalize',
    signature: 'capitalize(text)',
    summary: 'The text with its first letter in upper case.',
    examples: [{ expression: 'capitalize("make IT")', result: 'Make IT' }],
    call: ([value]) => onText(value, capitalize),
  },
  {
    name: 'startcase',
    signature: 'startcase(text)',
    summary: 'Each word with its first letter in upper case and the others in lower case.',
    examples: [{ expression: 'startcase("hello WORLD")', result: 'Hello World' }],
    call: ([value]) => onText(value, (text) => text.replace(/\S+/g, (word) => capitalize(word.toLowerCase()))),
  },
  {
    name: 'trim',
    signature: 'trim(text)',
    summary: 'The text without white space at both ends.',
    examples: [{ expression: 'trim("  a b ")', result: 'a b' }],
    call: ([value]) => onText(value, (text) => text.trim()),
  },
  {
    name: 'substring',
    signature: 'substring(text; start; [end])',
    summary: 'The part of the text from the start position up to, not including, the end; positions count from 0.',
    examples: [
      { expression: 'substring("Hello"; 1; 3)', result: 'el' },
      { expression: 'substring("Hello"; 3)', result: 'lo' },
    ],
    call: ([value, start, end]) => onText(value, (text) => text.substring(numberOf(start) ?? 0, numberOf(end))),
  },
  {
    name: 'indexOf',
    signature: 'indexOf(text or array; value; [start])',
    summary: 'The position of the first occurrence, counted from 0, or -1.',
    examples: [
      { expression: 'indexOf("Make"; "k")', result: 2 },
      { expression: 'indexOf("We love Make"; "e"; 7)', result: 11 },
      { expression: 'indexOf("Make"; "x")', result: -1 },
    ],
    call: ([holder, wanted, from]) => {
      const start = numberOf(from) ?? 0;
      if (isMissing(holder)) return -1;
      if (!Array.isArray(holder)) return textOf(holder).indexOf(textOf(wanted), start);
      return holder.findIndex((element, index) => index >= start && looseEqual(element, wanted));
    },
  },
  {
    name: 'contains',
    signature: 'contains(text or array; value; [ignore case])',
    summary: 'Whether the text holds the other text, or the array the element.',
    examples: [
      { expression: 'contains("Hello World"; "World")', result: true },
      { expression: 'contains("Hello World"; "world"; true)', result: true },
      { expression: 'contains(list; "b")', given: { list: ['a', 'b'] }, result: true },
    ],
    call: ([holder, wanted, ignoreCase]) => {
      if (isMissing(holder)) return false;
      const fold = ignoreCase === true || ignoreCase === 'true' ? lowerText : unchanged;
      if (!Array.isArray(holder)) return textOf(fold(textOf(holder))).includes(textOf(fold(textOf(wanted))));
      return holder.some((element) => looseEqual(fold(element), fold(wanted)));
    },
  },
  {
    name: 'replace',
    signature: 'replace(text; search; replacement)',
    summary:
      'The text with every occurrence replaced. A search text like /a+/g is a regular expression; $1 and $& then stand for what was found.',
    examples: [
      { expression: 'replace("B C B C"; "B"; "J")', result: 'J C J C' },
      { expression: 'replace("+420777111222"; /^\\+420/; "")', result: '777111222' },
      { expression: 'replace("2024-05"; "/(\\d+)-(\\d+)/"; "$2.$1")', result: '05.2024' },
    ],
    call: ([value, search, replacement], evaluation) =>
      onText(value, (text) =>
        replaceIn(text, { search: textOf(search), replacement: textOf(replacement) }, evaluation),
      ),
  },
  {
    name: 'replaceEmojiCharacters',
    signature: 'replaceEmojiCharacters(text; replacement)',
    summary: 'The text with every emoji replaced.',
    examples: [{ expression: 'replaceEmojiCharacters(text; "-")', given: { text: 'a👍🏽b' }, result: 'a-b' }],
    call: ([value, replacement], evaluation) =>
      onText(value, (text) => {
        allowLength(text.length + countOf(text) * textOf(replacement).length, evaluation);
        return text.replace(EMOJI, () => textOf(replacement));
      }),
  },
  {
    name: 'split',
    signature: 'split(text; separator; [keep empty])',
    summary: 'The parts of the text, trimmed; empty parts are left out unless asked for.',
    examples: [
      { expression: 'split("John, George, Paul"; ",")', result: ['John', 'George', 'Paul'] },
      { expression: 'split("a,,b"; ","; true)', result: ['a', '', 'b'] },
      { expression: 'split(nothing; ",")', given: { nothing: null }, result: [] },
    ],
    call: ([value, separator, keepEmpty]) => {
      if (isMissing(value)) return [];
      const parts = textOf(value)
        .split(textOf(separator ?? ','))
        .map((part) => part.trim());
      return keepEmpty === true || keepEmpty === 'true' ? parts : parts.filter((part) => part !== '');
    },
  },
  {
    name: 'join',
    signature: 'join(array; [separator])',
    summary: 'The elements as one text with the separator between them, a comma unless given.',
    examples: [
      { expression: 'join(list; " and ")', given: { list: ['a', 'b'] }, result: 'a and b' },
      { expression: 'join(list)', given: { list: [1, null, 2] }, result: '1,,2' },
    ],
    call: ([value, separator], evaluation) => {
      const texts = listOf(value).map(textOf);
      const between = textOf(separator ?? ',');
      const length = texts.reduce((total, text) => total + text.length + between.length, 0);
      allowLength(length - between.length, evaluation);
      return texts.join(between);
    },
  },
]);

function onText(value: unknown, change: (text: string) => string): unknown {
  return isMissing(value) ? value : change(textOf(value));
}

function capitalize(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

function lowerText(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function unchanged(value: unknown): unknown {
  return value;
}

function countOf(text: string): number {
  let count = 0;
  for (const found of text.matchAll(EMOJI)) count += found.length > 0 ? 1 : 0;
  return count;
}
