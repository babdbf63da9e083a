import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cellValue, safeCell } from '../../../src/sandbox/csv/safe-cell.ts';
import { exportCsv, importCsv } from '../csv-file.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const HOSTILE = ['=1+1', '@SUM(A1)', '+cmd', '-2+3', '\t=1', '\r=1', '＝1', "'=1", "''@x", 'DELETE', "'DELETE"];
const HARMLESS = ['', 'a', "'a", '+13105551111', '-4.5', 'a=1', 'delete', 'a "b", c\nd', ' spaces ', 'über'];

test('an export has the documented columns, then the properties', async () => {
  const { status, headers, text } = await exportCsv(stage);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename="customers-2026-03-01.csv"');
  expect(text.replace('\uFEFF', '').split('\r\n')).toEqual([
    'Phone Number,First Name,Last Name,Email,External ID,ZIP Code,Timezone,Picture URL,Subscribed,Assigned To,first_customer,great_customer,pet,pets',
    '+13105551111,One,Example,one@example.com,,,,,true,,true,true,,',
    '+13105550142,Dana,Whitfield,dana@example.com,,90210,America/Los_Angeles,,true,ada@acme-pets.example,,,Labrador,2',
    '+15105550123,Matt,Example,matt@example.com,,,,,false,,,,,',
    '',
  ]);
});

test('can be narrowed by a search', async () => {
  expect((await exportCsv(stage, '?search=pet:Labrador')).text.trim().split('\r\n')).toHaveLength(2);
});

test.each(HOSTILE)('%j is no formula and no order in a cell, and comes back the same', (value) => {
  expect(safeCell(value)).toBe(`'${value}`);
  expect(cellValue(safeCell(value))).toBe(value);
});

test.each(HARMLESS)('%j is written as it is and comes back the same', (value) => {
  expect(safeCell(value)).toBe(value);
  expect(cellValue(value)).toBe(value);
});

test('what was exported is imported again without a change', async () => {
  const values = [...HOSTILE, ...HARMLESS.filter((each) => each.trim() !== '')];
  const properties = {
    ...Object.fromEntries(values.map((value, index) => [`p${index}`, value])),
    '=cmd|calc': 'a',
    '@x, "y"': 'b',
    DELETE: 'c',
  };
  await stage.api('POST', '/v1/customers', { phone_number: ONE, first_name: '=1+1', properties });
  const csv = (await exportCsv(stage)).text;
  const before = (await stage.control('GET', '/state')).text;
  expect(await importCsv(stage, csv)).toMatchObject({ state: 'done', changed: 3, error_count: 0 });
  expect((await stage.control('GET', '/state')).text).toBe(before);
});
