import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';

/**
 * The network address by which a caller is counted: for IPv6 the /64 network, since one host may use all of its addresses
 * (RFC 4862). A proxy can send any text as the address of its caller; all that are no address count as one caller.
 */
export function addressOf({ ip }: { readonly ip: string | undefined }): string {
  return ip !== undefined && isIP(ip) !== 0 ? normalizeIP(ip) : 'unknown';
}
