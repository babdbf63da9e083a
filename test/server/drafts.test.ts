import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
});
afterAll(() => stage.close());

const check = async (flow: unknown, others: object = {}) => {
  const body = { blueprint: { name: 'Draft', flow, metadata: {} }, ...others };
  return stage.call('POST', '/api/v1/blueprints/check', { body });
};
const problemsOf = async (flow: unknown, others: object = {}) => {
  const { status, body } = await check(flow, others);
  expect(status).toBe(200);
  return (body as { problems: { pointer: string; code: string; severity: string }[] }).problems;
};

const trigger = () => ({
  id: 1,
  module: 'sonar:watchNewCustomer',
  parameters: { __IMTCONN__: connectionId },
  mapper: {},
});
const message = (mapper: object) => ({
  id: 2,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: connectionId },
  mapper,
});

test('a draft that could be switched on has no problems, and nothing of it is stored', async () => {
  const mapper = { phoneNumber: '{{1.customer.phone_number}}', text: 'Welcome' };
  expect(await problemsOf([trigger(), message(mapper)])).toEqual([]);
  expect(await stage.store.scenarios.list()).toEqual([]);
  expect(await stage.store.hooks.list()).toEqual([]);
});

test('the problems are those the scenario has when it is saved', async () => {
  const flow = [trigger(), message({ phoneNumber: '', text: '{{1.phone}} {{1.' })];
  const draft = await problemsOf(flow);
  expect(draft).toEqual([
    expect.objectContaining({ code: 'FIELD_REQUIRED', severity: 'error', pointer: '/flow/1/mapper/phoneNumber' }),
    expect.objectContaining({ code: 'IML_SYNTAX', pointer: '/flow/1/mapper/text' }),
  ]);
  const saved = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint: { flow } } });
  expect(saved).toMatchObject({ status: 201, body: { problems: draft } });
});

test('reads of what no module before gives are found', async () => {
  const problems = await problemsOf([trigger(), message({ phoneNumber: '{{1.phone}}', text: '{{3.x}}' })]);
  expect(problems).toEqual([
    expect.objectContaining({ code: 'UNKNOWN_VALUE', severity: 'warning', pointer: '/flow/1/mapper/phoneNumber' }),
    expect.objectContaining({ code: 'UNKNOWN_MODULE_REFERENCE', severity: 'error', pointer: '/flow/1/mapper/text' }),
  ]);
});

test('a connection that is missing or gone, and a trigger without one', async () => {
  const gone = { ...message({ phoneNumber: '1', text: 'Hi' }), parameters: { __IMTCONN__: 'con_gone' } };
  const codes = (await problemsOf([{ ...trigger(), parameters: {} }, gone])).map(({ code }) => code);
  expect(codes).toEqual(['UNKNOWN_CONNECTION', 'NO_HOOK']);
});

test('the schedule belongs to the draft', async () => {
  const flow = [{ ...message({ phoneNumber: '1', text: 'Hi' }), id: 1 }];
  expect(await problemsOf(flow)).toEqual([]);
  expect(await problemsOf(flow, { scheduling: { type: 'immediately' } })).toMatchObject([
    { code: 'NO_INSTANT_TRIGGER', pointer: '/scheduling' },
  ]);
});

test('an empty draft says so, and what is no blueprint is refused', async () => {
  expect(await problemsOf([])).toMatchObject([{ code: 'EMPTY_SCENARIO' }]);
  expect(await stage.call('POST', '/api/v1/blueprints/check', { body: { blueprint: { a: 1 } } })).toMatchObject({
    status: 422,
    body: { code: 'DataError' },
  });
});
