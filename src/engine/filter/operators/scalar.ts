import { looseNumber, textOf } from '../../../iml/coerce.ts';
import { compareVersions } from '../semver.ts';
import type { Operator } from './operator.ts';
import { examplesOf, orderedOperators, type Examples } from './ordered.ts';

/** Comparisons of numbers, dates, times of day and versions. */
export function scalarOperators(): Operator[] {
  return [
    ...orderedOperators('number', difference(finiteNumber), numberExamples()),
    ...orderedOperators('date', difference(timeOfDate), dateExamples()),
    ...orderedOperators('time', difference(timeOfDay), timeExamples()),
    ...orderedOperators('semver', (a, b) => compareVersions(textOf(a), textOf(b)), versionExamples()),
  ];
}

function difference(read: (value: unknown) => number | undefined): (a: unknown, b: unknown) => number | undefined {
  return (a, b) => (read(a) ?? Number.NaN) - (read(b) ?? Number.NaN);
}

/** The number a simple value stands for; NaN or undefined for anything else. */
export function finiteNumber(value: unknown): number | undefined {
  return typeof value === 'object' ? undefined : looseNumber(value);
}

function timeOfDate(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : undefined;
}

/** Seconds since midnight (UTC for a date). */
function timeOfDay(value: unknown): number | undefined {
  const text =
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(11, 19) : textOf(value);
  const match = /^(?:.*T)?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?/.exec(text.trim());
  return match === null ? undefined : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

function numberExamples(): Examples {
  const examples = examplesOf({ a: 5, b: '5.0', result: true }, ['9', 10]);
  return { ...examples, notequal: [...(examples['notequal'] ?? []), { a: 'many', b: 1, result: false }] };
}

function dateExamples(): Examples {
  return examplesOf({ a: new Date('2024-05-01T10:00:00Z'), b: '2024-05-01T12:00:00+02:00', result: true }, [
    '2024-05-01',
    new Date('2024-05-02T00:00:00Z'),
  ]);
}

function timeExamples(): Examples {
  return examplesOf({ a: '9:30', b: '09:30:00', result: true }, ['09:59', '10:00']);
}

function versionExamples(): Examples {
  return examplesOf({ a: 'v1.2.0', b: '1.2.0', result: true }, ['1.9.0', '1.10.0-beta']);
}
