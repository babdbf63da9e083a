import { expect, test } from '@jest/globals';
import { DIRECTIVES, directiveOf } from '../../../src/web/model/directives.ts';
import {
  addErrorHandler,
  endOfHandler,
  removeErrorHandler,
  setDirective,
} from '../../../src/web/model/error-handler.ts';
import { moveEarlier, moveLater, moveTo } from '../../../src/web/model/move-step.ts';
import {
  duplicateStep,
  insertAfter,
  insertFirst,
  insertSteps,
  removeStep,
  replaceStep,
  sizeOf,
} from '../../../src/web/model/place-step.ts';
import { withPositions } from '../../../src/web/model/positions.ts';
import {
  addRoute,
  fallbackOf,
  moveRoute,
  removeRoute,
  routeName,
  routeTitle,
  setFallback,
} from '../../../src/web/model/routes.ts';
import { stepAt } from '../../../src/web/model/step-path.ts';
import * as settings from '../../../src/web/model/step-settings.ts';
import { valueAt } from '../../../src/web/model/values.ts';
import { examples, focusOf, kinds, made, reasonOf, router, scenarioOf, send, shapeOf, watch } from './stage.ts';

const VIP = { name: 'VIP', conditions: [[{ a: '{{1.kind}}', o: 'text:equal', b: 'vip' }]] };
const line = scenarioOf(watch, send(2), send(3));
const [resume, ignore, breaks] = DIRECTIVES;
const message = { module: 'sonar:sendMessage' };
const split = scenarioOf(watch, router(2, [send(3, 'a', { filter: VIP }), send(4)], [send(5)], []));

test('a route is called by its number, and by its name when it has one', () => {
  expect(routeTitle({ flow: [send(3, 'a', { filter: VIP })] }, 0)).toBe('Route 1: VIP');
  expect(routeTitle({ flow: [] }, 1)).toBe('Route 2');
});

test('a module is added behind another, with a number no other has', () => {
  const edit = insertAfter(line, ['flow', 1], message, kinds);
  expect(shapeOf(made(edit))).toBe('1 2 4 3');
  expect(focusOf(edit)).toEqual(['flow', 2]);
  expect(stepAt(made(edit), ['flow', 2])).toEqual({
    id: 4,
    module: 'sonar:sendMessage',
    version: 1,
    parameters: {},
    mapper: {},
  });
});

test('a scenario begins with a trigger or with an action', () => {
  expect(shapeOf(made(insertFirst(scenarioOf(), ['flow'], { module: 'sonar:watchNewCustomer' }, kinds)))).toBe('1');
  expect(shapeOf(made(insertFirst(scenarioOf(send(1)), ['flow'], { module: 'sonar:watchTags' }, kinds)))).toBe('2 1');
});

test('a second trigger, and a trigger in the middle, are refused', () => {
  const trigger = { module: 'sonar:watchNewCustomer' };
  const reason = 'A scenario has one trigger, at the start.';
  expect(reasonOf(insertFirst(line, ['flow'], trigger, kinds))).toBe(reason);
  expect(reasonOf(insertAfter(scenarioOf(send(1)), ['flow', 0], trigger, kinds))).toBe(reason);
  expect(reasonOf(insertFirst(split, ['flow', 1, 'routes', 2, 'flow'], trigger, kinds))).toBe(reason);
  expect(reasonOf(moveLater(line, ['flow', 0], kinds))).toBe(reason);
});

test('nothing comes before the trigger', () => {
  expect(reasonOf(moveEarlier(line, ['flow', 1], kinds))).toBe(
    'The trigger stays the first module. Add the module behind it.',
  );
});

test('a router takes what stood behind it into its first route', () => {
  const edit = insertAfter(line, ['flow', 0], { module: 'builtin:BasicRouter' }, kinds);
  expect(shapeOf(made(edit))).toBe('1 4 >2 >3');
  expect(valueAt(made(edit), ['flow', 1, 'routes', 'length'])).toBe(2);
});

test('nothing is put behind a router', () => {
  expect(reasonOf(insertAfter(split, ['flow', 1], message, kinds))).toMatch(/behind a router/);
  const twoRoutes = scenarioOf(watch, send(6), ...split.flow.slice(1));
  expect(reasonOf(moveEarlier(twoRoutes, ['flow', 2], kinds))).toMatch(/behind a router/);
});

test('a router leaves with everything in it, nothing half', () => {
  const edit = removeStep(split, ['flow', 1]);
  expect(shapeOf(made(edit))).toBe('1');
  expect(focusOf(edit)).toEqual(['flow', 0]);
  expect(sizeOf(stepAt(split, ['flow', 1]) ?? watch)).toBe(4);
});

test('the last module of an error handler takes the handler along', () => {
  const handled = scenarioOf(watch, send(2, 'a', { onerror: [{ id: 3, module: 'builtin:Ignore' }] }));
  const edit = removeStep(handled, ['flow', 1, 'onerror', 0]);
  expect(Object.keys(stepAt(made(edit), ['flow', 1]) ?? {})).not.toContain('onerror');
  expect(focusOf(edit)).toEqual(['flow', 1]);
});

test('the filter at the start of a route stays at its start', () => {
  const route = ['flow', 1, 'routes', 0, 'flow'];
  const names = (blueprint: typeof split) =>
    [0, 1, 2].map((index) => stepAt(blueprint, [...route, index])?.filter?.name ?? '-').join(' ');
  expect(names(made(insertFirst(split, route, message, kinds)))).toBe('VIP - -');
  expect(names(made(removeStep(split, [...route, 0])))).toBe('VIP - -');
  const later = made(moveLater(split, [...route, 0], kinds));
  expect(shapeOf(later)).toBe('1 2 >4 >3 >5');
  expect(names(later)).toBe('VIP - -');
  expect(names(made(moveEarlier(later, [...route, 1], kinds)))).toBe('VIP - -');
});

test('modules move earlier and later within their list, not beyond it', () => {
  expect(shapeOf(made(moveLater(line, ['flow', 1], kinds)))).toBe('1 3 2');
  expect(shapeOf(made(moveEarlier(line, ['flow', 2], kinds)))).toBe('1 3 2');
  expect(reasonOf(moveLater(line, ['flow', 2], kinds))).toMatch(/last module/);
  expect(reasonOf(moveEarlier(split, ['flow', 1, 'routes', 1, 'flow', 0], kinds))).toMatch(/first module/);
});

test('a module moves to another list; places behind it in its old list count on', () => {
  const long = scenarioOf(watch, send(8), ...split.flow.slice(1));
  const to = { list: ['flow', 2, 'routes', 2, 'flow'], index: 0 };
  const edit = moveTo(long, ['flow', 1], to, kinds);
  expect(shapeOf(made(edit))).toBe('1 2 >3 >4 >5 >8');
  expect(focusOf(edit)).toEqual(['flow', 1, 'routes', 2, 'flow', 0]);
  expect(shapeOf(made(moveTo(split, ['flow', 1, 'routes', 1, 'flow', 0], { list: ['flow'], index: 1 }, kinds)))).toBe(
    '1 5 2 >3 >4',
  );
});

test('a module is not moved into itself, nor to where it is alone', () => {
  const inside = { list: ['flow', 1, 'routes', 2, 'flow'], index: 0 };
  expect(reasonOf(moveTo(split, ['flow', 1], inside, kinds))).toBe('A module cannot be moved into itself.');
  const own = { list: ['flow', 1, 'routes', 1, 'flow'], index: 1 };
  expect(reasonOf(moveTo(split, [...own.list, 0], own, kinds))).toBe('It is the only module of its list.');
});

test('a copy gets new numbers and reads itself, not the original', () => {
  const handler = [{ id: 9, module: 'util:SetVariable2', mapper: { value: '{{4.error.message}} {{`9`}} {{1.a}}' } }];
  const edit = duplicateStep(scenarioOf(watch, send(4, '{{1.id}}', { onerror: handler })), ['flow', 1], kinds);
  expect(stepAt(made(edit), focusOf(edit))).toEqual({
    ...send(10, '{{1.id}}'),
    onerror: [{ id: 11, module: 'util:SetVariable2', mapper: { value: '{{10.error.message}} {{`11`}} {{1.a}}' } }],
  });
  expect(reasonOf(duplicateStep(split, ['flow', 1], kinds))).toMatch(/behind a router/);
});

test('a replaced module keeps number, name, filter and error handler, and starts with no inputs', () => {
  const old = send(2, 'x', { filter: VIP, metadata: { designer: { name: 'Greet', x: 300, y: 0 }, restore: { a: 1 } } });
  const edit = replaceStep(scenarioOf(watch, old, send(3)), ['flow', 1], { module: 'sonar:appendTag' }, kinds);
  expect(stepAt(made(edit), ['flow', 1])).toEqual({
    id: 2,
    module: 'sonar:appendTag',
    version: 1,
    parameters: {},
    mapper: {},
    filter: VIP,
    metadata: { designer: { name: 'Greet', x: 300, y: 0 } },
  });
  expect(shapeOf(made(replaceStep(line, ['flow', 0], { module: 'sonar:watchTags' }, kinds)))).toBe('1 2 3');
  expect(reasonOf(replaceStep(line, ['flow', 1], { module: 'sonar:watchTags' }, kinds))).toMatch(/one trigger/);
});

test('routes are added, removed and put in order, and the fallback stays the same route', () => {
  const path = ['flow', 1];
  const withFallback = made(setFallback(split, path, 1));
  const fallback = (blueprint: typeof split) => fallbackOf(stepAt(blueprint, path) ?? watch);
  expect(fallback(withFallback)).toBe(1);
  expect(fallback(made(moveRoute(withFallback, path, 1, 0)))).toBe(0);
  expect(fallback(made(moveRoute(withFallback, path, 0, 2)))).toBe(0);
  expect(fallback(made(removeRoute(withFallback, path, 0)))).toBe(0);
  expect(fallback(made(removeRoute(withFallback, path, 1)))).toBeUndefined();
  expect(fallback(made(setFallback(withFallback, path, undefined)))).toBeUndefined();
  expect(valueAt(made(addRoute(split, path)), [...path, 'routes', 3])).toEqual({ flow: [] });
  expect(routeName(stepAt(split, path)?.routes?.[0] ?? {})).toBe('VIP');
  expect(reasonOf(moveRoute(split, path, 0, -1))).toMatch(/end of the order/);
  expect(reasonOf(removeRoute(scenarioOf(watch, router(2, [])), path, 0))).toMatch(/at least one route/);
  expect(reasonOf(addRoute(line, path))).toMatch(/not there any more/);
});

test('an error handler begins with its directive, which can be exchanged and removed', () => {
  const edit = addErrorHandler(line, ['flow', 1], resume!);
  expect(shapeOf(made(edit))).toBe('1 2 >!4 3');
  expect(focusOf(edit)).toEqual(['flow', 1, 'onerror', 0]);
  const longer = made(insertFirst(made(edit), ['flow', 1, 'onerror'], message, kinds));
  const changed = made(setDirective(longer, ['flow', 1], ignore!));
  expect(endOfHandler(stepAt(changed, ['flow', 1]) ?? watch)?.label).toBe('Ignore');
  expect(shapeOf(changed)).toBe('1 2 >!5 >!6 3');
  expect(shapeOf(made(removeErrorHandler(changed, ['flow', 1])))).toBe('1 2 3');
  expect(reasonOf(addErrorHandler(changed, ['flow', 1], resume!))).toMatch(/already/);
  expect(reasonOf(addErrorHandler(made(edit), ['flow', 1, 'onerror', 0], resume!))).toMatch(/needs no error handler/);
});

test('Break lets the scenario keep incomplete executions, because without them it keeps nothing', () => {
  const changed = made(addErrorHandler(line, ['flow', 1], breaks!));
  expect(valueAt(changed, ['metadata', 'scenario', 'dlq'])).toBe(true);
  expect(stepAt(changed, ['flow', 1, 'onerror', 0])?.mapper).toEqual({ retry: true, count: '3', interval: '15' });
  expect(valueAt(made(addErrorHandler(line, ['flow', 1], ignore!)), ['metadata', 'scenario', 'dlq'])).toBe(false);
});

test('directives stand at the end of error handlers only', () => {
  const resumes = { module: 'builtin:Resume' };
  expect(reasonOf(insertAfter(line, ['flow', 1], resumes, kinds))).toBe('Resume can only end an error handler.');
  const handled = made(addErrorHandler(line, ['flow', 1], ignore!));
  const end = ['flow', 1, 'onerror', 0];
  expect(reasonOf(insertAfter(handled, end, message, kinds))).toBe(
    'Nothing runs behind Ignore. Add the module before it.',
  );
  expect(reasonOf(insertAfter(handled, end, resumes, kinds))).toMatch(/Nothing runs behind Ignore/);
  expect(reasonOf(insertFirst(handled, ['flow', 1, 'onerror'], resumes, kinds))).toMatch(/end of the error handler/);
  expect(directiveOf('sonar:sendMessage')).toBeUndefined();
});

test('inputs, connection, webhook, flags, filter and name of one module change, and nothing else', () => {
  const path = ['flow', 1];
  const changed = [
    settings.setMapped(line, path, 'text', '{{1.a}}'),
    settings.setConnection(line, path, 'con_1'),
    settings.setFlag(line, path, 'groupBy', '{{1.a}}'),
    settings.setFilter(line, path, VIP),
    settings.setName(line, path, ' Greet '),
    settings.setParameter(line, path, 'limit', 2),
  ];
  expect(changed.map((blueprint) => stepAt(blueprint, path))).toEqual([
    { ...send(2), mapper: { text: '{{1.a}}' } },
    { ...send(2), parameters: { __IMTCONN__: 'con_1' } },
    { ...send(2), flags: { groupBy: '{{1.a}}' } },
    { ...send(2), filter: VIP },
    { ...send(2), metadata: { designer: { name: 'Greet' } } },
    { ...send(2), parameters: { limit: 2 } },
  ]);
  expect(changed.every(({ flow }) => flow[0] === line.flow[0])).toBe(true);
  expect(settings.setMapper(line, ['flow', 9], {})).toBe(line);
  expect(settings.connectionOf(send(2, '', { parameters: { __IMTCONN__: 7 } }))).toBe('7');
  expect(settings.hookOf(watch)).toBeUndefined();
});

test('what is set can be taken away again, without a trace', () => {
  const path = ['flow', 1];
  const filtered = settings.setFilter(line, path, VIP);
  expect(settings.setFilter(filtered, path, undefined)).toEqual(line);
  const off = settings.setDisabled(line, path, true);
  expect(settings.isDisabled(stepAt(off, path) ?? watch)).toBe(true);
  expect(settings.setDisabled(off, path, false)).toEqual(line);
  expect(stepAt(settings.setName(settings.setName(line, path, 'A'), path, ' '), path)?.metadata).toEqual({
    designer: {},
  });
});

test('a module carries one note, apart from notes on filters and on others', () => {
  const foreign = { moduleIds: [2], content: '<p>why</p>', isFilterNote: true };
  const start = { ...line, metadata: { notes: [foreign] } };
  const noted = settings.setNote(start, ['flow', 1], 'Greets');
  const again = settings.setNote(noted, ['flow', 1], 'Welcomes');
  expect(settings.noteOf(again, send(2))).toBe('Welcomes');
  expect(settings.noteOf(again, send(3))).toBeUndefined();
  expect(valueAt(again, ['metadata', 'notes'])).toEqual([
    foreign,
    { moduleIds: [2], content: 'Welcomes', isFilterNote: false },
  ]);
  expect(settings.setNote(again, ['flow', 1], '')).toEqual(start);
});

test.each(examples)('%s leaves the page as it came', (_name, source) => {
  expect(JSON.stringify(withPositions(source))).toBe(JSON.stringify(source));
});

test('after an edit every module has a place of its own for Make', () => {
  const edited = made(insertAfter(withPositions(split), ['flow', 0], message, kinds));
  const placed = withPositions(edited);
  const at = (path: readonly (string | number)[]) => valueAt(placed, [...path, 'metadata', 'designer']);
  expect(at(['flow', 0])).toEqual({ x: 0, y: 0 });
  expect(at(['flow', 1])).toEqual({ x: 300, y: 0 });
  expect(at(['flow', 2, 'routes', 0, 'flow', 1])).toEqual({ x: 1200, y: 0 });
  expect(at(['flow', 2, 'routes', 1, 'flow', 0])).toEqual({ x: 900, y: 150 });
  expect(withPositions(placed)).toBe(placed);
});

test('modules joined to nothing may hold anything, also a second trigger', () => {
  const list = ['metadata', 'designer', 'orphans', 0];
  const source = { ...line, metadata: { designer: { orphans: [[send(7)]] } } };
  expect(shapeOf(made(insertSteps(source, { list, index: 1 }, [{ ...watch, id: 8 }], kinds)))).toBe('1 2 3 7 8');
});
