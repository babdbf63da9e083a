import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { createDataRecords } from '../../../src/engine/data-stores/data-records.ts';
import { OPERATORS } from '../../../src/engine/filter/operators.ts';
import type { RunContext } from '../../../src/engine/flow/run-context.ts';
import { createStore } from '../../../src/store/create-store.ts';
import type { DataStoreRecord } from '../../../src/store/data-store.ts';
import { openSqlite } from '../../../src/store/sqlite-database.ts';
import { observe, openSonar, type ObservedRun, type SonarBench } from '../fixtures.ts';

const FOLDER = new URL('../../../examples/scenarios/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (name: string): Collection => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Collection;

const ONE = '+13105551111';
const DANA = '+13105550142';

/** The data store that examples work with. */
const VISITS: DataStoreRecord = {
  id: 'ds_visits',
  name: 'Visits',
  structure: [{ name: 'visits', type: 'uinteger' }],
  strict: true,
  records: 0,
  bytes: 0,
  createdAt: 0,
  updatedAt: 0,
  version: 1,
};

interface Expected {
  readonly status: ObservedRun['outcome']['status'];
  /** Messages that went out, as [to, text]. */
  readonly messages: readonly (readonly [string, string])[];
  readonly incomplete?: number;
  readonly trigger?: RunContext['trigger'];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'welcome-text': {
    status: 'success',
    trigger: {
      items: [
        { uuid: '1', customer: { phone_number: ONE, first_name: 'One', subscribed: true } },
        { uuid: '2', customer: { phone_number: DANA, first_name: 'Dana', subscribed: false } },
      ],
    },
    messages: [[ONE, 'Welcome One! Reply STOP to opt out.']],
  },
  'error-resume': {
    status: 'success',
    messages: [
      [ONE, 'Hello One'],
      ['+13105550199', 'Hello friend'],
      [DANA, 'Hello Dana'],
    ],
  },
  'error-ignore': {
    status: 'success',
    messages: [
      [ONE, 'Hello One'],
      [DANA, 'Hello Dana'],
    ],
  },
  'error-break': {
    status: 'warning',
    incomplete: 1,
    messages: [
      [ONE, 'Hello One'],
      [DANA, 'Hello Dana'],
    ],
  },
  'error-commit': { status: 'success', messages: [[ONE, 'Hello One']] },
  'error-rollback': { status: 'error', messages: [[ONE, 'Hello One']] },
  'error-notice': {
    status: 'success',
    messages: [
      [ONE, 'Hello One'],
      [DANA, '+13105550199 is unknown (DataError)'],
      [DANA, 'Hello Dana'],
    ],
  },
  'router-with-fallback': {
    status: 'success',
    messages: [
      [ONE, 'A gift for you'],
      [ONE, 'Guten Tag'],
      [DANA, 'Thank you for writing'],
    ],
  },
  'if-else-merge': {
    status: 'success',
    messages: [
      [ONE, 'Thank you for 12 orders!'],
      [DANA, 'Welcome!'],
    ],
  },
  iterator: {
    status: 'success',
    messages: [
      [ONE, 'You are 1 of 2'],
      [DANA, 'You are 2 of 2'],
    ],
  },
  repeater: {
    status: 'success',
    messages: [
      [ONE, '3 …'],
      [ONE, '2 …'],
      [ONE, '1 …'],
    ],
  },
  'aggregate-array': {
    status: 'success',
    messages: [
      [ONE, `red: ${ONE}, +15105550123`],
      [ONE, `blue: ${DANA}`],
    ],
  },
  'aggregate-text': { status: 'success', messages: [[ONE, 'red 3 / blue 4 / red 5']] },
  'aggregate-numbers': { status: 'success', messages: [[ONE, '12 points']] },
  'aggregate-table': { status: 'success', messages: [[ONE, 'red;3\nblue;4\nred;5']] },
  tools: {
    status: 'success',
    messages: [
      [ONE, '{"sound":"Meow","count":1}'],
      [DANA, '{"sound":"Woof","count":2}'],
    ],
  },
  'data-store': { status: 'success', messages: [[ONE, 'Visit 2, welcome back!']] },
  'http-request': { status: 'success', messages: [[ONE, 'Acme Pets answered 200']] },
  'webhook-respond': {
    status: 'success',
    trigger: { items: [{ phone: ONE, text: 'From outside' }] },
    messages: [[ONE, 'From outside']],
  },
};

let bench: SonarBench;
beforeAll(async () => {
  bench = await openSonar();
});
afterAll(() => bench.close());
beforeEach(() => bench.control('POST', '/reset', {}));

async function run(name: string, trigger?: RunContext['trigger']): Promise<ObservedRun> {
  const variables = { sandboxUrl: bench.sandbox.url };
  const store = await createStore(await openSqlite({ file: ':memory:' }));
  await store.dataStores.insert(VISITS);
  const dataStores = createDataRecords(store.dataStores);
  const observed = await observe(
    read(`${name}.json`),
    { ...bench.context, dataStores, variables, ...(trigger !== undefined && { trigger }) },
    bench.apps,
  );
  await store.close();
  return observed;
}

async function state(): Promise<{
  readonly messages: readonly Collection[];
  readonly customers: readonly Collection[];
}> {
  return (await bench.control('GET', '/state')) as never;
}

test.each(files)('%s is a scenario without problems that reports every module it knows', (name) => {
  const compiled = compileScenario(read(name), bench.apps);
  expect(compiled.problems).toEqual([]);
  expect(compiled.steps.length).toBeGreaterThan(1);
});

test.each(Object.entries(EXPECTED))(
  '%s does what it says',
  async (name, { status, messages, incomplete = 0, trigger }) => {
    const { outcome } = await run(name, trigger);
    expect(outcome).toMatchObject({ status });
    expect(outcome.incomplete).toHaveLength(incomplete);
    const { messages: all, customers } = await state();
    const phoneOf = (message: Collection): unknown =>
      customers.find(({ conversation_id: id }) => id === message['conversation_id'])?.['phone_number'];
    const sent = all
      .filter(({ direction }) => direction === 'outbound')
      .map((message) => [phoneOf(message), message['text']]);
    expect(sent).toEqual(messages);
  },
);

const filterFiles = files.filter((name) => name.startsWith('filters-')).map((name) => name.replace(/\.json$/, ''));

test.each(filterFiles)('%s: the first customer passes every filter, the second none', async (name) => {
  const { outcome } = await run(name);
  expect(outcome.status).toBe('success');
  const { customers } = await state();
  const properties = customers.find(({ phone_number: phone }) => phone === '+13105550171')?.['properties'];
  expect(Object.keys(properties as Collection).toSorted()).toEqual(operatorsOf(name));
  expect(customers.some(({ phone_number: phone }) => phone === '+13105550172')).toBe(false);
});

test('together the examples use every filter operator and every built-in way to handle an error', () => {
  expect(filterFiles.flatMap(operatorsOf).toSorted()).toEqual([...OPERATORS.keys()].toSorted());
  const all = files.map((name) => JSON.stringify(read(name))).join('');
  for (const directive of ['Resume', 'Ignore', 'Break', 'Commit', 'Rollback'])
    expect(all).toContain(`builtin:${directive}`);
});

test('every example is executed', () => {
  const named = [...Object.keys(EXPECTED), ...filterFiles].map((name) => `${name}.json`);
  expect(named.toSorted()).toEqual(files.toSorted());
});

function operatorsOf(name: string): string[] {
  return [...JSON.stringify(read(`${name}.json`)).matchAll(/"o":"([^"]+)"/g)]
    .map(([, operator]) => operator ?? '')
    .toSorted();
}
