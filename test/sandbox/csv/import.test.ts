import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { finished, importCsv, upload } from '../csv-file.ts';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const DANA = '+13105550142';
const HEADER = 'Phone Number,First Name,Last Name,Email,Assigned To';

async function customer(phone: string): Promise<unknown> {
  return (await stage.control('GET', `/customer?phone_number=${encodeURIComponent(phone)}`)).body;
}

describe('an import', () => {
  test('adds customers and changes known ones, with property columns after Assigned To', async () => {
    const csv = [
      `${HEADER},vip,city`,
      '+13105550301,Ann,Example,ann@example.com,ada@acme-pets.example,true,"Berlin, Mitte"',
      `(310) 555-1111,Uno,,,,false,`,
    ].join('\r\n');
    expect(await importCsv(stage, csv)).toMatchObject({
      state: 'done',
      total: 2,
      done: 2,
      added: 1,
      changed: 1,
      refused: 0,
      errors: [],
      error_count: 0,
    });
    expect(await customer('+13105550301')).toMatchObject({
      first_name: 'Ann',
      email: 'ann@example.com',
      assignee: { email: 'ada@acme-pets.example' },
      properties: { vip: 'true', city: 'Berlin, Mitte' },
    });
    expect(await customer(ONE)).toMatchObject({
      first_name: 'Uno',
      last_name: 'Example',
      properties: { vip: 'false', great_customer: 'true', first_customer: 'true' },
    });
  });

  test('takes an empty cell for no word about it', async () => {
    await importCsv(stage, `${HEADER},pet\n${DANA},,,,,\n`);
    expect(await customer(DANA)).toMatchObject({
      first_name: 'Dana',
      email: 'dana@example.com',
      assignee: { email: 'ada@acme-pets.example' },
      properties: { pet: 'Labrador', pets: 2 },
    });
  });

  test('removes a property where the cell is DELETE, exactly so, and leaves the others', async () => {
    await importCsv(stage, `${HEADER},great_customer,first_customer,none\n${ONE},,,,,DELETE,delete,DELETE`);
    expect(member(await customer(ONE), 'properties')).toEqual({ first_customer: 'delete' });
  });

  test('fires the webhooks of what it does', async () => {
    const subscriber = await openSubscriber(200);
    await stage.hook(subscriber.url, 'customer_created', 'customer_unsubscribed', 'user_assignment');
    await importCsv(
      stage,
      `Phone Number,Subscribed,Assigned To\n+13105550301,true,ben@acme-pets.example\n${ONE},false,\n`,
    );
    await stage.settle();
    expect(new Set(subscriber.actions())).toEqual(
      new Set(['customer_created', 'customer_unsubscribed', 'user_assignment']),
    );
    expect(subscriber.actions()).toHaveLength(3);
    await subscriber.close();
  });

  test('checks values of defined properties', async () => {
    const definition = { name: 'born', label: 'Born', type: 'date' };
    await stage.control('POST', '/property_definitions', definition);
    const job = await importCsv(stage, `Phone Number,Assigned To,born\n${ONE},,2023-02-29\n${DANA},,2024-02-29\n`);
    expect(job).toMatchObject({
      changed: 1,
      refused: 1,
      errors: [{ line: 2, column: 'born', message: expect.stringContaining('expected a date such as 2024-02-29') }],
    });
    expect(member(await customer(DANA), 'properties', 'born')).toBe('2024-02-29');
  });

  test('reports every bad cell with line and column, while good rows go in', async () => {
    const csv = [
      'Phone Number,Timezone,Picture URL,Subscribed,Assigned To',
      '12,Mars/Base,no address,perhaps,nobody@example.com',
      '',
      '+13105550301,"Europe/Berlin",,,',
      ',,,,',
      '+13105550302,"a',
      'b",,,',
      '+13105550303,,,,,too many,cells',
      '+13105550304',
      '+13105550305,\uFFFD,,,',
    ].join('\n');
    const job = await importCsv(stage, csv);
    expect(job).toMatchObject({ state: 'done', total: 7, done: 7, added: 2, changed: 0, refused: 5, error_count: 9 });
    const places = (member(job, 'errors') as unknown[]).map((each) => [member(each, 'line'), member(each, 'column')]);
    expect(places).toEqual([
      [2, 'Phone Number'],
      [2, 'Timezone'],
      [2, 'Picture URL'],
      [2, 'Subscribed'],
      [2, 'Assigned To'],
      [5, 'Phone Number'],
      [6, 'Timezone'],
      [8, null],
      [10, 'Timezone'],
    ]);
    expect(await customer('+13105550301')).toMatchObject({ timezone: 'Europe/Berlin' });
  });

  test.each([
    ['a row', '+13105550302,"never closed\n+13105550303,x\n'],
    ['a very long row', `+13105550302,"${'x'.repeat(1_100_000)}\n+13105550303,x\n`],
  ])('takes in what stands before %s whose quotation mark is never closed', async (_what, rest) => {
    const job = await importCsv(stage, `Phone Number,First Name\n+13105550301,Ann\n${rest}`);
    expect(job).toMatchObject({
      state: 'failed',
      added: 1,
      error_count: 1,
      errors: [{ line: 3, column: null, message: expect.stringContaining('never closed') }],
    });
    expect(await customer('+13105550301')).toMatchObject({ first_name: 'Ann' });
  });

  test('keeps a stray quotation mark inside a cell', async () => {
    await importCsv(stage, `Phone Number,First Name\n${ONE},Ann "the one"\n`);
    expect(member(await customer(ONE), 'first_name')).toBe('Ann "the one"');
  });

  test('never takes a cell for a template, or a name for something else', async () => {
    await importCsv(stage, `Phone Number,First Name,Assigned To,__proto__,constructor\n${ONE},{{last_name}},,a,b\n`);
    const one = (await stage.control('GET', `/customer?phone_number=${encodeURIComponent(ONE)}`)).text;
    expect(one).toContain('"first_name":"{{last_name}}"');
    expect(one).toContain('"__proto__":"a","constructor":"b"');
  });

  test('with the byte order mark of a spreadsheet is read like any other', async () => {
    expect(await importCsv(stage, `\uFEFFPhone Number,First Name\r\n${ONE},Ann\r\n`)).toMatchObject({ changed: 1 });
    expect(await customer(ONE)).toMatchObject({ first_name: 'Ann' });
  });

  test('of customers beyond a trial refuses the new ones only', async () => {
    await stage.control('POST', '/company', { state: 'trial_customer_limit' });
    const job = await importCsv(stage, `Phone Number,First Name\n+13105550301,New\n${ONE},Known\n`);
    expect(job).toMatchObject({
      changed: 1,
      errors: [{ line: 2, column: 'Phone Number', message: 'Trial Customer Limit Reached' }],
    });
  });
});

describe('a file is refused as a whole', () => {
  test.each([
    ['', /file is empty/],
    ['"', /never closed/],
    ['First Name\nAnn', /no column "Phone Number"/],
    ['Phone Number,Shoe Size\n1,2', /"Shoe Size" is not known.*after "Assigned To"/],
    ['Phone Number,Email,email\n1,2', /"Email" stands twice|"email" stands twice/],
    ['Phone Number,Assigned To,vip,vip\n', /"vip" stands twice/],
    ['Phone Number,,Assigned To\n', /Column 2 has no name/],
    ['Phone Number,Assigned To,user_email\n', /not by user_email/],
  ])('%j', async (csv, error) => {
    const { status, body } = await upload(stage, csv);
    expect(status).toBe(400);
    expect(member(body, 'error')).toMatch(error);
    expect((await stage.control('GET', '/imports')).body).toEqual([]);
  });
});

describe('imports', () => {
  const many = (count: number): string =>
    `Phone Number,First Name\n${Array.from({ length: count }, (_, index) => `+1310${5_600_000 + index},Name ${index}`).join('\n')}`;

  test('say how far they are, and are listed newest first', async () => {
    const { status, headers, body } = await upload(stage, many(3000));
    expect([status, headers.get('location')]).toEqual([202, '/__sandbox/import?id=1']);
    expect(body).toMatchObject({ id: 1, total: 3000, finished_at: null });
    expect(Number(member(body, 'done'))).toBeLessThan(3000);
    expect(await finished(stage, 1)).toMatchObject({ state: 'done', done: 3000, added: 3000 });
    await importCsv(stage, many(1));
    expect(member((await stage.control('GET', '/imports')).body, 0, 'id')).toBe(2);
    expect((await stage.control('GET', '/import?id=3')).status).toBe(404);
  });

  test('can be stopped; what was taken in stays', async () => {
    await upload(stage, many(20_000));
    await stage.control('POST', '/imports/stop');
    const job = await finished(stage, 1);
    expect(member(job, 'state')).toBe('stopped');
    const { body } = await stage.control('GET', '/customers?limit=1');
    expect(member(body, 'total')).toBe(3 + Number(member(job, 'added')));
    expect(Number(member(job, 'done'))).toBeLessThan(20_000);
  });

  test('end with a reset and change the new world no more', async () => {
    await upload(stage, many(20_000));
    await stage.control('POST', '/reset');
    expect((await stage.control('GET', '/imports')).body).toEqual([]);
    await stage.settle();
    expect(member((await stage.control('GET', '/customers')).body, 'total')).toBe(3);
  });

  test('keep the first 1,000 faults and count the rest', async () => {
    const job = await importCsv(stage, `Phone Number\n${'12\n'.repeat(1500)}`);
    expect(job).toMatchObject({ refused: 1500, error_count: 1500 });
    expect(member(job, 'errors')).toHaveLength(1000);
  });

  test('leave no file behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sandbox-import-')).length;
    const before = left();
    await importCsv(stage, many(10));
    await upload(stage, '');
    while (left() > before) await stage.settle();
    expect(left()).toBe(before);
  });
});
