import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { importCsv } from '../csv-file.ts';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const DANA = '+13105550142';
const NEW = '+13105550301';
const properties = { new_customer: 'true' };

type Way = readonly [name: string, add: (stage: Stage) => Promise<unknown>, phone: string];

const WAYS: readonly Way[] = [
  [
    'in the panel of a thread',
    ({ control }) => control('POST', '/customers/change', { phone_number: DANA, properties }),
    DANA,
  ],
  [
    'on the Customers tab',
    ({ control }) => control('POST', '/customers/create', { phone_number: NEW, properties }),
    NEW,
  ],
  ['by a CSV file', (on) => importCsv(on, `Phone Number,Assigned To,new_customer\n${NEW},,true`), NEW],
  ['by the API', ({ api }) => api('POST', '/v1/customers', { phone_number: DANA, properties }), DANA],
];

test.each(WAYS)('a property can be added %s, and its threads are found by name:value', async (_way, add, phone) => {
  await add(stage);
  const { body } = await stage.control('GET', '/customers?search=new_customer:true');
  expect(body).toMatchObject({ total: 1, customers: [{ phone_number: phone, properties }] });
});

describe('a property is removed from', () => {
  beforeEach(async () => {
    await importCsv(stage, `Phone Number,Assigned To,vip,city\n${DANA},,yes,Rome\n${NEW},,yes,Oslo`);
  });
  const left = async (): Promise<unknown[]> => {
    const { body } = await stage.control('GET', '/customers?search=vip:yes');
    return (member(body, 'customers') as unknown[]).map((each) => member(each, 'phone_number'));
  };

  test.each([
    [
      'the panel',
      (on: Stage) => on.control('DELETE', '/customers/properties', { phone_number: DANA, property_name: 'vip' }),
    ],
    [
      'the API',
      (on: Stage) => on.api('DELETE', '/v1/customers/properties', { phone_number: DANA, property_name: 'vip' }),
    ],
  ])('one customer by %s', async (_way, remove) => {
    expect((await remove(stage)).status).toBe(200);
    expect(await left()).toEqual([NEW]);
  });

  test('many customers by DELETE in a CSV file; other cells stay', async () => {
    await importCsv(stage, `Phone Number,Assigned To,vip,city\n${DANA},,DELETE,\n${NEW},,DELETE,`);
    expect(await left()).toEqual([]);
    expect(member((await stage.control('GET', '/customers?search=city:Oslo')).body, 'total')).toBe(1);
  });
});
