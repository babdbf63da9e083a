import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { OUTBOUND_ROUTES } from '../../../src/sandbox/outbound/outbound-routes.ts';
import { PERMISSIONS, STATUSES } from '../../../src/sandbox/outbound/outbound-schema.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/reference/sandbox.md'), 'utf8');
const section = text.slice(text.indexOf('## Outbound texts'), text.indexOf('## Beside the server'));

/** The first cell of every row that names routes: methods and paths in the order they stand in. */
const rows = [...section.matchAll(/^\| `(?:GET|POST|DELETE)[^|]*\|/gm)].map(([cell]) => cell);

test.each(OUTBOUND_ROUTES.map(({ method, path }) => [method.toUpperCase(), path]))(
  '%s %s is described',
  (method, path) => {
    const describing = rows.filter((cell) => cell.includes(method) && new RegExp(`${path}\\b`).test(cell));
    expect(describing).not.toEqual([]);
  },
);

test.each([...STATUSES, ...PERMISSIONS])('"%s" is described', (word) => {
  expect(section).toContain(word);
});
