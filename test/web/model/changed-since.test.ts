import { expect, test } from '@jest/globals';
import type { Step } from '../../../src/web/model/blueprint.ts';
import { changedSince } from '../../../src/web/model/changed-since.ts';
import { router, scenarioOf, send, watch } from './stage.ts';

const ran = scenarioOf(watch, send(2), router(3, [send(4)], []));
const changed = (...flow: readonly Step[]): number[] => [...changedSince(ran, scenarioOf(...flow))];

test('modules with other inputs, filters or a switch are changed, also in routes', () => {
  expect(changed(watch, send(2, 'Bye'), router(3, [send(4)], []))).toEqual([2]);
  expect(changed(watch, send(2, 'Hi', { disabled: true }), router(3, [send(4, 'Bye')], []))).toEqual([2, 4]);
  expect(changed(watch, send(2, 'Hi', { filter: { name: 'VIP' } }), router(3, [send(4)], []))).toEqual([2]);
});

test('names, places and new modules change no other one', () => {
  const named = send(2, 'Hi', { metadata: { designer: { x: 9, name: 'Greeting' } } });
  expect(changed(watch, named, send(7), router(3, [send(4)], [send(5)]))).toEqual([]);
  expect(changed(watch, send(2, 'Hi', { filter: null }), router(3, [send(4)], []))).toEqual([]);
});
