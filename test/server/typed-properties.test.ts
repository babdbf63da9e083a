import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownValue, type Collection } from '../../src/core/json.ts';
import { openStage, type ServerStage } from './stage.ts';

const OPTIONS = ['S', 'M'];

/** One property of each type: the input it gets, what is given for it, what the account keeps, and what is refused. */
const PROPERTIES = [
  { type: 'number', input: { type: 'number' }, good: '3.5', kept: 3.5, bad: 'many' },
  { type: 'text', input: { type: 'text' }, good: 'a, b', kept: 'a, b', bad: undefined },
  { type: 'word', input: { type: 'text' }, good: 'ClassOf2023', kept: 'ClassOf2023', bad: 'Class Of' },
  { type: 'single_choice', input: { type: 'select', options: OPTIONS }, good: 'M', kept: 'M', bad: 'XL' },
  {
    type: 'multiple_choice',
    input: { type: 'select', multiple: true, options: OPTIONS },
    good: ['M', 'S'],
    kept: 'S, M',
    bad: ['S', 'XL'],
  },
  {
    type: 'location',
    input: { type: 'collection', spec: [{ name: 'lat' }, { name: 'lng' }, { name: 'label' }] },
    good: { lat: '52.52', lng: 13.4 },
    kept: '52.52, 13.4',
    bad: { lat: 91, lng: 0 },
  },
  { type: 'date', input: { type: 'date' }, good: '2024-02-29', kept: '2024-02-29', bad: '2023-02-29' },
  { type: 'time', input: { type: 'time' }, good: '23:59', kept: '23:59', bad: '12:30:15' },
].map((each) => ({ ...each, name: `a_${each.type}`, label: `The ${each.type}` }));

const WRONG = PROPERTIES.filter(({ bad }) => bad !== undefined);
const PHONE = '+13105551111';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
  for (const { name, label, type } of PROPERTIES) {
    const options = type.endsWith('_choice') ? OPTIONS : undefined;
    await control('POST', '/property_definitions', { name, label, type, options });
  }
});
afterAll(() => stage.close());

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return (await fetch(`${stage.sandbox.url}/__sandbox${path}`, init)).json();
}

/** How often the account was asked to save a customer. */
async function saves(): Promise<number> {
  const calls = JSON.stringify(await control('GET', '/requests?limit=1000'));
  return calls.split('"POST"').length - 1;
}

/** A scenario whose first module gives a value that the second one puts into a property. */
async function execute(name: string, value: unknown): Promise<Collection> {
  const parameters = { __IMTCONN__: connectionId };
  const flow = [
    { id: 1, module: 'json:ParseJSON', mapper: { json: JSON.stringify({ value }) } },
    {
      id: 2,
      module: 'sonar:createUpdateCustomer',
      parameters,
      mapper: { phoneNumber: PHONE, definedProperties: [{ name, value: '{{1.value}}' }] },
    },
  ];
  const created = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint: { name: 'Typed', flow } } });
  const run = await stage.call('POST', `/api/v1/scenarios/${String(ownValue(created.body, 'id'))}/run`, {
    body: { type: 'trigger' },
  });
  const id = String(ownValue(run.body, 'executionId'));
  for (;;) {
    const { body } = await stage.call('GET', `/api/v1/executions/${id}`);
    if (ownValue(body, 'status') !== 'running') return body as Collection;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a property of each type is offered with the input for it', () => {
  test.each(PROPERTIES)('$type', async ({ name, label, input }) => {
    const { body } = await stage.call('POST', '/api/v1/apps/sonar/rpcs/listProperties', { body: { connectionId } });
    const options = ownValue(body, 'data') as Collection[];
    expect(options.find(({ value }) => value === name)).toMatchObject({
      label,
      nested: [{ name: 'value', label, required: true, ...input }],
    });
  });
});

describe('a run saves a value that is right', () => {
  test.each(PROPERTIES)('$type', async ({ name, good, kept }) => {
    const execution = await execute(name, good);
    expect(execution).toMatchObject({ status: 'success' });
    expect(await control('GET', `/customer?phone_number=${encodeURIComponent(PHONE)}`)).toMatchObject({
      properties: { [name]: kept },
    });
  });
});

describe('a run refuses a value that is wrong, names the property, and sends nothing', () => {
  test.each(WRONG)('$type', async ({ name, label, bad }) => {
    const before = await saves();
    const execution = await execute(name, bad);
    expect(execution).toMatchObject({ status: 'error', error: { name: 'BundleValidationError' } });
    expect(JSON.stringify(ownValue(execution, 'error'))).toContain(label);
    expect(await saves()).toBe(before);
  });
});

describe('the preview shows a right value as it is sent, and refuses a wrong one', () => {
  const preview = (name: string, value: unknown) =>
    stage.call('POST', '/api/v1/requests/preview', {
      body: {
        app: 'sonar',
        module: 'createUpdateCustomer',
        connectionId,
        mapper: { phoneNumber: PHONE, definedProperties: [{ name, value }] },
      },
    });

  test('a number is a number', async () => {
    expect(await preview('a_number', '3.5')).toMatchObject({
      status: 200,
      body: { request: { body: JSON.stringify({ phone_number: PHONE, properties: { a_number: 3.5 } }) } },
    });
  });

  test.each(WRONG)('$type', async ({ name, label, bad }) => {
    const before = await saves();
    const { status, text } = await preview(name, bad);
    expect(status).toBe(422);
    expect(text).toContain(label);
    expect(await saves()).toBe(before);
  });
});

describe('one module that is run by itself does so too, and says at which input', () => {
  test.each(WRONG)('$type', async ({ name, label, bad }) => {
    const before = await saves();
    const mapper = { phoneNumber: PHONE, definedProperties: [{ name, value: bad }] };
    const task = { app: 'sonar', module: 'createUpdateCustomer', connectionId, mapper };
    const { body } = await stage.call('POST', '/api/v1/modules/run', { body: task });
    expect(body).toMatchObject({
      outputs: [],
      problems: [
        {
          pointer: expect.stringMatching(/^\/definedProperties\/0\/value/),
          message: expect.stringContaining(label),
        },
      ],
    });
    expect(await saves()).toBe(before);
  });
});
