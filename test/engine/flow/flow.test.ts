import { expect, test } from '@jest/globals';
import { blueprint, broken, notesOf, note, observe, trigger } from '../fixtures.ts';

const equals = (a: string, b: string) => ({ name: 'only', conditions: [[{ a, o: 'text:equal', b }]] });

test('each bundle goes to the end of the flow before the next one starts', async () => {
  const run = await observe(
    blueprint([trigger({ n: 'a' }, { n: 'b' }), note(2, 'first {{1.n}}'), note(3, 'second {{1.n}}')]),
  );
  expect(notesOf(run)).toEqual(['first a', 'second a', 'first b', 'second b']);
  expect(run.outcome).toMatchObject({ status: 'success', operations: 5, error: null, incomplete: [] });
});

test('a module that gives several bundles runs the rest once for each', async () => {
  const run = await observe(
    blueprint([
      trigger({ list: ['x', 'y'] }),
      { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
      note(3, '{{2.value}} {{2.__IMTINDEX__}}/{{2.__IMTLENGTH__}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['x 1/2', 'y 2/2']);
  expect(run.operations.map(({ key }) => key)).toEqual(['1', '2:1', '3:1.1', '3:1.2']);
});

test('an iterator spreads collections into its bundles', async () => {
  const run = await observe(
    blueprint([
      trigger({ list: [{ name: 'Ada' }] }),
      { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
      note(3, '{{2.name}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['Ada']);
});

test('an empty list ends the branch without an error', async () => {
  const run = await observe(
    blueprint([
      trigger({ list: [] }),
      { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
      note(3, 'x'),
    ]),
  );
  expect(notesOf(run)).toEqual([]);
  expect(run.outcome.status).toBe('success');
});

test('a repeater counts', async () => {
  const repeater = { id: 2, module: 'builtin:BasicRepeater', mapper: { start: '5', repeats: 3, step: 10 } };
  expect(notesOf(await observe(blueprint([trigger({}), repeater, note(3, '{{2.i}}')])))).toEqual([5, 15, 25]);
});

test('a filter that does not let a bundle pass ends its branch', async () => {
  const run = await observe(
    blueprint([trigger({ n: 'a' }, { n: 'b' }), note(2, '{{1.n}}', { filter: equals('{{1.n}}', 'b') })]),
  );
  expect(notesOf(run)).toEqual(['b']);
});

test('a failing expression in a filter fails its module', async () => {
  const filter = { conditions: [[{ a: '{{parseDate("no date"; "YYYY")}}', o: 'exist' }]] };
  const { outcome } = await observe(blueprint([trigger({}), note(2, 'x', { filter })]));
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'DataError', moduleId: 2 } });
});

const routes = [
  { flow: [note(3, 'vip', { filter: equals('{{1.kind}}', 'vip') })] },
  { flow: [note(4, 'fallback')] },
  { flow: [note(5, 'known', { filter: equals('{{1.known}}', 'yes') })] },
];

test('a router runs every matching route in order, and the fallback only when none matched', async () => {
  const router = { id: 2, module: 'builtin:BasicRouter', mapper: null, parameters: { else: 1 }, routes };
  const both = await observe(blueprint([trigger({ kind: 'vip', known: 'yes' }), router]));
  expect(notesOf(both)).toEqual(['vip', 'known']);
  const none = await observe(blueprint([trigger({ kind: 'new', known: 'no' }), router]));
  expect(notesOf(none)).toEqual(['fallback']);
});

test('what a route makes is out of sight in the other routes', async () => {
  const router = {
    id: 2,
    module: 'builtin:BasicRouter',
    routes: [{ flow: [note(3, 'made')] }, { flow: [note(4, 'sees {{3.note}}')] }],
  };
  const run = await observe(blueprint([trigger({}), router], { strictMapping: false }));
  expect(notesOf(run)).toEqual(['made', 'sees ']);
});

const ifElse = (merge: boolean) => ({
  id: 2,
  module: 'builtin:BasicIfElse',
  branches: [
    {
      type: 'condition',
      conditions: [[{ a: '{{1.n}}', o: 'number:greater', b: 10 }]],
      merge,
      flow: [note(3, 'large')],
    },
    { type: 'else', merge, flow: [note(4, 'small')] },
  ],
});
const merge = {
  id: 5,
  module: 'builtin:BasicMerge',
  filters: [null, null],
  outputs: [{ name: 'size', mappings: ['{{3.note}} one', '{{4.note}} one'] }],
};

test('an if-else runs the first branch whose condition holds and goes on behind the merge', async () => {
  const run = await observe(blueprint([trigger({ n: 50 }, { n: 5 }), ifElse(true), merge, note(6, '{{5.size}}')]));
  expect(notesOf(run)).toEqual(['large', 'large one', 'small', 'small one']);
});

test('a branch that is not merged ends at its end', async () => {
  const run = await observe(blueprint([trigger({ n: 50 }), ifElse(false), merge, note(6, '{{5.size}}')]));
  expect(notesOf(run)).toEqual(['large']);
});

test('variables, increments, texts and switches work together', async () => {
  const run = await observe(
    blueprint([
      trigger({ n: 'a' }, { n: 'b' }),
      {
        id: 2,
        module: 'util:SetVariables',
        mapper: { scope: 'roundtrip', variables: [{ name: 'seen', value: '{{1.n}}' }] },
      },
      { id: 3, module: 'util:FunctionIncrement', parameters: { reset: 'run' } },
      { id: 4, module: 'util:GetVariable2', mapper: { name: 'seen' } },
      {
        id: 5,
        module: 'util:Switcher',
        mapper: { input: '{{1.n}}', casesTable: [{ pattern: 'a', output: 'Anna' }], elseOutput: 'nobody' },
      },
      { id: 6, module: 'util:ComposeTransformer', mapper: { value: '{{4.seen}}-{{3.i}}-{{5.output}}' } },
      note(7, '{{6.value}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['a-1-Anna', 'b-2-nobody']);
});

test('a counter that is never reset is handed back for the next run', async () => {
  const flow = [trigger({}), { id: 2, module: 'util:FunctionIncrement', parameters: { reset: 'scenario' } }];
  const first = await observe(blueprint(flow));
  expect(first.outcome.counters).toEqual({ 2: 1 });
  const second = await observe(blueprint(flow), { counters: first.outcome.counters });
  expect(second.outcome.counters).toEqual({ 2: 2 });
});

test('JSON is read and written', async () => {
  const run = await observe(
    blueprint([
      trigger({ text: '[{"a":1},{"a":2}]' }),
      { id: 2, module: 'json:ParseJSON', mapper: { json: '{{1.text}}' } },
      { id: 3, module: 'json:TransformToJSON', mapper: { object: { got: '{{2.a}}' } } },
      note(4, '{{3.json}}'),
    ]),
  );
  expect(notesOf(run)).toEqual(['{"got":1}', '{"got":2}']);
});

test('mappings see the execution, the scenario and its variables', async () => {
  const run = await observe(
    blueprint([trigger({}), note(2, '{{executionId}} {{scenario.id}} {{scenario.name}} {{var.team.name}}')]),
    { variables: { team: { name: 'Ops' } } },
  );
  expect(notesOf(run)).toEqual(['run_test scn_test Test Ops']);
});

test('a mapped field that turns out empty is a warning', async () => {
  const { operations, outcome } = await observe(blueprint([trigger({ text: null }), note(2, '{{1.text}}')]));
  expect(operations[1]).toMatchObject({ status: 'warning', warnings: ['"value" is empty: {{1.text}} gave nothing'] });
  expect(outcome.status).toBe('success');
});

test('a mapping that reads a module which does not run before it stops its module', async () => {
  const { outcome, operations } = await observe(blueprint([trigger({}), note(2, '{{9.text}}')]));
  const problem = { pointer: '/value', code: 'NEVER_GIVEN', message: expect.stringContaining('{{9.text}}') };
  const error = { name: 'BundleValidationError', moduleId: 2, problems: [problem] };
  expect(outcome).toMatchObject({ status: 'error', error });
  expect(operations.at(-1)).toMatchObject({ error });
});

test('a confidential scenario keeps no finding of an input, which may show its value', async () => {
  const { outcome } = await observe(blueprint([trigger({}), note(2, '{{9.text}}')], { confidential: true }));
  expect(outcome.error).toMatchObject({ name: 'BundleValidationError', moduleId: 2 });
  expect(outcome.error).not.toHaveProperty('problems');
});

test('an unknown module fails only when a bundle reaches it', async () => {
  const strange = { id: 3, module: 'acme:doThings', filter: equals('{{1.n}}', 'b') };
  const quiet = await observe(blueprint([trigger({ n: 'a' }), note(2, 'x'), strange]));
  expect(quiet.outcome.status).toBe('success');
  const loud = await observe(blueprint([trigger({ n: 'b' }), note(2, 'x'), strange]));
  expect(loud.outcome).toMatchObject({ status: 'error', error: { name: 'InvalidConfigurationError', moduleId: 3 } });
});

test('an error without a handler ends the run and names its module', async () => {
  const run = await observe(blueprint([trigger({ n: 1 }, { n: 2 }), broken(2), note(3, 'x')]));
  expect(run.outcome).toMatchObject({ status: 'error', operations: 2, error: { name: 'DataError', moduleId: 2 } });
  expect(run.operations[1]).toMatchObject({ key: '2:1', status: 'error', outputs: [] });
});

test('a confidential scenario shows nothing of its data', async () => {
  const run = await observe(blueprint([trigger({ n: 'private' }), note(2, '{{1.n}}')], { confidential: true }));
  expect(JSON.stringify(run)).not.toContain('private');
  expect(run.operations.map(({ status }) => status)).toEqual(['success', 'success']);
});

test('a logged value is cut, the bundle is not', async () => {
  const run = await observe(blueprint([trigger({ text: 'x'.repeat(100_000) }), note(2, '{{length(1.text)}}')]));
  expect(notesOf(run)).toEqual([100_000]);
  expect(JSON.stringify(run.operations[0]?.outputs).length).toBeLessThan(67_000);
});

test('a run stops at its operation limit', async () => {
  const repeater = { id: 2, module: 'builtin:BasicRepeater', mapper: { repeats: 1000 } };
  const { outcome } = await observe(blueprint([trigger({}), repeater, note(3, 'x')]), { operationLimit: 50 });
  expect(outcome).toMatchObject({ status: 'error', operations: 50, error: { name: 'OperationsLimitExceededError' } });
});

test('a run that takes too long ends as a timeout', async () => {
  const sleep = { id: 2, module: 'util:FunctionSleep', mapper: { duration: 30 } };
  const { outcome } = await observe(blueprint([trigger({}), sleep, note(3, 'x')]), { timeoutMs: 20 });
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'ScenarioTimeoutError' } });
});

test('a run can be stopped while it waits, and is not handled as an error of the module', async () => {
  const stop = new AbortController();
  const sleep = {
    id: 2,
    module: 'util:FunctionSleep',
    mapper: { duration: 30 },
    onerror: [{ id: 4, module: 'builtin:Ignore' }],
  };
  setTimeout(() => {
    stop.abort();
  }, 20);
  const { outcome } = await observe(blueprint([trigger({}), sleep, note(3, 'x')]), { stop });
  expect(outcome).toMatchObject({ status: 'stopped', error: { name: 'ExecutionInterruptedError' } });
  expect(outcome.state).not.toBeNull();
});

test('a long run lets timers have their turn', async () => {
  const stop = new AbortController();
  setImmediate(() => {
    stop.abort();
  });
  const repeater = { id: 2, module: 'builtin:BasicRepeater', mapper: { repeats: 9000 } };
  const { outcome } = await observe(blueprint([trigger({}), repeater, note(3, 'x')]), { stop });
  expect(outcome.status).toBe('stopped');
});

test('a scenario without modules runs and does nothing', async () => {
  expect((await observe(blueprint([]))).outcome).toMatchObject({ status: 'success', operations: 0 });
});

test('a webhook is answered once, and the caller of the run hears of it at once', async () => {
  const heard: unknown[] = [];
  const respond = {
    id: 2,
    module: 'gateway:WebhookRespond',
    mapper: { status: '201', body: '{{1.n}}', headers: [{ key: 'X-A', value: 'b' }] },
  };
  const { outcome } = await observe(blueprint([trigger({ n: 'hi' }, { n: 'again' }), respond]), {
    onReply: (reply) => heard.push(reply),
  });
  expect(outcome.reply).toEqual({ status: 201, headers: { 'X-A': 'b' }, body: 'hi' });
  expect(heard).toEqual([outcome.reply]);
});

test('a custom webhook turns its items into bundles', async () => {
  const run = await observe(blueprint([{ id: 1, module: 'gateway:CustomWebHook' }, note(2, '{{1.n}}')]), {
    trigger: { items: [{ n: 'a' }, { n: 'b' }] },
  });
  expect(notesOf(run)).toEqual(['a', 'b']);
});

test('expressions inside data stay text', async () => {
  const run = await observe(blueprint([trigger({ n: '{{1.secret}}' }), note(2, 'got {{1.n}}'), note(3, '{{2.note}}')]));
  expect(notesOf(run)).toEqual(['got {{1.secret}}', 'got {{1.secret}}']);
});
