import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Which addresses may be connected to: those of the public internet, private and loopback ones too, or any. */
export type Reach = 'public' | 'private' | 'any';

/** An address that may not be connected to; it names nothing, so that it may be logged. */
export class ForbiddenAddress extends Error {
  readonly code = 'ERR_FORBIDDEN_ADDRESS';

  constructor() {
    super('this address may not be called');
  }
}

const privateRanges: readonly string[] = ['unicast', 'loopback', 'private', 'uniqueLocal', 'carrierGradeNat'];

/**
 * Where clouds answer a machine about itself, with credentials, outside of the link-local range: AWS over IPv6, Alibaba,
 * Azure's wire server. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
const metadata: readonly string[] = ['fd00:ec2::254', '100.100.100.200', '168.63.129.16'];

/** All of IPv6 that is given to the public internet (RFC 4291, 2.4, and IANA's registry). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address may be connected to. IPv4-mapped IPv6 counts as the IPv4 address that it holds; addresses that
 * hold one in other ways (6to4, Teredo, NAT64) never may, nor may link-local ones, where clouds keep their metadata.
 */
export function mayConnect(address: string, reach: Reach): boolean {
  if (reach === 'any') return true;
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (metadata.includes(ip.toString())) return false;
  const range = ip.range();
  // What the library has no name for is unicast to it: `::7f00:1` too, which once stood for 127.0.0.1.
  if (range === 'unicast' && ip instanceof ipaddr.IPv6 && !ip.match(globalUnicast)) return false;
  return reach === 'public' ? range === 'unicast' : privateRanges.includes(range);
}

/** Whether a host, as a URL has it, is an IP address that may not be connected to: no name is looked up for it. */
export function isForbiddenLiteral(hostname: string, reach: Reach): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !mayConnect(address, reach);
}

/**
 * A `lookup` for connections that gives only addresses that may be connected to. What it gives is what is connected to, so
 * that a name can't mean one thing when it is checked and another when it is called (DNS rebinding).
 */
export function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first, ...others] = addresses.filter(({ address }) => mayConnect(address, reach));
      // One forbidden address among the answers makes the whole name suspect.
      if (first === undefined || others.length + 1 < addresses.length) return done(new ForbiddenAddress(), '', 0);
      if (options.all) return done(null, [first, ...others]);
      return done(null, first.address, first.family);
    });
  };
}
