import { expect, test } from '@jest/globals';
import { landingOf } from '../../../src/web/model/landing.ts';
import { neighbourOf, type Direction } from '../../../src/web/model/neighbours.ts';
import { problemPlace } from '../../../src/web/model/problem-place.ts';
import { scheduleText } from '../../../src/web/model/schedule-text.ts';
import { idOf } from '../../../src/web/model/blueprint.ts';
import { pathOfId, stepAt } from '../../../src/web/model/step-path.ts';
import { kinds, router, scenarioOf, send, watch } from './stage.ts';

const handled = send(2, 'Hi', { onerror: [send(8), { id: 9, module: 'builtin:Ignore' }] });
const split = scenarioOf(watch, handled, router(3, [send(4), send(5)], [], [send(6)]));

function walk(from: number, direction: Direction): number | undefined {
  const to = neighbourOf(split, pathOfId(split, from)!, direction);
  return to && idOf(stepAt(split, to)!);
}

test('next and previous follow the flow into the first route and out of it again', () => {
  expect([1, 2, 3, 4].map((id) => walk(id, 'next'))).toEqual([2, 3, 4, 5]);
  expect([5, 4, 3, 8].map((id) => walk(id, 'previous'))).toEqual([4, 3, 2, 2]);
  expect([walk(1, 'previous'), walk(5, 'next')]).toEqual([undefined, undefined]);
});

test('down leads to the error handler or to the next route with modules, up leads back', () => {
  expect([2, 5, 4].map((id) => walk(id, 'lane-after'))).toEqual([8, 6, 6]);
  expect([6, 4, 9].map((id) => walk(id, 'lane-before'))).toEqual([4, 3, 2]);
  expect(walk(6, 'lane-after')).toBeUndefined();
});

test('a module lands behind the one in focus, a trigger at the start', () => {
  const land = (focus: number | undefined, module: string) =>
    landingOf(split, focus === undefined ? undefined : pathOfId(split, focus), module, kinds);
  expect(land(1, 'sonar:sendMessage')).toEqual({ list: ['flow'], index: 1 });
  expect(land(6, 'sonar:watchTags')).toEqual({ list: ['flow'], index: 0 });
  expect(land(9, 'sonar:sendMessage')).toEqual({ list: ['flow', 1, 'onerror'], index: 1 });
});

test('behind a router means its first empty route, or the end of its last one', () => {
  const first = { list: ['flow', 2, 'routes', 1, 'flow'], index: 0 };
  expect(landingOf(split, undefined, 'sonar:sendMessage', kinds)).toEqual(first);
  const full = scenarioOf(watch, router(3, [send(4)], [send(6)]));
  const last = { list: ['flow', 1, 'routes', 1, 'flow'], index: 1 };
  expect(landingOf(full, ['flow', 1], 'sonar:sendMessage', kinds)).toEqual(last);
});

test('a finding leads to the module, the tab and the field it is about', () => {
  expect(problemPlace(split, '/flow/1/mapper/text')).toEqual({ id: 2, tab: 'settings', field: 'text' });
  expect(problemPlace(split, '/flow/2/routes/0/flow/1/filter/conditions/0')).toEqual({ id: 5, tab: 'filter' });
  expect(problemPlace(split, '/flow/1/onerror')).toEqual({ id: 2, tab: 'error-handler' });
  expect(problemPlace(split, '/flow/1')).toEqual({ id: 2, tab: 'settings' });
  expect(problemPlace(split, '/scheduling')).toBeUndefined();
});

test('a schedule is said in a few words', () => {
  expect(scheduleText({ type: 'immediately' })).toBe('Immediately');
  expect(scheduleText({ type: 'indefinitely', interval: 900 })).toBe('Every 15 minutes');
  expect(scheduleText({ type: 'indefinitely', interval: 3600 })).toBe('Every hour');
  expect(scheduleText({ type: 'weekly', days: [1, 5], time: '09:00' })).toBe('Mon, Fri at 09:00');
  expect(scheduleText({ type: 'monthly', dates: [1, 15], time: '09:00' })).toBe('Day 1, 15 of the month at 09:00');
});
