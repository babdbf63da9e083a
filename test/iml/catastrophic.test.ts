import { expect, test } from '@jest/globals';
import { ConnectorError } from '../../src/core/errors.ts';
import { compileTemplate } from '../../src/iml/template.ts';
import type { ImlMode } from '../../src/iml/evaluation.ts';
import { lintText } from '../../src/iml/lint/lint.ts';
import { evaluationOf } from './evaluation-of.ts';

const MODES: readonly ImlMode[] = ['app', 'scenario'];
const DEEP = 10_000;

test.each([
  ['parentheses', '(', ')'],
  ['calls', 'upper(', ')'],
  ['calls with texts', 'if(a;"x";', ')'],
  ['indexes', 'a[', ']'],
  ['objects', '{a:', '}'],
  ['signs', '-', ''],
  ['negations', '!', ''],
])('10,000 nested %s are an error with its place', (_, open, close) => {
  for (const mode of MODES) {
    const source = `{{${open.repeat(DEEP)}1${close.repeat(DEEP)}}}`;
    expect(() => compileTemplate(source, { mode })).toThrow(ConnectorError);
    expect(() => lintText(source)).not.toThrow();
  }
});

/** Whether an evaluation gave a value or an error of ours. */
function outcomeOf(evaluate: () => unknown): string {
  try {
    evaluate();
    return 'in order';
  } catch (error) {
    return error instanceof ConnectorError ? 'in order' : String(error);
  }
}

test.each([
  ['opening braces', '{{'.repeat(30_000)],
  ['opening parentheses that are never closed', `{{${'lower('.repeat(10_000)}`],
  ['quotes', `{{${'"'.repeat(60_001)}}}`],
  ['regular expressions that are never closed', `{{replace(a; ${'/('.repeat(20_000)}; "")}}`],
  ['a path of many names', `{{a${'.b'.repeat(30_000)}}}`],
  ['a sum of many numbers', `{{1${'+1'.repeat(30_000)}}}`],
  ['many expressions', '{{a}}'.repeat(13_000)],
])('a text of %s is read or refused, and nothing hangs', (_, source) => {
  for (const mode of MODES) {
    expect(outcomeOf(() => compileTemplate(source, { mode }).evaluate(evaluationOf({ a: 1 })))).toBe('in order');
  }
});

test.each([
  ['a pattern that backtracks for ever', '{{replace(text; "/(a+)+$/"; "")}}', 'is not allowed'],
  ['a text that doubles', `{{${'replace('.repeat(30)}text${'; "/a/g"; text)'.repeat(30)}}}`, 'longer than'],
  [
    'a list that is copied again and again',
    `{{length(${'add(list; '.repeat(70)}list${')'.repeat(70)})}}`,
    'deeper than',
  ],
  [
    'lists beside lists',
    `{{${Array.from({ length: 300 }, () => 'length(sort(list))').join('+')}}}`,
    'evaluation steps',
  ],
])('%s ends within its budget', (_, source, message) => {
  const variables = { text: `${'a'.repeat(5000)}b`, list: Array.from({ length: 5000 }, (_, index) => index) };
  const evaluate = (): unknown => compileTemplate(source, { mode: 'app' }).evaluate(evaluationOf(variables));
  expect(evaluate).toThrow(ConnectorError);
  expect(evaluate).toThrow(message);
});
