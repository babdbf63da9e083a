import { expect, test } from '@jest/globals';
import { startOfDay, toInstant } from '../../src/forms/instant.ts';
import { offsetAt, timeZoneName } from '../../src/forms/time-zone.ts';

const NEW_YORK = 'America/New_York';

test.each([
  ['2025-07-01T12:00', '2025-07-01T16:00:00.000Z'],
  ['2025-01-01T12:00', '2025-01-01T17:00:00.000Z'],
  ['2025-03-09T02:30', '2025-03-09T07:30:00.000Z'],
  ['2025-11-02T00:30', '2025-11-02T04:30:00.000Z'],
  ['2025-11-02T12:00:00.1234567', '2025-11-02T17:00:00.123Z'],
  ['2025-11-02T12:00:00-0800', '2025-11-02T20:00:00.000Z'],
])('reads %s in New York as %s', (text, expected) => {
  expect(toInstant(text, NEW_YORK)?.toISOString()).toBe(expected);
});

test.each([
  '2025-13-01',
  '2025-02-29',
  '2025-10-03T24:00',
  '2025-10-03T10',
  '20251003',
  '03/10/2025',
  '0999-12-31',
  '',
  Number.NaN,
  9e15,
  new Date(Number.NaN),
  {},
  null,
])('reads no instant from %p', (value) => {
  expect(toInstant(value, 'UTC')).toBeUndefined();
});

test('reads a time that clocks skip as the one after the change, east of Greenwich too', () => {
  expect(toInstant('2025-03-30T02:30', 'Europe/Berlin')?.toISOString()).toBe('2025-03-30T01:30:00.000Z');
});

test('begins the day at midnight of the zone, also when clocks change on it', () => {
  expect(startOfDay(new Date('2025-03-09T20:00:00Z'), NEW_YORK).toISOString()).toBe('2025-03-09T05:00:00.000Z');
  expect(startOfDay(new Date('2025-03-09T20:00:00Z'), 'Asia/Tokyo').toISOString()).toBe('2025-03-09T15:00:00.000Z');
});

test('knows the offset of a zone at an instant', () => {
  expect(offsetAt(0, 'UTC')).toBe(0);
  expect(offsetAt(Date.parse('2025-01-01'), 'Asia/Kolkata')).toBe(5.5 * 3_600_000);
  expect(offsetAt(Date.parse('1850-01-01'), NEW_YORK)).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
});

test.each([
  ['asia/kolkata', 'asia/kolkata'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Mars/Base', undefined],
  ['+02:00', undefined],
  ['', undefined],
])('names the zone %j %j', (text, name) => {
  expect(timeZoneName(text)).toBe(name);
});
