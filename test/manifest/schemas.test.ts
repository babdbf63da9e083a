import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { parseSource, type SourceKind } from '../../src/manifest/source-file.ts';
import { validateFile } from '../../src/manifest/validate.ts';

const GENERATOR = new URL('../../scripts/build-schemas.mjs', import.meta.url).href;
const GENERATED = new URL('../../src/manifest/schemas/validators.generated.js', import.meta.url);

test('the compiled schemas are those of the schema files', async () => {
  const { generateValidators } = (await import(GENERATOR)) as { generateValidators: () => Promise<string> };
  expect(await readFile(GENERATED, 'utf8')).toBe(await generateValidators());
});

test('the compiled schemas need no code generation and no library', async () => {
  const code = await readFile(GENERATED, 'utf8');
  expect(code).not.toMatch(/\brequire\(|\bimport\b|new Function|\beval\(/);
});

test('all findings of a file are given at once, each with pointer and position', () => {
  const problems = validate('module', '{ "name": "", "label": 3,\n  "moduleType": "actoin", "foo": 1 }');
  expect(problems.map(({ pointer, code, position }) => [pointer, code, position?.line])).toEqual(
    expect.arrayContaining([
      ['/name', 'WRONG_FORMAT', 1],
      ['/label', 'WRONG_TYPE', 1],
      ['/moduleType', 'UNKNOWN_VALUE', 2],
      ['/foo', 'UNKNOWN_KEY', 2],
    ]),
  );
  expect(problems).toHaveLength(4);
});

test('fields are judged at every depth', () => {
  const [problem, ...more] = validate(
    'connection',
    '{ "name": "a", "label": "A", "parameters": [{ "name": "x", "type": "array", "spec": [{ "name": 1 }] }] }',
  );
  expect(problem).toMatchObject({ pointer: '/parameters/0/spec/0/name', code: 'WRONG_TYPE' });
  expect(more).toEqual([]);
});

test('an address of an RPC may stand for fields, any other text may not', () => {
  const form = (fields: string) => `{ "name": "a", "label": "A", "moduleType": "action", "mappableParams": ${fields} }`;
  expect(validate('module', form('"rpc://fields"'))).toEqual([]);
  expect(validate('module', form('["rpc://fields"]'))).toEqual([]);
  expect(validate('module', form('"fields"'))).toMatchObject([{ pointer: '/mappableParams', code: 'WRONG_FORMAT' }]);
});

test('the answer of a webhook has a status a server can send', () => {
  const hook = (status: number) =>
    `{ "name": "a", "label": "A", "communication": { "respond": { "status": ${status} } } }`;
  expect(validate('webhook', hook(202))).toEqual([]);
  expect(validate('webhook', hook(42))).toMatchObject([
    { pointer: '/communication/respond/status', code: 'OUT_OF_RANGE', fix: 'Write a number that is >= 100.' },
  ]);
});

function validate(kind: SourceKind, text: string) {
  return validateFile(parseSource({ path: 'x.json', kind, text }, 64));
}
