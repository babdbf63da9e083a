import { expect, test } from '@jest/globals';
import { csvOfRuns } from '../../../src/web/model/runs-csv.ts';
import type { ListedRun } from '../../../src/web/model/runs-csv.ts';
import { shortId } from '../../../src/web/model/short-id.ts';

const RUN: ListedRun = {
  id: 'run_1',
  scenarioId: 'scn_1',
  scenarioName: 'Welcome',
  scenarioVersion: 3,
  status: 'error',
  startedAt: '2026-03-01T12:00:00.000Z',
  endedAt: null,
  operationCount: 2,
  trigger: { type: 'delivery', deliveryId: 'whd_1' },
  error: { name: 'DataError', message: 'The text "a, b"\nis refused.' },
};

test('a run is a line below the heading, with quotes where a cell needs them', () => {
  expect(csvOfRuns([RUN])).toBe(
    'id,status,scenario,version,started,ended,trigger,delivery,operations,error,message\r\n' +
      'run_1,error,Welcome,3,2026-03-01T12:00:00.000Z,,delivery,whd_1,2,DataError,"The text ""a, b""\nis refused."\r\n',
  );
});

test('names of people are no formulas in a spreadsheet', () => {
  const line = csvOfRuns([{ ...RUN, scenarioName: '=HYPERLINK("http://x")', error: null }]).split('\r\n')[1];
  expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test('a deleted scenario is known by its id', () => {
  expect(csvOfRuns([{ ...RUN, scenarioName: null }])).toContain('run_1,error,scn_1,3');
});

test('long ids are shown by their kind and their end', () => {
  expect(shortId('run_mwqaklmcp6lttrswj433jer4')).toBe('run_…33jer4');
  expect(shortId('run_1')).toBe('run_1');
});
