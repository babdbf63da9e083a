import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ConnectorError, ERRORS, toConnectorError } from '../../src/core/errors.ts';

const PAGE = readFileSync(new URL('../../docs/reference/errors.md', import.meta.url), 'utf8');

test('the page of the documentation has every error of the table, and no other', () => {
  const headings = [...PAGE.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(Object.keys(ERRORS));
});

test.each(Object.entries(ERRORS))('the page says what %s means, what to do, its status and exit code', (name, row) => {
  const section = PAGE.slice(PAGE.indexOf(`## ${name}\n`)).split('\n## ')[0] ?? '';
  for (const words of [row.meaning, row.fix, `HTTP status ${row.status}`, `exit code ${row.exit}`]) {
    expect(section).toContain(words);
  }
});

test('an error without its own advice has that of the table', () => {
  expect(new ConnectorError('DataError', 'x').fix).toBe(ERRORS.DataError.fix);
  expect(new ConnectorError('DataError', 'x', { fix: 'Do this.' }).fix).toBe('Do this.');
});

test('a foreign error becomes UnexpectedError and stays its cause', () => {
  const cause = new TypeError('broken');
  expect(toConnectorError(cause)).toMatchObject({ name: 'UnexpectedError', message: 'broken', cause });
});
