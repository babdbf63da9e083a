import { expect, test } from '@jest/globals';
import { secretFields } from '../../src/forms/secret-fields.ts';

test('finds passwords, keys and certificates at every depth, each name once', () => {
  expect(
    secretFields([
      { name: 'token', type: 'password' },
      { name: 'user', type: 'text', spec: 'rpc://fields' },
      { name: 'tls', type: 'collection', spec: [{ name: 'key', type: 'pkey' }] },
      { name: 'more', type: 'array', spec: [{ name: 'cert', type: 'cert' }] },
      { name: 'flag', type: 'boolean', nested: [{ name: 'token', type: 'password' }] },
      {
        name: 'how',
        type: 'select',
        options: { store: [{ label: 'X', value: 'x', nested: [{ name: 'pin', type: 'password' }] }] },
      },
      { name: 'codes', type: 'array', spec: { type: 'password' } },
    ]),
  ).toEqual(['token', 'key', 'cert', 'pin', 'codes']);
});

test('finds none in a form without secrets', () => {
  expect(secretFields([{ name: 'email', type: 'email' }])).toEqual([]);
});
