import { expect, test } from '@jest/globals';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';

const PERSON = { name: 'person', type: 'collection', label: 'Person', spec: [{ name: 'id' }, 'rpc://items'] };

/** An app whose module gives what `output` says. */
function appWith(output: unknown, samples: unknown = { id: 'a' }) {
  const rpc = { name: 'items', label: 'Items', communication: { url: '/items' } };
  const module = {
    name: 'getRow',
    label: 'Get a Row',
    description: 'Gets it.',
    moduleType: 'action',
    communication: { url: '/row' },
    interface: output,
    samples,
  };
  const manifest = {
    name: 'rows',
    label: 'Rows',
    version: '1.0.0',
    groups: [{ label: 'All', modules: ['getRow'] }],
    base: { baseUrl: 'https://rows.example' },
  };
  return checkSource(
    sourceOfFiles({
      'manifest.json': JSON.stringify(manifest),
      'modules/get-row.json': JSON.stringify(module),
      'rpcs/items.json': JSON.stringify(rpc),
    }),
    '',
  );
}

/** What is said of a scenario that reads these values of the module. */
function problemsOf(output: unknown, reads: readonly string[]): readonly string[] {
  const { app, problems } = appWith(output);
  if (app === undefined) throw new Error(JSON.stringify(problems));
  const variables = reads.map((path, index) => ({ name: `v${index}`, value: `{{1.${path}}}` }));
  const flow = [
    { id: 1, module: 'rows:getRow', parameters: {}, mapper: {} },
    { id: 2, module: 'util:SetVariables', parameters: {}, mapper: { variables, scope: 'roundtrip' } },
  ];
  const settings = { scenario: { strictMapping: true } };
  return compileScenario({ flow, metadata: settings }, new Map([[app.name, app]])).problems.map(
    ({ message }) => message,
  );
}

test.each([
  ['in place of the list', 'rpc://items', ['anything.in.it']],
  ['among the items', [{ name: 'id', type: 'text' }, 'rpc://items?of={{parameters.table}}'], ['colour', 'id']],
  ['in place of what is inside an item', [{ ...PERSON, spec: 'rpc://items' }], ['person.colour']],
  ['among what is inside an item', [PERSON], ['person.colour', 'person.id']],
])('items an RPC gives may be read although nobody knows them beforehand: %s', (_, output, reads) => {
  expect(problemsOf(output, reads)).toEqual([]);
});

test('where an app says everything, what it does not name is still doubtful', () => {
  expect(problemsOf([PERSON], ['colour'])).toEqual(['Module 1 does not say that it gives "colour".']);
});

test('samples that are given by an RPC need one that is there, and samples may hold what only an RPC declares', () => {
  expect(appWith(['rpc://items'], 'rpc://items').problems).toEqual([]);
  expect(appWith([PERSON], { person: { colour: 'red' } }).problems).toEqual([]);
  const { app, problems } = appWith(['rpc://items'], 'rpc://item');
  expect(app).toBeUndefined();
  expect(problems).toMatchObject([
    { code: 'UNKNOWN_RPC', pointer: '/samples', message: expect.stringContaining('Did you mean "items"') },
  ]);
});
