import { describe, expect, test } from '@jest/globals';
import { type AddressScope, isAddressAllowed } from '#src/outbound/addresses.ts';

/** An address, and the scopes in which it is allowed. */
const table: readonly (readonly [string, ...AddressScope[]])[] = [
  ['93.184.216.34', 'public', 'private', 'any'],
  ['2606:2800:220:1:248:1893:25c8:1946', 'public', 'private', 'any'],
  ['127.0.0.1', 'private', 'any'],
  ['::1', 'private', 'any'],
  ['::ffff:127.0.0.1', 'private', 'any'],
  ['10.0.0.7', 'private', 'any'],
  ['172.16.0.1', 'private', 'any'],
  ['192.168.1.1', 'private', 'any'],
  ['100.64.0.1', 'private', 'any'],
  ['fd12:3456::1', 'private', 'any'],
  ['169.254.169.254', 'any'],
  ['::ffff:169.254.169.254', 'any'],
  ['fe80::1', 'any'],
  ['fd00:ec2::254', 'any'],
  ['100.100.100.200', 'any'],
  ['::ffff:100.100.100.200', 'any'],
  ['168.63.129.16', 'any'],
  ['0.0.0.0', 'any'],
  ['255.255.255.255', 'any'],
  ['224.0.0.1', 'any'],
  ['64:ff9b::7f00:1', 'any'],
  ['2002:7f00:1::', 'any'],
  ['::7f00:1', 'any'],
  ['not an address', 'any'],
];

describe.each(table)('%s', (address, ...within) => {
  test.each(['public', 'private', 'any'] as const)('within %s', (reach) => {
    expect(isAddressAllowed(address, reach)).toBe(within.includes(reach));
  });
});
