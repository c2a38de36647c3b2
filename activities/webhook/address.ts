import { BlockList, isIP } from 'node:net';

/** Whether a request may go to this IP address. */
export type Permitted = (address: string) => boolean;

/** What of IPv4 is not the public Internet (IANA's special-purpose registry), and where clouds answer for themselves. */
const notPublic = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // Azure's metadata and DNS; the other clouds' are link-local or shared addresses.
  '168.63.129.16/32',
];

/** Of IPv6 only this is handed out. */
const global = ['2000::/3'];
/** And of that not what is reserved, for documents, or carries an IPv4 address (Teredo, 6to4). */
const reserved = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const refused4 = listOf(notPublic, 'ipv4');
const global6 = listOf(global, 'ipv6');
const reserved6 = listOf(reserved, 'ipv6');

/** Whether an address is one of the public Internet. What carries an IPv4 address inside (mapped, NAT64) is none. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused4.check(address, 'ipv4');
    case 6:
      return global6.check(address, 'ipv6') && !reserved6.check(address, 'ipv6');
    default:
      return false;
  }
}

function listOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [base = '', bits = ''] = subnet.split('/');
    list.addSubnet(base, Number(bits), family);
  }
  return list;
}
