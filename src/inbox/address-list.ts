import { BlockList, isIP } from 'node:net';

/** Compiles a list of addresses and CIDR ranges into a test of one address. Entries that are neither match nothing. */
export function compileAddressList(entries: readonly string[]): (address: string) => boolean {
  // One list for each family: a range of IPv6 would otherwise hold the IPv4 addresses that it can be written for.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of entries.map(parseRange)) {
    if (range !== undefined) lists[range.family].addSubnet(range.address, range.prefix, range.family);
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && lists[familyOf(version)].check(address, familyOf(version));
  };
}

/** Whether the text is an address or a CIDR range, for example `203.0.113.0/24`. */
export function isAddressRange(text: string): boolean {
  return parseRange(text) !== undefined;
}

/** An address as people know it: IPv4 that came over an IPv6 socket without its prefix. */
export function plainAddress(address: string | undefined): string {
  if (address === undefined) return '';
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...rest] = text.trim().split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  if (version === 0 || rest.length > 0) return undefined;
  if (prefix === undefined) return { address, prefix: most, family: familyOf(version) };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > most) return undefined;
  return { address, prefix: Number(prefix), family: familyOf(version) };
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 6 ? 'ipv6' : 'ipv4';
}
