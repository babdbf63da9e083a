import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Why an IP address must not be reached from a server: the name of its range ("a loopback address"), or undefined
 * for a public address. IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4) are judged by what they carry.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function privateRange(address: string): string | undefined {
  const [plain = ''] = address.split('%', 1);
  if (isIP(plain) === 0) return 'not an IP address';
  if (isIPv4(plain)) return rangeIn(IPV4_RANGES, plain, 'ipv4');
  const carried = carriedIPv4(plain);
  if (carried !== undefined) return privateRange(carried);
  return rangeIn(IPV6_RANGES, plain, 'ipv6') ?? (PUBLIC_IPV6.check(plain, 'ipv6') ? undefined : 'a reserved address');
}

interface Range {
  readonly name: string;
  readonly list: BlockList;
}

function rangeIn(ranges: readonly Range[], address: string, family: 'ipv4' | 'ipv6'): string | undefined {
  return ranges.find(({ list }) => list.check(address, family))?.name;
}

/** The IPv4 address inside an IPv6 one, for the three forms whose traffic may end at that IPv4 address. */
function carriedIPv4(address: string): string | undefined {
  const words = ipv6Words(address);
  const start = EMBEDDINGS.find(({ prefix }) => prefix.every((word, index) => words[index] === word))?.start;
  if (start === undefined) return undefined;
  const [high = 0, low = 0] = words.slice(start);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight 16-bit words of an IPv6 address in any spelling. */
function ipv6Words(address: string): number[] {
  const hex = address.replace(/[\d.]+$/, (tail) => (isIPv4(tail) ? dottedToHex(tail) : tail));
  const [head = '', tail] = hex.split('::', 2);
  const first = wordsOf(head);
  const last = tail === undefined ? [] : wordsOf(tail);
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

function wordsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
}

function dottedToHex(dotted: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** Leading words of an IPv6 address that carries an IPv4 address, and the word at which that one starts. */
const EMBEDDINGS: readonly { readonly prefix: readonly number[]; readonly start: number }[] = [
  { prefix: [0, 0, 0, 0, 0, 0xffff], start: 6 },
  { prefix: [0, 0, 0, 0, 0xffff, 0], start: 6 },
  { prefix: [0x64, 0xff9b, 0, 0, 0, 0], start: 6 },
  { prefix: [0x2002], start: 1 },
];

const IPV4_RANGES = ranges('ipv4', {
  'a loopback address': ['127.0.0.0/8'],
  'a private address': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
  'a cloud metadata address': ['169.254.169.254/32', '169.254.170.2/32', '168.63.129.16/32', '192.0.0.192/32'],
  'a link-local address': ['169.254.0.0/16'],
  'an unspecified address': ['0.0.0.0/8'],
  'a multicast address': ['224.0.0.0/4'],
  'a reserved address': [
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
  ],
});

const IPV6_RANGES = ranges('ipv6', {
  'a loopback address': ['::1/128'],
  'an unspecified address': ['::/128'],
  'a cloud metadata address': ['fd00:ec2::254/128', 'fd20:ce::254/128'],
  'a private address': ['fc00::/7', 'fec0::/10'],
  'a link-local address': ['fe80::/10'],
  'a multicast address': ['ff00::/8'],
  'a reserved address': ['2001::/23', '2001:db8::/32', '3fff::/20'],
});

/** The only part of IPv6 that is handed out for the public internet. */
const PUBLIC_IPV6 = blockList('ipv6', ['2000::/3']);

function ranges(family: 'ipv4' | 'ipv6', named: Readonly<Record<string, readonly string[]>>): readonly Range[] {
  return Object.entries(named).map(([name, subnets]) => ({ name, list: blockList(family, subnets) }));
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits = ''] = subnet.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}
