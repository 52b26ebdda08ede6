import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Which addresses may be connected to: the public internet, private and loopback ranges too, or any. */
export type AddressScope = 'public' | 'private' | 'any';

/** An address that must not be connected to. The message does not contain it, so it may be logged. */
export class ForbiddenAddress extends Error {
  readonly code = 'ERR_FORBIDDEN_ADDRESS';

  constructor() {
    super('this address may not be called');
  }
}

const privateRanges: readonly string[] = ['unicast', 'loopback', 'private', 'uniqueLocal', 'carrierGradeNat'];

/**
 * Cloud metadata services outside the link-local range, which hand out credentials: AWS over IPv6, Alibaba, Azure's
 * wire server. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
const cloudMetadataAddresses: readonly string[] = ['fd00:ec2::254', '100.100.100.200', '168.63.129.16'];

/** The IPv6 range allocated to the public internet (RFC 4291, 2.4, and IANA's registry). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address may be connected to. IPv4-mapped IPv6 is judged as its IPv4 address; other embeddings (6to4,
 * Teredo, NAT64) and link-local addresses, where clouds serve metadata, are never allowed.
 */
export function isAddressAllowed(address: string, scope: AddressScope): boolean {
  if (scope === 'any') return true;
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (cloudMetadataAddresses.includes(ip.toString())) return false;
  const range = ip.range();
  // The library calls every unnamed range unicast: `::7f00:1` too, once the IPv4-compatible form of 127.0.0.1.
  if (range === 'unicast' && ip instanceof ipaddr.IPv6 && !ip.match(globalUnicast)) return false;
  return scope === 'public' ? range === 'unicast' : privateRanges.includes(range);
}

/** Whether a URL's host is a forbidden IP address, for which no lookup would be made. */
export function isForbiddenLiteral(hostname: string, scope: AddressScope): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !isAddressAllowed(address, scope);
}

/**
 * A `lookup` that resolves only to allowed addresses. The connection uses the very address that was checked, which
 * prevents DNS rebinding.
 */
export function guardedLookup(scope: AddressScope): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first, ...rest] = addresses.filter(({ address }) => isAddressAllowed(address, scope));
      // One forbidden address makes the whole name suspect.
      if (first === undefined || rest.length + 1 < addresses.length) return done(new ForbiddenAddress(), '', 0);
      if (options.all) return done(null, [first, ...rest]);
      return done(null, first.address, first.family);
    });
  };
}
