import { afterAll, expect, test } from '@jest/globals';
import { checkApp, checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { sharedScriptHost } from '../../src/scripts/own-functions.ts';
import { inFolder, smallApp } from './small-app.ts';

afterAll(() => sharedScriptHost().close());

const CODE = 'function double(n) { return n * 2; }';
const TEST = "it('doubles', () => { assert.ok(double(2) === 4) });";

test('functions of an app are read with their tests, from a folder and from files that were sent', async () => {
  const files = { ...smallApp(), 'functions/double.js': CODE, 'functions/double.test.js': TEST };
  const expected = [
    { name: 'double', path: 'functions/double.js', code: CODE, test: { path: 'functions/double.test.js', code: TEST } },
  ];
  const onDisk = await inFolder(files, checkApp);
  const sent = checkSource(sourceOfFiles(files), '');
  expect([onDisk.problems, sent.problems]).toEqual([[], []]);
  expect([onDisk.app?.functions, sent.app?.functions]).toEqual([expected, expected]);
  expect(sent.app?.digest).toBe(onDisk.app?.digest);
});

test('the code of a function is part of what tells one content of an app from another', () => {
  const digest = (code: string) =>
    checkSource(sourceOfFiles({ ...smallApp(), 'functions/double.js': code }), '').app?.digest;
  expect(digest(CODE)).not.toBe(digest(`${CODE} `));
});

test('a function that cannot be read is an error with its line', () => {
  const code = 'function double(n) {\n  return n *;\n}';
  const { app, problems } = checkSource(sourceOfFiles({ ...smallApp(), 'functions/double.js': code }), '');
  expect(app).toBeUndefined();
  expect(problems).toMatchObject([
    { file: 'functions/double.js', code: 'FUNCTION_UNREADABLE', position: { line: 2 }, severity: 'error' },
  ]);
});

test('a file without the function it is named after is an error', () => {
  const files = { ...smallApp(), 'functions/double.js': 'function twice(n) { return n * 2; }' };
  expect(checkSource(sourceOfFiles(files), '').problems).toMatchObject([
    { code: 'FUNCTION_UNREADABLE', message: expect.stringContaining('defines no function called "double"') },
  ]);
});

test("an unknown function in an expression is told with the name of the app's own that was meant", () => {
  const files: Record<string, string> = { ...smallApp(), 'functions/double.js': CODE };
  const module = files['modules/get-thing.json']?.replace('lower(parameters.language)', 'duoble(parameters.language)');
  const { problems } = checkSource(sourceOfFiles({ ...files, 'modules/get-thing.json': module ?? '' }), '');
  expect(problems[0]?.message).toContain('Did you mean "double"?');
});

test('tests without their function are an error', () => {
  const { problems } = checkSource(sourceOfFiles({ ...smallApp(), 'functions/double.test.js': TEST }), '');
  expect(problems).toMatchObject([{ file: 'functions/double.test.js', code: 'TEST_WITHOUT_FUNCTION' }]);
});

test('a file that cannot be called by its name is no function', async () => {
  const { problems } = await inFolder({ ...smallApp(), 'functions/no-name.js': CODE }, checkApp);
  expect(problems).toMatchObject([{ file: 'functions/no-name.js', code: 'NOT_A_FUNCTION' }]);
});

test('what only some apps have is read as it stands', () => {
  const files = {
    ...smallApp(),
    'connections/acme.json': JSON.stringify({
      name: 'acme',
      label: 'Acme',
      scopes: { read: 'Read things' },
      scope: ['read'],
      common: { clientId: 'c' },
      installSpec: [{ name: 'clientId', type: 'text', label: 'Client' }],
    }),
  };
  const { app, problems } = checkSource(sourceOfFiles(files), '');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(app?.connections.get('acme')).toMatchObject({
    scopes: { read: 'Read things' },
    scope: ['read'],
    common: { clientId: 'c' },
    installForm: { fields: [{ name: 'clientId' }] },
  });
});
