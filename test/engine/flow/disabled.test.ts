import { describe, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { readPins } from '../../../src/engine/runs/pins.ts';
import { blueprint, note, notesOf, observe, trigger, type ModuleText, type ObservedRun } from '../fixtures.ts';

const off = (module: ModuleText): ModuleText => ({ ...module, disabled: true });
const iterator = { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } };
const router = (...routes: readonly Collection[]) => ({ id: 9, module: 'builtin:BasicRouter', routes });
const aggregator = (feeder: number) => ({
  id: 4,
  module: 'util:TextAggregator',
  parameters: { feeder },
  mapper: { value: '{{1.n}}' },
});

function problemsOf(flow: readonly ModuleText[], settings: Collection = {}) {
  return compileScenario(blueprint(flow, settings), new Map()).problems;
}

function passed({ operations }: ObservedRun): readonly string[] {
  return operations.filter(({ status }) => status === 'skipped').map(({ key }) => key);
}

test('a disabled module is left out: bundles go on unchanged, and it counts as no operation', async () => {
  const run = await observe(
    blueprint([trigger({ n: 'a' }, { n: 'b' }), off(note(2, 'never')), note(3, 'after {{1.n}}')]),
  );
  expect(notesOf(run)).toEqual(['after a', 'after b']);
  expect(run.outcome).toMatchObject({ status: 'success', operations: 3 });
  const skipped = run.operations.filter(({ moduleId }) => moduleId === 2);
  expect(skipped).toMatchObject([
    { key: '2:1', status: 'skipped', outputs: [], warnings: [expect.stringContaining('disabled')] },
    { key: '2:2', status: 'skipped' },
  ]);
});

test('its filter still holds', async () => {
  const filter = { name: 'only b', conditions: [[{ a: '{{1.n}}', o: 'text:equal', b: 'b' }]] };
  const run = await observe(
    blueprint([trigger({ n: 'a' }, { n: 'b' }), off(note(2, 'never', { filter })), note(3, '{{1.n}}')]),
  );
  expect(notesOf(run)).toEqual(['b']);
});

test('only true disables', async () => {
  const run = await observe(blueprint([trigger({}), { ...note(2, 'runs'), disabled: false }]));
  expect(notesOf(run)).toEqual(['runs']);
});

test('a disabled module needs neither inputs nor a connection, and may be unknown', () => {
  const unknown = {
    id: 2,
    module: 'shop:watchOrders',
    parameters: { __IMTCONN__: 'con_gone' },
    mapper: { a: '{{9.x}}' },
  };
  expect(problemsOf([trigger({}), unknown])).not.toEqual([]);
  expect(problemsOf([trigger({}), off(unknown)])).toEqual([]);
  expect(compileScenario(blueprint([trigger({}), off(unknown)]), new Map()).connectionIds).toEqual([]);
});

test('a module that reads a disabled one is an error, and does not run', async () => {
  const flow = [trigger({}), off(note(2, 'x')), note(3, '{{2.note}}')];
  expect(problemsOf(flow)).toMatchObject([
    { code: 'DISABLED_MODULE_REFERENCE', severity: 'error', message: expect.stringContaining('{{2.note}}') },
  ]);
  expect((await observe(blueprint(flow))).outcome).toMatchObject({
    status: 'error',
    error: { name: 'BundleValidationError', moduleId: 3 },
  });
});

test('where missing values are allowed, what a disabled module would give is empty', async () => {
  const flow = [trigger({}), off(note(2, 'x')), note(3, '[{{2.note}}]')];
  expect(problemsOf(flow, { strictMapping: false })).toMatchObject([{ severity: 'warning' }]);
  expect(notesOf(await observe(blueprint(flow, { strictMapping: false })))).toEqual(['[]']);
});

test('a disabled iterator hands on the bundle with the list', async () => {
  const run = await observe(
    blueprint([trigger({ list: ['x', 'y'] }), off(iterator), note(3, '{{join(1.list; "+")}}')]),
  );
  expect(notesOf(run)).toEqual(['x+y']);
});

test('a disabled aggregator collects nothing: every bundle goes on', async () => {
  const flow = [trigger({ n: 'a' }, { n: 'b' }), note(2, 'x'), off(aggregator(1)), note(5, '{{1.n}}')];
  expect(problemsOf(flow)).toEqual([]);
  expect(notesOf(await observe(blueprint(flow)))).toEqual(['x', 'a', 'x', 'b']);
});

test('an aggregator whose source is disabled is an error that says so', () => {
  expect(problemsOf([trigger({ list: [] }), off(iterator), aggregator(2)])).toMatchObject([
    { code: 'UNKNOWN_FEEDER', message: expect.stringContaining('is disabled') },
  ]);
});

describe('routes', () => {
  test('a disabled route takes no bundles, and the others do', async () => {
    const flow = [trigger({}), router({ flow: [note(3, 'off')], disabled: true }, { flow: [note(4, 'on')] })];
    expect(notesOf(await observe(blueprint(flow)))).toEqual(['on']);
  });

  test('a disabled fallback leaves bundles nobody takes alone', async () => {
    const never = { name: 'never', conditions: [[{ a: '1', o: 'text:equal', b: '2' }]] };
    const routes = [{ flow: [note(3, 'first', { filter: never })] }, { flow: [note(4, 'else')], disabled: true }];
    const flow = [trigger({}), { ...router(...routes), parameters: { else: 1 } }];
    expect(notesOf(await observe(blueprint(flow)))).toEqual([]);
  });

  test('what stands in a disabled route is not checked', () => {
    const route = { flow: [{ id: 3, module: 'shop:no', mapper: { a: '{{8.x}}' } }] };
    expect(problemsOf([trigger({}), router(route)])).not.toEqual([]);
    expect(problemsOf([trigger({}), router({ ...route, disabled: true })])).toEqual([]);
  });

  test('at a disabled router the bundle ends, and no route runs', async () => {
    const run = await observe(blueprint([trigger({}), off(router({ flow: [note(3, 'x')] }))]));
    expect(notesOf(run)).toEqual([]);
    expect(passed(run)).toEqual(['9:1']);
    expect(run.outcome.status).toBe('success');
  });
});

describe('branches', () => {
  const choice = (...branches: readonly Collection[]) => ({ id: 2, module: 'builtin:BasicIfElse', branches });
  const yes = { type: 'condition', conditions: [[{ a: '1', o: 'text:equal', b: '1' }]], merge: true };
  const merge = { id: 5, module: 'builtin:BasicMerge', outputs: [{ name: 'way', mappings: ['first', 'else'] }] };

  test('a disabled branch is passed over for the next one', async () => {
    const branches = [
      { ...yes, disabled: true, flow: [note(3, 'never')] },
      { type: 'else', merge: true, flow: [] },
    ];
    const run = await observe(blueprint([trigger({}), choice(...branches), merge, note(6, '{{5.way}}')]));
    expect(notesOf(run)).toEqual(['else']);
  });

  test('behind a disabled if-else and its merge the bundle goes on', async () => {
    const run = await observe(
      blueprint([trigger({ n: 'a' }), off(choice({ ...yes, flow: [note(3, 'never')] })), merge, note(6, '{{1.n}}')]),
    );
    expect(notesOf(run)).toEqual(['a']);
    expect(passed(run)).toEqual(['2:1']);
  });

  test('past a disabled merge the branch goes on', async () => {
    const run = await observe(
      blueprint([trigger({ n: 'a' }), choice({ ...yes, flow: [note(3, 'branch')] }), off(merge), note(6, '{{1.n}}')]),
    );
    expect(notesOf(run)).toEqual(['branch', 'a']);
  });
});

test('a disabled trigger keeps the scenario off', () => {
  expect(problemsOf([off(trigger({ n: 1 })), note(2, 'x')])).toMatchObject([
    { code: 'DISABLED_TRIGGER', severity: 'error', pointer: '/flow/0' },
  ]);
});

test('a first module that is no trigger may be disabled', async () => {
  const run = await observe(blueprint([off(note(1, 'x')), note(2, 'starts')]));
  expect(notesOf(run)).toEqual(['starts']);
});

test('an error handler with a disabled directive ends like one without', async () => {
  const failing = { id: 2, module: 'shop:no', onerror: [off({ id: 3, module: 'builtin:Rollback' })] };
  const run = await observe(blueprint([trigger({}, {}), failing, note(4, 'x')]));
  expect(notesOf(run)).toEqual([]);
  expect(run.outcome).toMatchObject({ status: 'success', error: null });
});

test('a bundle put aside behind a disabled module goes on there when it is resumed', async () => {
  const failing = { id: 3, module: 'shop:no' };
  const flow = [trigger({ n: 'a' }), off(note(2, 'x')), failing, note(4, '{{1.n}}')];
  const { outcome } = await observe(blueprint(flow, { dlq: true }));
  expect(outcome.incomplete).toMatchObject([{ moduleId: 3, key: '3:1' }]);
  const repaired = [flow[0]!, flow[1]!, note(3, 'now'), note(4, '{{1.n}}')];
  const again = await observe(blueprint(repaired), { resume: outcome.incomplete[0]!.state });
  expect(notesOf(again)).toEqual(['now', 'a']);
});

test('pins of disabled modules wait until the module is enabled', () => {
  const compiled = compileScenario(
    blueprint([trigger({}), off(note(2, 'x')), router({ disabled: true, flow: [note(7, 'y')] })]),
    new Map(),
  );
  expect(readPins({ 2: [{ note: 'p' }], 7: [{}] }, compiled).size).toBe(0);
});
