import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import type { Collection } from '../../src/core/json.ts';
import type { App } from '../../src/manifest/app.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createRuntime, type Runtime } from '../../src/runtime.ts';
import { runFunctionTests } from '../../src/scripts/function-tests.ts';
import { sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { evaluationOf } from '../iml/evaluation-of.ts';
import { startRecordingUpstream, type RecordingUpstream } from './recording-upstream.ts';

const app = await loadApp(resolve(import.meta.dirname, '../../examples/apps/address-book'));
let upstream: RecordingUpstream;
let runtime: Runtime;

beforeAll(async () => {
  upstream = await startRecordingUpstream();
  runtime = createRuntime({ app, privateOrigins: [upstream.origin] });
});
beforeEach(() => {
  upstream.requests.length = 0;
});
afterAll(async () => {
  runtime.close();
  sharedScriptHost().close();
  await upstream.close();
});

function appOf(files: Record<string, string>): App {
  const { app: compiled, problems } = checkSource(sourceOfFiles(files), '');
  if (compiled === undefined) throw new Error(JSON.stringify(problems));
  return compiled;
}

/** Runs a module; the service answers with this. */
function run(module: string, input: Collection, answer: { readonly status: number; readonly body: unknown }) {
  upstream.answer = answer;
  return runtime.runModule({ module, input, connection: { url: upstream.origin, token: 't' } });
}

test('the app has no findings', () => {
  expect(app.findings).toEqual([]);
});

test('the tests of its functions pass', () => {
  const results = runFunctionTests(app.functions, evaluationOf({}));
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(new Set(results.map((result) => result.function)).size).toBe(app.functions.length);
});

test('its functions shape what is sent', async () => {
  const input = { firstName: 'Ada', lastName: 'Lovelace', phone: '(310) 555-1234' };
  await run('saveContact', input, { status: 200, body: { id: 'c1' } });
  expect(upstream.requests).toMatchObject([{ body: '{"name":"Ada Lovelace","phone":"+13105551234"}' }]);
});

test('its functions shape each item of an answer', async () => {
  const contacts = [
    { id: 1, first_name: 'Ada' },
    { id: 2, name: 'Grace Hopper' },
  ];
  const { bundles } = await run('searchContacts', {}, { status: 200, body: { contacts } });
  expect(bundles).toMatchObject([{ name: 'Ada' }, { name: 'Grace Hopper' }]);
});

test('the bytes a function writes arrive as a file', async () => {
  const body = { name: 'Ada', phone: '3105551234' };
  const { bundles } = await run('writeCard', { id: 'c 1' }, { status: 200, body });
  expect(bundles[0]?.['fileName']).toBe('Ada.vcf');
  expect(String(bundles[0]?.['data'])).toContain('TEL:+13105551234');
});

test('a function puts the errors of the service into words', async () => {
  const refused = run(
    'saveContact',
    { lastName: 'L', phone: '1' },
    {
      status: 422,
      body: { errors: [{ field: 'phone', message: 'is taken' }] },
    },
  );
  await expect(refused).rejects.toMatchObject({ name: 'DataError', message: 'phone is taken' });
});

test('what a function says by debug is told, without the token', async () => {
  const code = 'function fullName(person) { debug("the token is t-0123456789 in", person); return ""; }';
  const talking = app.files.map((file) => (file.path === 'functions/fullName.js' ? { ...file, text: code } : file));
  const files = Object.fromEntries(talking.map(({ path, text }) => [path, text]));
  const other = createRuntime({ app: appOf(files), privateOrigins: [upstream.origin] });
  const lines: string[] = [];
  upstream.answer = { status: 200, body: { id: 'c1' } };
  await other.runModule({
    module: 'saveContact',
    input: { lastName: 'L', phone: '1' },
    connection: { url: upstream.origin, token: 't-0123456789' },
    onDebug: (line) => lines.push(line),
  });
  other.close();
  expect(lines).toEqual(['fullName: the token is [secret] in {"lastName":"L","phone":"1"}']);
});

test('a value a function refuses sends nothing, and the error names the function', async () => {
  const refused = run('saveContact', { lastName: 'L', phone: 'none' }, { status: 200, body: {} });
  await expect(refused).rejects.toMatchObject({
    name: 'DataError',
    message: expect.stringMatching(
      /^Function normalisePhone of "Address book" \(functions\/normalisePhone\.js, line 5\) failed: The phone/,
    ),
  });
  expect(upstream.requests).toEqual([]);
});
