import { isPublic } from '../../../activities/webhook/address.ts';
import { createWebhookSender } from '../../../activities/webhook/sender.ts';

const refused: readonly (readonly [what: string, address: string])[] = [
  ['this host', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback, another', '127.255.255.254'],
  ['a private network', '10.0.0.1'],
  ['a private network', '172.16.0.1'],
  ['a private network, its last', '172.31.255.255'],
  ['a private network', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['a cloud’s metadata in it', '100.100.100.200'],
  ['link-local', '169.254.1.1'],
  ['the metadata of most clouds', '169.254.169.254'],
  ['Azure’s metadata', '168.63.129.16'],
  ['protocol assignments, a cloud’s metadata in them', '192.0.0.192'],
  ['documents', '192.0.2.1'],
  ['documents', '198.51.100.7'],
  ['documents', '203.0.113.9'],
  ['relays', '192.88.99.1'],
  ['benchmarks', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['loopback, mapped', '::ffff:127.0.0.1'],
  ['private, mapped, in figures', '::ffff:a00:1'],
  ['public, mapped: not how anybody is reached', '::ffff:8.8.8.8'],
  ['compatible', '::127.0.0.1'],
  ['NAT64 of a private address', '64:ff9b::a00:1'],
  ['NAT64 of one’s own', '64:ff9b:1::1'],
  ['6to4 of a private address', '2002:a00:1::1'],
  ['Teredo', '2001:0:1::1'],
  ['unique-local', 'fc00::1'],
  ['unique-local', 'fd12:3456::1'],
  ['a cloud’s metadata', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local, with its zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['documents', '2001:db8::1'],
  ['documents', '3fff::1'],
  ['discarding', '100::1'],
  ['no address', 'hooks.acme.test'],
  ['nothing', ''],
];

const permitted = ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '192.169.0.1', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::1']; // prettier-ignore

describe('an address', () => {
  it.each(refused)('is refused where it is %s: %s', (_, address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(permitted)('is permitted where it is public: %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe('a webhook to an address in figures', () => {
  const sender = createWebhookSender({ secrets: ['a'.repeat(32)], allow: [] });

  it.each([
    ['http://127.0.0.1:1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.0.0.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://[::1]/', '::1'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://１０.0.0.1/', '10.0.0.1'],
    ['https://169.254.169.254/latest/meta-data', '169.254.169.254'],
  ])('fails for good, however it is written: %s', async (url, address) => {
    const because = `webhook refused: ${address} is not a public address`;
    expect(await sender.send({ id: 'x', url, headers: {}, body: '{}' })).toEqual({ kind: 'failed', because, refused: false }); // prettier-ignore
  });
});
