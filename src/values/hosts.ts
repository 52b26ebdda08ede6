import ipaddr from 'ipaddr.js';

/**
 * A host name or IP address as the WHATWG URL Standard writes it, so that two spellings compare as equal: lower case,
 * IPv4 as four decimal numbers (`127.1` is 127.0.0.1), IPv6 compressed and in brackets. Undefined where it is neither.
 */
export function canonicalHost(host: string): string | undefined {
  // Only these characters, so that no part of the text can become a user, a port or a path of the URL.
  if (!/^(?:[\w.-]+|\[?[\da-f:.]+\]?)$/i.test(host)) return undefined;
  const authority = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname : undefined;
}

/**
 * Whether a host is this machine alone: `localhost` (RFC 6761, 6.3), 127.0.0.0/8, `::1`, or 127.0.0.0/8 mapped into IPv6.
 */
export function isLoopback(host: string): boolean {
  const canonical = canonicalHost(host)?.replace(/^\[|\]$/g, '') ?? '';
  if (/^localhost\.?$/.test(canonical)) return true;
  return ipaddr.isValid(canonical) && ipaddr.process(canonical).range() === 'loopback';
}

/** Whether listening on this address means listening on all addresses of the machine. */
export function isWildcard(host: string): boolean {
  return ['0.0.0.0', '[::]', '[::ffff:0:0]'].includes(canonicalHost(host) ?? '');
}
