import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import { localApp } from '../../manifest/layouts/make-files.ts';
import { blueprint, note, trigger } from '../fixtures.ts';

let apps: ReadonlyMap<string, App>;
beforeAll(async () => {
  const app = await loadApp(fileURLToPath(new URL('../../..', import.meta.url)));
  apps = new Map([[app.name, app]]);
});

const compile = (source: unknown) => compileScenario(source, apps);
const codes = (source: unknown) => compile(source).problems.map(({ code, pointer }) => `${code} ${pointer}`);
const send = (id: number, mapper: Collection, parameters: Collection = { __IMTCONN__: 4 }) => ({
  id,
  module: 'sonar:sendMessage',
  parameters,
  mapper,
});
const watch = { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: 17 } };

test.each([
  ['the file', (inner: unknown) => inner],
  ['an answer of the API', (inner: unknown) => ({ blueprint: inner })],
  ['an answer of the API with its envelope', (inner: unknown) => ({ response: { blueprint: inner } })],
])('reads %s', (_what, wrap) => {
  const compiled = compile(
    wrap(blueprint([watch, send(2, { phoneNumber: '{{1.customer.phone_number}}', text: 'Hi' })])),
  );
  expect(compiled).toMatchObject({ name: 'Test', problems: [], connectionIds: ['4'] });
  expect(compiled.trigger).toMatchObject({ kind: 'instant', hook: '17', module: { name: 'watchNewCustomer' } });
  expect(compiled.steps.map(({ id, label, isWrite }) => [id, label, isWrite])).toEqual([
    [1, 'Watch New Customer', false],
    [2, 'Send a Message', true],
  ]);
});

test.each([null, 'text', [], {}, { flow: {} }, { blueprint: {} }])('%j is no blueprint', (source) => {
  expect(() => compile(source)).toThrow('This is no blueprint');
});

test('a private app is found by its name', () => {
  expect(compile(blueprint([{ ...watch, module: 'app#sonar:watchNewCustomer' }])).problems).toEqual([]);
});

test('a module its app had to be loaded without is told from one it never had', () => {
  const files = { ...localApp(), 'modules/get.iml.json': '{' };
  const acme = checkSource(sourceOfFiles(files), '').app!;
  const flow = ['other', 'getThing'].map((name, index) => ({ id: index + 1, module: `app#${acme.name}:${name}` }));
  const { problems } = compileScenario({ flow }, new Map([[acme.name, acme]]));
  expect(problems.filter(({ code }) => code === 'UNKNOWN_MODULE')).toMatchObject([
    { message: expect.stringContaining('was loaded without the module "getThing"') },
    { message: expect.stringContaining('has no module "other"') },
  ]);
});

test('the blueprint itself is never changed', () => {
  const source = blueprint([watch, { ...send(2, { text: '{{1.nope}}' }), unknown: { key: [1] } }]);
  const before = JSON.stringify(source);
  compile(source);
  expect(JSON.stringify(source)).toBe(before);
});

test('every problem is reported with its place', () => {
  const source = blueprint([
    watch,
    note(2, '{{broken'),
    note(2, 'same id'),
    send(3, { text: '{{7.x}}', phoneNumber: '{{1.customer.phone}}' }, {}),
    { id: 4, module: 'sonar:sendMesage' },
    note(5, 'x', { filter: { conditions: [[{ a: 'x', o: 'text:equals', b: 'x' }]] } }),
    { id: 6, module: 'util:TextAggregator', parameters: { feeder: 99 } },
    { ...watch, id: 8 },
  ]);
  expect(codes(source).toSorted()).toEqual(
    [
      'DUPLICATE_ID /flow/2/id',
      'IML_SYNTAX /flow/1/mapper/value',
      'NO_CONNECTION /flow/3/parameters/__IMTCONN__',
      'TRIGGER_NOT_FIRST /flow/7',
      'UNKNOWN_FEEDER /flow/6/parameters/feeder',
      'UNKNOWN_MODULE /flow/4/module',
      'UNKNOWN_MODULE_REFERENCE /flow/3/mapper/text',
      'UNKNOWN_OPERATOR /flow/5/filter/conditions/0/0/o',
      'UNKNOWN_VALUE /flow/3/mapper/phoneNumber',
    ].toSorted(),
  );
});

test('a name that is nearly right is suggested', () => {
  const [problem] = compile(blueprint([watch, { id: 2, module: 'sonar:sendMesage' }])).problems;
  expect(problem?.message).toContain('Did you mean "sendMessage"');
});

test('ids are unique over routes and error handlers too', () => {
  const router = {
    id: 2,
    module: 'builtin:BasicRouter',
    routes: [{ flow: [note(3, 'x', { onerror: [{ id: 1, module: 'builtin:Ignore' }] })] }],
  };
  expect(codes(blueprint([trigger({}), router]))).toEqual(['DUPLICATE_ID /flow/1/routes/0/flow/0/onerror/0/id']);
});

test('the bundles behind an aggregator are out of sight', () => {
  const source = blueprint([
    trigger({ list: [1] }),
    { id: 2, module: 'builtin:BasicFeeder', mapper: { array: '{{1.list}}' } },
    { id: 3, module: 'util:TextAggregator', parameters: { feeder: 2 }, mapper: { value: '{{2.value}}' } },
    note(4, '{{1.list}} {{2.value}} {{3.text}}'),
  ]);
  expect(codes(source)).toEqual(['UNKNOWN_MODULE_REFERENCE /flow/3/mapper/value']);
});

test('settings are read, also where numbers are texts', () => {
  const { settings } = compile(blueprint([], { dlq: 'true', maxErrors: '5', roundtrips: 0, sequential: true }));
  expect(settings).toMatchObject({ dlq: true, maxErrors: 5, roundtrips: 1, sequential: true, strictMapping: true });
});

test.each([
  [trigger({}), 'data'],
  [{ id: 1, module: 'gateway:CustomWebHook' }, 'instant'],
  [{ id: 1, module: 'http:MakeRequest' }, 'none'],
] as const)('knows how a scenario starts: %j', (first, kind) => {
  expect(compile(blueprint([first])).trigger.kind).toBe(kind);
});

test('a universal module with a reading method is no write', () => {
  const call = (method: string) => ({
    id: 1,
    module: 'sonar:makeApiCall',
    parameters: { __IMTCONN__: 1 },
    mapper: { url: 'v1', method },
  });
  expect(compile(blueprint([call('GET')])).steps[0]?.isWrite).toBe(false);
  expect(compile(blueprint([call('POST')])).steps[0]?.isWrite).toBe(true);
  expect(compile(blueprint([call('{{1.m}}')])).steps[0]?.isWrite).toBe(true);
});
