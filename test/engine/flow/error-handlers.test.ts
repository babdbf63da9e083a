import { expect, test } from '@jest/globals';
import { ConnectorError } from '../../../src/core/errors.ts';
import type { Collection } from '../../../src/core/json.ts';
import { blueprint, broken, notesOf, note, observe, servicesWith, trigger, type ModuleText } from '../fixtures.ts';

const directive = (name: string, mapper: Collection = {}): ModuleText => ({
  id: 90,
  module: `builtin:${name}`,
  mapper,
});
/** Fails for the bundle "b" only. */
const parse = (onerror: readonly ModuleText[]): ModuleText => ({
  id: 2,
  module: 'json:ParseJSON',
  mapper: { json: '{"n":{{1.json}}}' },
  onerror,
});
const bundles = [
  { n: 'a', json: '1' },
  { n: 'b', json: 'broken' },
  { n: 'c', json: '3' },
];
const run = (onerror: readonly ModuleText[], scenario: Collection = {}) =>
  observe(blueprint([trigger(...bundles), parse(onerror), note(3, '{{1.n}}{{2.n}}')], scenario));

test('resume puts its mapping in place of the output and goes on', async () => {
  const observed = await run([directive('Resume', { n: 'none' })]);
  expect(notesOf(observed)).toEqual(['a1', 'bnone', 'c3']);
  expect(observed.outcome).toMatchObject({ status: 'success', error: null });
});

test('ignore drops the bundle', async () => {
  const observed = await run([directive('Ignore')]);
  expect(notesOf(observed)).toEqual(['a1', 'c3']);
  expect(observed.outcome).toMatchObject({ status: 'success', incomplete: [] });
});

test('commit ends the run as a success', async () => {
  const observed = await run([directive('Commit')]);
  expect(notesOf(observed)).toEqual(['a1']);
  expect(observed.outcome).toMatchObject({ status: 'success', error: null });
});

test('rollback ends the run as an error', async () => {
  const observed = await run([directive('Rollback')]);
  expect(notesOf(observed)).toEqual(['a1']);
  expect(observed.outcome).toMatchObject({ status: 'error', error: { name: 'DataError', moduleId: 2 } });
});

test('break keeps the bundle with its retries, and the others go on', async () => {
  const observed = await run([directive('Break', { retry: true, count: '5', interval: '2' })], { dlq: true });
  expect(notesOf(observed)).toEqual(['a1', 'c3']);
  expect(observed.outcome).toMatchObject({
    status: 'warning',
    incomplete: [{ moduleId: 2, key: '2:2', error: { name: 'DataError' }, retry: { count: 5, intervalMs: 120_000 } }],
  });
});

test('break without automatic retries waits for a person', async () => {
  const { outcome } = await run([directive('Break')], { dlq: true });
  expect(outcome.incomplete).toMatchObject([{ retry: null }]);
});

test('break without a place to keep the bundle is an error', async () => {
  expect((await run([directive('Break')])).outcome).toMatchObject({ status: 'error', incomplete: [] });
});

test('a handler may work before its directive, with the error in sight', async () => {
  const observed = await run([note(91, '{{2.error.type}}: {{2.error.message}} for {{1.n}}'), directive('Ignore')]);
  expect(notesOf(observed)[1]).toBe('DataError: The JSON cannot be read: the text is not valid JSON. for b');
  expect(observed.outcome.status).toBe('success');
});

test('a handler that ends without a directive drops the bundle', async () => {
  const observed = await run([note(91, 'noticed')]);
  expect(notesOf(observed)).toEqual(['a1', 'noticed', 'c3']);
  expect(observed.outcome.status).toBe('success');
});

test('a filter that blocks the handler before its directive leaves the error unhandled', async () => {
  const filter = { conditions: [[{ a: '{{2.error.type}}', o: 'text:equal', b: 'RateLimitError' }]] };
  const observed = await run([{ ...directive('Ignore'), filter }]);
  expect(observed.outcome).toMatchObject({ status: 'error', error: { moduleId: 2 } });
});

test('a router inside a handler picks the directive', async () => {
  const isData = { conditions: [[{ a: '{{2.error.type}}', o: 'text:equal', b: 'DataError' }]] };
  const router = {
    id: 91,
    module: 'builtin:BasicRouter',
    parameters: { else: 1 },
    routes: [
      { flow: [{ id: 92, module: 'builtin:Resume', mapper: { n: 'data' }, filter: isData }] },
      { flow: [{ id: 93, module: 'builtin:Rollback' }] },
    ],
  };
  expect(notesOf(await run([router]))).toEqual(['a1', 'bdata', 'c3']);
});

test('a module that fails inside a handler ends the run as an error, also with incomplete executions on', async () => {
  const { outcome } = await run([broken(91), directive('Ignore')], { dlq: true });
  expect(outcome).toMatchObject({ status: 'error', error: { moduleId: 91 }, incomplete: [] });
});

test('without a handler an incomplete execution is kept when the scenario says so', async () => {
  const observed = await run([], { dlq: true });
  expect(notesOf(observed)).toEqual(['a1', 'c3']);
  expect(observed.outcome).toMatchObject({ status: 'warning', incomplete: [{ moduleId: 2, retry: null }] });
});

test('nothing is kept when the first module fails', async () => {
  const { outcome } = await observe(blueprint([broken(1), note(2, 'x')], { dlq: true }));
  expect(outcome).toMatchObject({ status: 'error', incomplete: [], error: { moduleId: 1 } });
});

test('an incomplete execution goes on with its own bundle, through the failed module and all that is behind it', async () => {
  const router = (json: string): ModuleText => ({
    id: 3,
    module: 'builtin:BasicRouter',
    routes: [
      { flow: [note(4, 'before {{2.value}}')] },
      { flow: [{ id: 5, module: 'json:ParseJSON', mapper: { json } }, note(6, 'parsed {{2.value}}')] },
      { flow: [note(7, 'after {{2.value}}')] },
    ],
  });
  const flow = (json: string): readonly ModuleText[] => [
    trigger({ list: ['x', 'y', 'z'] }),
    { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
    router(json),
  ];
  const first = await observe(blueprint(flow('{"v":{{if(2.value = "y"; "!"; 1)}}}'), { dlq: true }));
  expect(notesOf(first)).toEqual(['before x', 'parsed x', 'after x', 'before y', 'before z', 'parsed z', 'after z']);
  const [incomplete] = first.outcome.incomplete;
  const stored: unknown = JSON.parse(JSON.stringify(incomplete?.state));
  const second = await observe(blueprint(flow('{"v":1}'), { dlq: true }), { resume: stored as never });
  expect(notesOf(second)).toEqual(['parsed y', 'after y']);
  expect(second.operations.find(({ moduleId }) => moduleId === 4)?.status).toBe('skipped');
  expect(second.outcome).toMatchObject({ status: 'success', incomplete: [] });
});

test('an incomplete execution that fails again is incomplete again', async () => {
  const first = await run([directive('Break')], { dlq: true });
  const again = await observe(
    blueprint([trigger(...bundles), parse([directive('Break')]), note(3, 'x')], { dlq: true }),
    { resume: first.outcome.incomplete[0]?.state ?? null },
  );
  expect(again.outcome).toMatchObject({ status: 'warning', incomplete: [{ key: '2:2' }] });
  expect(again.operations.map(({ key }) => key)).toEqual(['2:2', '90:2']);
});

test('a bundle that fails inside an aggregation holds the whole aggregation back', async () => {
  const flow = (json: string): readonly ModuleText[] => [
    trigger({ list: ['x', 'y'] }, { list: ['z'] }),
    { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
    { id: 3, module: 'json:ParseJSON', mapper: { json } },
    {
      id: 4,
      module: 'util:TextAggregator',
      parameters: { feeder: 2, rowSeparator: '+' },
      mapper: { value: '{{2.value}}' },
    },
    note(5, '{{4.text}}'),
  ];
  const first = await observe(blueprint(flow('{"v":{{if(2.value = "y"; "!"; 1)}}}'), { dlq: true }));
  expect(notesOf(first)).toEqual(['z']);
  const state = first.outcome.incomplete[0]?.state ?? null;
  const second = await observe(blueprint(flow('{"v":1}'), { dlq: true }), { resume: state });
  expect(notesOf(second)).toEqual(['x+y']);
});

test('a run that ended in an error goes on where it stopped', async () => {
  const first = await run([]);
  expect(first.outcome.status).toBe('error');
  const fixed = blueprint([
    trigger(...bundles),
    { id: 2, module: 'json:ParseJSON', mapper: { json: '{"n":0}' } },
    note(3, '{{1.n}}{{2.n}}'),
  ]);
  const second = await observe(fixed, { resume: first.outcome.state ?? null });
  expect(notesOf(second)).toEqual(['b0', 'c0']);
});

test('going on in a scenario that has lost the module is refused', async () => {
  const { outcome } = await run([], { dlq: true });
  const state = outcome.incomplete[0]?.state ?? null;
  const other = blueprint([{ ...trigger({}), id: 7 }, note(8, 'x')]);
  await expect(observe(other, { resume: state })).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('variables are remembered by an incomplete execution', async () => {
  const flow = (json: string): readonly ModuleText[] => [
    trigger({ n: 'a' }),
    { id: 2, module: 'util:SetVariable2', mapper: { name: 'kept', value: '{{1.n}}' } },
    { id: 3, module: 'json:ParseJSON', mapper: { json } },
    { id: 4, module: 'util:GetVariable2', mapper: { name: 'kept' } },
    note(5, 'kept {{4.kept}}'),
  ];
  const first = await observe(blueprint(flow('!'), { dlq: true }));
  const second = await observe(blueprint(flow('{}')), { resume: first.outcome.incomplete[0]?.state ?? null });
  expect(notesOf(second)).toEqual(['kept a']);
});

test('a bundle that waits inside a branch goes on through the merge of that branch', async () => {
  const flow = (json: string): readonly ModuleText[] => [
    trigger({ n: 5 }),
    {
      id: 2,
      module: 'builtin:BasicIfElse',
      branches: [
        {
          type: 'condition',
          conditions: [[{ a: '{{1.n}}', o: 'number:greater', b: 10 }]],
          merge: true,
          flow: [note(3, 'large')],
        },
        { type: 'else', merge: true, flow: [note(4, 'small'), { id: 5, module: 'json:ParseJSON', mapper: { json } }] },
      ],
    },
    {
      id: 6,
      module: 'builtin:BasicMerge',
      outputs: [{ name: 'size', mappings: ['{{3.note}}', '{{4.note}} {{5.v}}'] }],
    },
    note(7, 'merged {{6.size}}'),
  ];
  const first = await observe(blueprint(flow('!'), { dlq: true }));
  const second = await observe(blueprint(flow('{"v":1}')), { resume: first.outcome.incomplete[0]?.state ?? null });
  expect(notesOf(second)).toEqual(['merged small 1']);
});

test('a record that exists already is a warning and drops the bundle', async () => {
  const services = servicesWith(() => {
    throw new ConnectorError('DuplicateDataError', 'It exists already.');
  });
  const get = { id: 2, module: 'http:MakeRequest', mapper: { url: 'https://api.example.com/', method: 'get' } };
  const observed = await observe(blueprint([trigger({}), get, note(3, 'x')]), { services });
  expect(notesOf(observed)).toEqual([]);
  expect(observed.outcome).toMatchObject({ status: 'warning', error: null, incomplete: [] });
  expect(observed.operations[1]?.status).toBe('warning');
});
