import { expect, test } from '@jest/globals';
import { compileTemplate } from '../../src/iml/template.ts';
import { evaluationOf } from './evaluation-of.ts';

const date = new Date('2026-05-04T10:20:30Z');
const value = (text: string, variables = {}) =>
  compileTemplate(text, { mode: 'app' }).evaluate(evaluationOf({ parameters: { date }, ...variables }));

test.each([
  ['{{formatDate(parameters.date,YYYY-MM-DDTHH:mm:ss)}}', '2026-05-04T10:20:30'],
  ['{{formatDate(parameters.date; YYYY-MM-DD)}}', '2026-05-04'],
  ['{{formatDate(parameters.date, DD.MM.YYYY HH:mm , "UTC")}}', '04.05.2026 10:20'],
  ['{{formatDate(parameters.date, "YYYY")}}', '2026'],
])('in an app a date format needs no quotes: %s', (text, result) => {
  expect(value(text)).toBe(result);
});

test('a name that only looks like part of a format is a name', () => {
  expect(value('{{max(DD, 1)}}', { DD: 4 })).toBe(4);
  expect(value('{{max(parameters.a - MM, 1)}}', { parameters: { a: 9 }, MM: 4 })).toBe(5);
});
