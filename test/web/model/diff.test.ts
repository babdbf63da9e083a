import { expect, test } from '@jest/globals';
import type { Blueprint } from '../../../src/web/model/blueprint.ts';
import { diffBlueprints } from '../../../src/web/model/diff.ts';
import { addErrorHandler } from '../../../src/web/model/error-handler.ts';
import { DIRECTIVES } from '../../../src/web/model/directives.ts';
import { moveLater } from '../../../src/web/model/move-step.ts';
import { duplicateStep, insertAfter, removeStep, replaceStep } from '../../../src/web/model/place-step.ts';
import { addRoute, setFallback } from '../../../src/web/model/routes.ts';
import * as settings from '../../../src/web/model/step-settings.ts';
import { withPositions } from '../../../src/web/model/positions.ts';
import { kinds, made, router, scenarioOf, send, watch } from './stage.ts';

const LABELS: Record<string, string> = {
  'sonar:watchNewCustomer': 'Watch New Customer',
  'sonar:sendMessage': 'Send a Message',
  'sonar:appendTag': 'Append Tag to an Existing Message',
  'builtin:BasicRouter': 'Router',
  'builtin:Ignore': 'Ignore',
};
const names = {
  moduleLabel: (module: string) => LABELS[module] ?? module,
  fieldLabel: (_module: string, field: string) => (field === 'text' ? 'Text' : undefined),
};
const base = scenarioOf(watch, send(2), send(3), router(4, [send(5)], []));
const FILTER = { name: 'VIP', conditions: [[{ a: '{{1.a}}', o: 'exist' }]] };
const second = ['flow', 1];
const ignore = DIRECTIVES[1]!;

test.each<[string, Blueprint, readonly string[]]>([
  ['nothing', base, []],
  ['an input', settings.setMapped(base, second, 'text', 'Hello'), ['2 Send a Message: Text changed']],
  ['a new input', settings.setMapped(base, second, 'tag', 'x'), ['2 Send a Message: tag added']],
  ['an input that is gone', settings.setMapped(base, second, 'text', undefined), ['2 Send a Message: Text removed']],
  ['a connection', settings.setConnection(base, second, 'con_1'), ['2 Send a Message: Connection added']],
  ['a filter', settings.setFilter(base, second, FILTER), ['2 Send a Message: filter added']],
  ['a name', settings.setName(base, second, 'Greet'), ['2 Greet: name changed']],
  ['a note', settings.setNote(base, second, 'Why'), ['Notes changed']],
  [
    'a new module',
    made(insertAfter(base, second, { module: 'sonar:appendTag' }, kinds)),
    ['6 Append Tag to an Existing Message added'],
  ],
  ['a copy', made(duplicateStep(base, second, kinds)), ['6 Send a Message added']],
  ['a module that is gone', made(removeStep(base, second)), ['2 Send a Message removed']],
  [
    'another module',
    made(replaceStep(base, second, { module: 'sonar:appendTag' }, kinds)),
    ['2 Send a Message replaced by 2 Append Tag to an Existing Message'],
  ],
  ['a route', made(addRoute(base, ['flow', 3])), ['4 Router: routes changed']],
  ['a fallback', made(setFallback(base, ['flow', 3], 1)), ['4 Router: Fallback route added']],
  ['an error handler', made(addErrorHandler(base, second, ignore)), ['6 Ignore added']],
  ['the scenario', { ...base, name: 'Other' }, ['The scenario is called "Other", before "Test"']],
  ['places on the canvas', withPositions(base), []],
])('a change of %s is said in words', (_what, changed, sentences) => {
  expect(diffBlueprints(base, changed, names)).toEqual(sentences);
});

test('modules that change places have moved', () => {
  const moved = made(moveLater(base, second, kinds));
  expect(diffBlueprints(base, moved, names)).toEqual(expect.arrayContaining(['2 Send a Message moved']));
});

test('settings of the scenario are named', () => {
  const changed = {
    ...base,
    metadata: { ...base.metadata, scenario: { ...(base.metadata?.['scenario'] as object), dlq: true } },
  };
  expect(diffBlueprints(base, changed, names)).toEqual(['Scenario settings: dlq changed']);
});
