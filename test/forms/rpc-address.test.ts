import { expect, test } from '@jest/globals';
import { createManualClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { readRpcAddress, readRpcQuery, rpcParameters } from '../../src/forms/rpc-address.ts';

test.each([
  ['rpc://listTags', 'listTags', {}],
  ['rpc://listTags?all=1&of=a%20b', 'listTags', { all: '1', of: 'a b' }],
  ['rpc://listTags@2', 'listTags', {}],
  ['rpc://listTags@2?all=1', 'listTags', { all: '1' }],
  ['rpc://listTags?of=a&of=b&of=c&last', 'listTags', { of: ['a', 'b', 'c'], last: '' }],
  ['rpc://listTags?of={{parameters.a + "&"}}%20x+y', 'listTags', { of: '{{parameters.a + "&"}} x y' }],
])('%s names the RPC, whatever stands behind it', (address, rpc, parameters) => {
  expect(readRpcAddress(address)).toEqual({ rpc, parameters });
});

test.each(['rpc://', 'rpc://?all=1', 'https://example.com', ['rpc://listTags'], undefined])(
  '%j is no address',
  (value) => {
    expect(readRpcAddress(value)).toBeUndefined();
  },
);

const EVALUATION = {
  clock: createManualClock(0),
  random: () => 0.5,
  timezone: 'UTC',
  limits: DEFAULT_LIMITS.expression,
};

test('an RPC is called with the values of the form, and over them what its address makes of these', () => {
  const query = readRpcQuery('mockup={{parameters.mockupId}}&kind=layer&kind={{upper(parameters.kind)}}');
  expect(rpcParameters(query, { mockupId: 'm1', kind: 'x', text: '{{now}}' }, EVALUATION)).toEqual({
    mockup: 'm1',
    mockupId: 'm1',
    kind: ['layer', 'X'],
    text: '{{now}}',
  });
});

test('an expression in an address that cannot be read is an error', () => {
  expect(() => rpcParameters(readRpcQuery('a={{(}}'), {}, EVALUATION)).toThrow(
    expect.objectContaining({ name: 'ExpressionError' }),
  );
});
