import { isMissing, textOf } from '../coerce.ts';
import { inGroup } from './function.ts';
import { stripHtml } from './strip-html.ts';

const HTML_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Texts made fit for addresses, HTML and Markdown. */
export const ENCODE_FUNCTIONS = inGroup('text', [
  {
    name: 'encodeURL',
    signature: 'encodeURL(text)',
    summary: 'The text as it may stand in a part of a URL.',
    examples: [{ expression: 'encodeURL("a b&c/ü")', result: 'a%20b%26c%2F%C3%BC' }],
    call: ([value]) => onText(value, (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))),
  },
  {
    name: 'decodeURL',
    signature: 'decodeURL(text)',
    summary: 'The text behind its URL encoding; unchanged when it is not validly encoded.',
    examples: [
      { expression: 'decodeURL("a%20b")', result: 'a b' },
      { expression: 'decodeURL("100%")', result: '100%' },
    ],
    call: ([value]) => onText(value, decodeUrl),
  },
  {
    name: 'escapeHTML',
    signature: 'escapeHTML(text)',
    summary: 'The text with &, < and > written as HTML entities.',
    examples: [{ expression: 'escapeHTML("<b>&</b>")', result: '&lt;b&gt;&amp;&lt;/b&gt;' }],
    call: ([value]) => onText(value, (text) => text.replace(/[&<>]/g, (char) => HTML_ENTITIES.get(char) ?? char)),
  },
  {
    name: 'escapeMarkdown',
    signature: 'escapeMarkdown(text)',
    summary: 'The text with a backslash before every character that means something in Markdown.',
    examples: [{ expression: 'escapeMarkdown("*a* [b]")', result: '\\*a\\* \\[b\\]' }],
    call: ([value]) => onText(value, (text) => text.replace(/[\\`*_{}[\]()#+\-.!>~|]/g, (char) => `\\${char}`)),
  },
  {
    name: 'stripHTML',
    signature: 'stripHTML(text)',
    summary: 'The text without its HTML tags; <br> becomes a line feed, styles and scripts are dropped.',
    examples: [{ expression: 'stripHTML("<p>Hello<br>World</p>")', result: 'Hello\nWorld' }],
    call: ([value]) => onText(value, stripHtml),
  },
  {
    name: 'ascii',
    signature: 'ascii(text; [remove diacritics])',
    summary: 'The text without characters beyond ASCII; with true, accents are taken off letters first.',
    examples: [
      { expression: 'ascii(text; true)', given: { text: 'ěščřž' }, result: 'escrz' },
      { expression: 'ascii(text)', given: { text: 'ěsč' }, result: 's' },
    ],
    call: ([value, removesMarks]) =>
      onText(value, (text) => {
        const plain = removesMarks === true || removesMarks === 'true' ? text.normalize('NFD') : text;
        return plain.replace(/\P{ASCII}/gu, '');
      }),
  },
]);

function onText(value: unknown, change: (text: string) => string): unknown {
  return isMissing(value) ? value : change(textOf(value));
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
