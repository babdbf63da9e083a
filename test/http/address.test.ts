import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { privateRange } from '../../src/http/address.ts';

test.each([
  ['127.0.0.1', 'a loopback address'],
  ['127.255.255.254', 'a loopback address'],
  ['10.1.2.3', 'a private address'],
  ['172.16.0.1', 'a private address'],
  ['172.31.255.255', 'a private address'],
  ['192.168.0.1', 'a private address'],
  ['100.64.0.1', 'a private address'],
  ['100.100.100.200', 'a private address'],
  ['169.254.169.254', 'a cloud metadata address'],
  ['168.63.129.16', 'a cloud metadata address'],
  ['169.254.1.1', 'a link-local address'],
  ['0.0.0.0', 'an unspecified address'],
  ['224.0.0.1', 'a multicast address'],
  ['255.255.255.255', 'a reserved address'],
  ['198.18.0.1', 'a reserved address'],
  ['::1', 'a loopback address'],
  ['0:0:0:0:0:0:0:1', 'a loopback address'],
  ['::', 'an unspecified address'],
  ['fc00::1', 'a private address'],
  ['fd12:3456::1', 'a private address'],
  ['fec0::1', 'a private address'],
  ['fd00:ec2::254', 'a cloud metadata address'],
  ['fe80::1', 'a link-local address'],
  ['fe80::1%eth0', 'a link-local address'],
  ['ff02::1', 'a multicast address'],
  ['2001:db8::1', 'a reserved address'],
  ['2001::1', 'a reserved address'],
  ['::7f00:1', 'a reserved address'],
  ['64:ff9b:1::a00:1', 'a reserved address'],
  ['not an address', 'not an IP address'],
  ['', 'not an IP address'],
])('refuses %s as %s', (address, range) => {
  expect(privateRange(address)).toBe(range);
});

test.each([
  ['::ffff:127.0.0.1', 'a loopback address'],
  ['::ffff:7f00:1', 'a loopback address'],
  ['::FFFF:A9FE:A9FE', 'a cloud metadata address'],
  ['0:0:0:0:0:ffff:10.0.0.1', 'a private address'],
  ['::ffff:0:10.0.0.1', 'a private address'],
  ['64:ff9b::192.168.1.1', 'a private address'],
  ['64:ff9b::7f00:1', 'a loopback address'],
  ['2002:7f00:1::', 'a loopback address'],
  ['2002:c0a8:101::1', 'a private address'],
])('judges the IPv4 address inside %s as %s', (address, range) => {
  expect(privateRange(address)).toBe(range);
});

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
])('lets the public address %s through', (address) => {
  expect(privateRange(address)).toBeUndefined();
});

test('judges an IPv4 address the same when it is mapped into IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(privateRange(`::ffff:${address}`)).toBe(privateRange(address));
    }),
  );
});
