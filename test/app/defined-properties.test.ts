import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callContext } from '../../src/communication/services.ts';
import type { Collection } from '../../src/core/json.ts';
import { compileForm } from '../../src/forms/form.ts';
import type { Field } from '../../src/forms/field.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { SONAR_APP_FOLDER, createRuntime } from '../../src/runtime.ts';
import type { Runtime } from '../../src/runtime.ts';
import { openStage } from '../sandbox/stage.ts';
import type { Stage } from '../sandbox/stage.ts';

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly nested?: readonly Field[];
}

/** One property of each type: the input it gets, a value it takes with what the account keeps, and one it refuses. */
const PROPERTIES = [
  { name: 'pets', type: 'number', input: 'number', good: '3', kept: 3, bad: 'many' },
  { name: 'note', type: 'text', input: 'text', good: 'a, b', kept: 'a, b', bad: '' },
  { name: 'class', type: 'word', input: 'text', good: 'ClassOf2023', kept: 'ClassOf2023', bad: 'Class Of' },
  { name: 'size', type: 'single_choice', input: 'select', good: 'M', kept: 'M', bad: 'XL', options: ['S', 'M'] },
  { name: 'likes', type: 'multiple_choice', input: 'select', good: ['S'], kept: 'S', bad: ['XL'], options: ['S', 'M'] },
  {
    name: 'home',
    type: 'location',
    input: 'collection',
    good: { lat: 1, lng: 2 },
    kept: '1, 2',
    bad: { lat: 91, lng: 2 },
  },
  { name: 'born', type: 'date', input: 'date', good: '2024-02-29', kept: '2024-02-29', bad: '2023-02-29' },
  { name: 'calls', type: 'time', input: 'time', good: '23:59', kept: '23:59', bad: '12:30:15' },
];

const app = await loadApp(SONAR_APP_FOLDER);
const PHONE = '+13105551111';
let stage: Stage;
let runtime: Runtime;
let connection: Collection;

beforeAll(async () => {
  stage = await openStage();
  const environment = { sonarSandboxUrl: stage.sandbox.apiBase };
  runtime = createRuntime({ app, environment, privateOrigins: [stage.sandbox.url] });
  connection = { privateToken: stage.sandbox.token, sandbox: true };
  for (const { name, type, options } of PROPERTIES) {
    await stage.control('POST', '/property_definitions', { name, label: `The ${name}`, type, options });
  }
});
afterAll(async () => {
  runtime.close();
  await stage.sandbox.close();
});

async function choicesOf(name: string): Promise<readonly Choice[]> {
  const rpc = app.rpcs.get(name);
  if (rpc === undefined) throw new Error(`no RPC ${name}`);
  const variables = { parameters: {}, connection, common: app.common };
  const context = callContext(runtime.services, variables, { secrets: [] });
  const { outputs } = await rpc.call.run(context);
  return JSON.parse(JSON.stringify(outputs.flat())) as Choice[];
}

const update = (definedProperties: unknown, more: Collection = {}) =>
  runtime.runModule({
    module: 'createUpdateCustomer',
    connection,
    input: { phoneNumber: PHONE, definedProperties, ...more },
  });

describe('a defined property is offered with the input for its type', () => {
  test.each(PROPERTIES)('$type', async ({ name, input, good, bad }) => {
    const choice = (await choicesOf('listProperties')).find(({ value }) => value === name);
    expect(choice).toMatchObject({ label: `The ${name}`, nested: [{ name: 'value', type: input, required: true }] });
    const form = compileForm(choice?.nested ?? []);
    expect(form.accept({ value: good }).problems).toEqual([]);
    const [problem] = form.accept({ value: bad }).problems;
    expect(problem?.message).toContain(`The ${name}`);
    expect(form.accept({}).problems).toHaveLength(1);
  });
});

describe('its value reaches the account', () => {
  test.each(PROPERTIES)('$type', async ({ name, good, kept }) => {
    const { bundles } = await update([{ name, value: good }]);
    expect(bundles).toMatchObject([{ properties: { [name]: kept } }]);
  });

  test('together with free properties, which come first', async () => {
    const { bundles } = await update([{ name: 'pets', value: 4 }], {
      properties: [
        { name: 'vip', type: 'boolean', value: true },
        { name: 'pets', type: 'number', value: 9 },
      ],
    });
    expect(bundles).toMatchObject([{ properties: { vip: true, pets: 4 } }]);
  });

  test.each([
    ['likes', 'M, S', 'S, M'],
    ['home', '52.52, 13.405, Berlin', '52.52, 13.405, Berlin'],
    ['free', 'a b', 'a b'],
  ])('also what the account itself has to read: %s as %j', async (name, value, kept) => {
    expect((await update([{ name, value }])).bundles).toMatchObject([{ properties: { [name]: kept } }]);
  });

  test('unless it is wrong: then nothing is sent', async () => {
    const before = (await stage.control('GET', '/requests')).text;
    await expect(update([{ name: 'born', value: '2023-02-29' }])).rejects.toMatchObject({
      name: 'BundleValidationError',
      problems: [
        { pointer: '/definedProperties/0/value', message: expect.stringContaining('"The born" must be a date') },
      ],
    });
    expect((await stage.control('GET', '/requests')).text).toBe(before);
  });

  test('an account that does not list its properties refuses by itself, by name', async () => {
    const fault = { match: { path: '/api/v1/property_definitions' }, status: 404, times: 1 };
    await stage.control('POST', '/faults', fault);
    const other = { ...connection };
    const save = (value: string) =>
      runtime.runModule({
        module: 'createUpdateCustomer',
        connection: other,
        input: { phoneNumber: PHONE, definedProperties: [{ name: 'born', value }] },
      });
    expect((await save('2024-02-29')).bundles).toMatchObject([{ properties: { born: '2024-02-29' } }]);
    await expect(save('2023-02-29')).rejects.toMatchObject({
      name: 'DataError',
      message: expect.stringMatching(/^properties\[born\] does not have a valid value: expected a date/),
    });
  });

  test('the account is asked for its properties once, not with every bundle', async () => {
    const other = { ...connection };
    const asked = async () =>
      JSON.stringify((await stage.control('GET', '/requests?limit=1000')).body).split('property_definitions').length;
    const before = await asked();
    for (const value of ['1', '2', '3']) {
      const input = { phoneNumber: PHONE, definedProperties: [{ name: 'pets', value }] };
      await runtime.runModule({ module: 'createUpdateCustomer', connection: other, input });
    }
    expect(await asked()).toBe(before + 1);
  });
});

test('campaigns that can be sent are offered by name and slug', async () => {
  expect(await choicesOf('listCampaigns')).toEqual([
    { label: 'Test (test_d0Bu23)', value: 'test_d0Bu23' },
    { label: 'Test campaign (test_campaign_CxkoWx)', value: 'test_campaign_CxkoWx' },
  ]);
});

test('tags are offered by name', async () => {
  expect((await choicesOf('listTags')).map(({ value }) => value)).toEqual(['bug', 'vip', 'billing']);
});

test.each([
  ['sendMessage', 'tagNames', 'rpc://listTags'],
  ['appendTag', 'tagName', 'rpc://listTags'],
  ['sendCampaign', 'campaignId', 'rpc://listCampaigns'],
])('%s offers choices for %s, and takes a mapped value that is not among them', async (module, field, address) => {
  const form = app.modules.get(module)?.form;
  const found = form?.fields.find(({ name }) => name === field);
  expect(JSON.stringify(found)).toContain(address);
  const value = found?.type === 'array' ? ['mapped'] : 'mapped';
  expect(form?.accept({ [field]: value }).values).toMatchObject({ [field]: value });
});
