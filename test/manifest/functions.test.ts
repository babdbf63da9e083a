import { expect, test } from '@jest/globals';
import { checkApp, checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { inFolder, smallApp } from './small-app.ts';

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
