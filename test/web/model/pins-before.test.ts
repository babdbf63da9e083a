import { expect, test } from '@jest/globals';
import { pinsBefore } from '../../../src/web/model/pins-before.ts';
import { router, scenarioOf, send, watch } from './stage.ts';

const line = scenarioOf(watch, send(2), send(3), send(4));
const gave = (key: string, ...outputs: readonly unknown[]) => ({ key, moduleId: Number.parseInt(key, 10), outputs });
const run = [
  gave('1', { n: 1 }, { n: 2 }),
  gave('2:1'),
  gave('2:2', { m: 1 }, { m: 2 }),
  gave('3:2.1', { x: 1 }),
  gave('3:2.2', { x: 2 }),
];

test('a run begins at a module on the way of the first bundle that got there', () => {
  expect(pinsBefore(line, ['flow', 2], run)).toEqual({
    pins: new Map([
      [1, [{ n: 2 }]],
      [2, [{ m: 1 }, { m: 2 }]],
    ]),
  });
  expect(pinsBefore(line, ['flow', 3], run)).toEqual({
    pins: new Map([
      [1, [{ n: 2 }]],
      [2, [{ m: 1 }]],
      [3, [{ x: 1 }]],
    ]),
  });
});

test('the first module needs nothing before it', () => {
  expect(pinsBefore(line, ['flow', 0], [])).toEqual({ pins: new Map() });
});

test('modules of routes before it are not called again', () => {
  const split = scenarioOf(watch, router(2, [send(3)], [send(4)], [send(5)]));
  const given = [gave('1', { n: 1 }), gave('3:1', { sent: 3 }), gave('4:1', { sent: 4 }), gave('5:1', { sent: 5 })];
  expect(pinsBefore(split, ['flow', 1, 'routes', 1, 'flow', 0], given)).toEqual({
    pins: new Map<number, unknown[]>([
      [1, [{ n: 1 }]],
      [3, [{ sent: 3 }]],
    ]),
  });
});

test.each([
  ['before the first run', ['flow', 1], [], 'Module 1 gave nothing in the run that is shown.'],
  [
    'behind a module that failed',
    ['flow', 3],
    [gave('1', {}), gave('2:1', {}), gave('3:1.1')],
    'Module 3 gave nothing',
  ],
  ['in an error handler', ['flow', 1, 'onerror', 0], run, 'An error handler only runs when its module fails.'],
])('it says why it cannot begin %s', (_, path, operations, reason) => {
  expect(pinsBefore(line, path, operations)).toEqual({ refused: expect.stringContaining(reason) });
});
