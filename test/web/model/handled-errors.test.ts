import { expect, test } from '@jest/globals';
import { ERRORS } from '../../../src/core/errors.ts';
import type { Step } from '../../../src/web/model/blueprint.ts';
import { DIRECTIVES } from '../../../src/web/model/directives.ts';
import { addErrorHandler, handlerOf, setDirective } from '../../../src/web/model/error-handler.ts';
import { ERROR_TYPES, handledBy, limitHandler } from '../../../src/web/model/handled-errors.ts';
import { stepAt } from '../../../src/web/model/step-path.ts';
import { made, scenarioOf, send, watch } from './stage.ts';

const PLACE = ['flow', 1];
const [resume, ignore] = DIRECTIVES;
const handled = made(addErrorHandler(scenarioOf(watch, send(2)), PLACE, ignore!));
const failing = (blueprint: typeof handled): Step => stepAt(blueprint, PLACE)!;
const first = (blueprint: typeof handled): Step | undefined => handlerOf(failing(blueprint))[0];
const is = (type: string) => [{ a: '{{2.error.type}}', o: 'text:equal', b: type }];
const starting = (conditions: unknown): Step => ({
  ...send(2),
  onerror: [{ ...first(handled)!, filter: { name: '', conditions: conditions as never } }],
});

test('an error handler takes every error until it is limited to some', () => {
  expect(handledBy(failing(handled))).toEqual({ kind: 'all' });
  const limited = limitHandler(handled, PLACE, ['RateLimitError', 'ConnectionError']);
  expect(first(limited)?.filter).toEqual({
    name: 'RateLimitError or ConnectionError',
    conditions: [is('RateLimitError'), is('ConnectionError')],
  });
  expect(handledBy(failing(limited))).toEqual({ kind: 'types', types: ['RateLimitError', 'ConnectionError'] });
  expect(limitHandler(limited, PLACE, [])).toEqual(handled);
});

test('the name of the filter follows the choice, unless people gave it one', () => {
  const limited = limitHandler(handled, PLACE, ['DataError']);
  const more = limitHandler(limited, PLACE, ['DataError', 'RuntimeError', 'RateLimitError']);
  expect(first(more)?.filter?.name).toBe('3 types of errors');
  const named = scenarioOf(watch, {
    ...send(2),
    onerror: [{ ...first(limited)!, filter: { name: 'Busy', conditions: [is('DataError')] } }],
  });
  expect(first(limitHandler(named, PLACE, ['RateLimitError']))?.filter?.name).toBe('Busy');
});

test('another directive keeps the choice', () => {
  const limited = limitHandler(handled, PLACE, ['DataError']);
  const changed = made(setDirective(limited, PLACE, resume!));
  expect(first(changed)?.module).toBe('builtin:Resume');
  expect(handledBy(failing(changed))).toEqual({ kind: 'types', types: ['DataError'] });
});

test.each([
  ['another operator', [[{ a: '{{2.error.type}}', o: 'text:notequal', b: 'DataError' }]]],
  ['the error of another module', [[{ a: '{{1.error.type}}', o: 'text:equal', b: 'DataError' }]]],
  ['a second condition', [[...is('DataError'), { a: '{{1.vip}}', o: 'exist' }]]],
  ['a mapped type', [[{ a: '{{2.error.type}}', o: 'text:equal', b: '{{1.type}}' }]]],
  ['a group without conditions', [[]]],
  ['something that is no list', ['DataError']],
])('a filter with %s is left to the filter editor', (_, conditions) => {
  expect(handledBy(starting(conditions))).toEqual({ kind: 'custom' });
});

test('spaces in the expression do not matter, and types of other systems are shown as they are', () => {
  const conditions = [[{ a: '{{ 2.error.type }}', o: 'text:equal', b: 'TheirError' }]];
  expect(handledBy(starting(conditions))).toEqual({ kind: 'types', types: ['TheirError'] });
});

test('a module without an error handler stays as it is', () => {
  const plain = scenarioOf(watch, send(2));
  expect(limitHandler(plain, PLACE, ['DataError'])).toBe(plain);
});

test('every type offered is one that this program raises', () => {
  expect(ERROR_TYPES.map(({ name }) => name).filter((name) => !(name in ERRORS))).toEqual([]);
});
