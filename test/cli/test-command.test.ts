import { mkdtempSync, mkdirSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { createPlace } from './run-cli.ts';

const ADDRESS_BOOK = resolve(import.meta.dirname, '../../examples/apps/address-book');
const place = await createPlace();
afterAll(() => sharedScriptHost().close());

/** The example app with one more function that these tests are for. */
function appWith(code: string, tests: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'test-'));
  cpSync(ADDRESS_BOOK, folder, { recursive: true });
  mkdirSync(join(folder, 'functions'), { recursive: true });
  writeFileSync(join(folder, 'functions/extra.js'), code);
  writeFileSync(join(folder, 'functions/extra.test.js'), tests);
  return folder;
}

test('the tests of the functions of an app are run and listed', async () => {
  const { code, out, err } = await place.run(['test', ADDRESS_BOOK]);
  expect(out).toContain('passed  fullName: joins first and last name\n');
  expect(err).toContain('Address book: 10 tests of functions, all passed.');
  expect(code).toBe(0);
});

test('a test that fails is shown with its reason and place, and makes the exit code 1', async () => {
  const folder = appWith(
    'function extra() { debug("here"); return 1; }',
    'it("is two", () => assert.equal(extra(), 2));',
  );
  const { code, out, err } = await place.run(['test', folder]);
  expect(out).toContain('failed  extra: is two\n        Expected 2, but found 1. (functions/extra.test.js:1:');
  expect(out).toContain('here');
  expect(err).toContain('11 tests of functions, 1 failed.');
  expect(code).toBe(1);
});

test('with --mock everything the app calls is called too, and what fails says why', async () => {
  const { code, out, err } = await place.run(['test', ADDRESS_BOOK, '--mock']);
  expect(out).toContain('passed  module      saveContact, all inputs  1 request, 1 bundle');
  expect(err).toContain('10 tests of functions and 7 calls, all passed.');
  expect(code).toBe(0);
  const folder = appWith('function extra() {}', '');
  writeFileSync(join(folder, 'functions/fullName.js'), 'function fullName() { throw new Error("Broken."); }');
  const broken = await place.run(['test', folder, '--mock', '--json']);
  const { data } = JSON.parse(broken.out) as { data: { calls: readonly { name: string; passed: boolean }[] } };
  expect(data.calls).toContainEqual(
    expect.objectContaining({ name: 'saveContact', passed: false, message: expect.stringContaining('Broken.') }),
  );
  expect(broken.code).toBe(1);
});

test('with --json the outcome is one document, whether all passed or not', async () => {
  const folder = appWith('function extra() {}', 'it("fails", () => assert(extra()));');
  const { code, out } = await place.run(['test', folder, '--json']);
  const document = JSON.parse(out) as { ok: boolean; data: { tests: readonly { title: string; passed: boolean }[] } };
  expect(document.ok).toBe(false);
  expect(document.data.tests.filter(({ passed }) => !passed)).toMatchObject([{ title: 'fails', passed: false }]);
  expect(code).toBe(1);
});
