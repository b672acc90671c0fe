import { BlockList, isIP } from 'node:net';

/** Says whether an outbound connection to this IP address is allowed. */
export type AddressGuard = (address: string) => boolean;

// IANA special-purpose registries: nothing here is a host of the public Internet.
const refusedIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

// Of IPv6 only global unicast is public, less what can tunnel to an IPv4 address or documents.
const publicIpv6 = ['2000::/3'];
const refusedIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/**
 * A guard that lets public addresses through and those in `allow` (CIDR such as `10.0.0.0/8`; a
 * bare address is a range of one). Loopback, private, link-local, carrier NAT, multicast and
 * tunnelling ranges are refused otherwise, also when wrapped in IPv6.
 * @throws TypeError when an entry of `allow` is not a CIDR range.
 */
export function createAddressGuard(allow: readonly string[]): AddressGuard {
  const allowed = blockList(allow);
  const refused = blockList([...refusedIpv4, ...refusedIpv6]);
  const publicRanges = blockList(publicIpv6);
  return (text) => {
    const address = unwrap(text);
    const version = isIP(address);
    if (version === 0) return false;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (allowed.check(address, family)) return true;
    if (refused.check(address, family)) return false;
    return version === 4 || publicRanges.check(address, family);
  };
}

/** IPv4-mapped IPv6 (`::ffff:a.b.c.d`) as the IPv4 address that the kernel would connect to. */
function unwrap(text: string): string {
  const address = text.replace(/^\[|\]$|%.*$/g, '');
  if (isIP(address) !== 6) return address;
  const [, high, low] =
    /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (!high || !low) return address;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (version === 0 || prefix < 0 || prefix > longest) {
      throw new TypeError(`not a CIDR range: ${range}`);
    }
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
