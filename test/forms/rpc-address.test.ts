import { expect, test } from '@jest/globals';
import { readRpcAddress } from '../../src/forms/rpc-address.ts';

test.each([
  ['rpc://listTags', 'listTags', {}],
  ['rpc://listTags?all=1&of=a%20b', 'listTags', { all: '1', of: 'a b' }],
  ['rpc://listTags@2', 'listTags', {}],
  ['rpc://listTags@2?all=1', 'listTags', { all: '1' }],
])('%s names the RPC, whatever stands behind it', (address, rpc, parameters) => {
  expect(readRpcAddress(address)).toEqual({ rpc, parameters });
});

test.each(['rpc://', 'rpc://?all=1', 'https://example.com', ['rpc://listTags'], undefined])(
  '%j is no address',
  (value) => {
    expect(readRpcAddress(value)).toBeUndefined();
  },
);
