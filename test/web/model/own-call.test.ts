import { expect, test } from '@jest/globals';
import { readFields } from '../../../src/web/model/form-field.ts';
import { callToAskFor, headerDoubt, pathField, readOwnCall } from '../../../src/web/model/own-call.ts';

const fields = readFields(
  [
    { name: 'url', type: 'text' },
    { name: 'method', type: 'select', default: 'GET' },
    { name: 'body', type: 'any' },
  ],
  'mapper',
);
const asked = callToAskFor(fields);

test('the request that is asked for has a path and what stands by itself', () => {
  expect(pathField(fields)?.name).toBe('url');
  expect(asked).toEqual({ method: 'GET', url: expect.any(String) });
  expect(pathField(readFields([{ name: 'phone', type: 'text' }], 'mapper'))).toBeUndefined();
});

test('what stands before the path is the address, headers with a secret are those of the connection', () => {
  const url = `https://api.example.com/v1/${String(asked['url'])}?a=b`;
  const call = readOwnCall(url, { 'X-Token': '••••••••', Accept: 'application/json' });
  expect(call).toEqual({ base: 'https://api.example.com/v1/', guarded: new Set(['x-token']) });
  expect(readOwnCall('https://api.example.com/else', {})).toBeUndefined();
});

test('only a header of the connection is doubtful, however it is written', () => {
  const call = { base: 'https://api.example.com/', guarded: new Set(['x-token']) };
  expect(headerDoubt([{ key: 'Accept' }, { key: ' X-TOKEN ' }], call)).toContain('adds X-TOKEN by itself');
  for (const value of [[{ key: 'Accept' }], [{ key: 7 }, null], undefined, '{{1.headers}}']) {
    expect(headerDoubt(value, call)).toBeUndefined();
  }
});
