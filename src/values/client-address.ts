import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';

/**
 * The address by which a caller is counted. Of IPv6 it is the /64 network, since one host may use every address of it
 * (RFC 4862). A proxy can name anything as the address of its caller; what is none counts as one caller.
 */
export function addressOf({ ip }: { readonly ip: string | undefined }): string {
  return ip !== undefined && isIP(ip) !== 0 ? normalizeIP(ip) : 'unknown';
}
