import type { AddressScope } from '../../outbound/addresses.ts';
import type { BaseUrl } from '../../values/base-url.ts';
import { isLoopback } from '../../values/hosts.ts';
import type { ExportClient } from './client-file.ts';
import { exportRefusal } from './refusal.ts';

/** Which addresses an export may call: those on origins that its operator named, and no other. */
export interface Addresses {
  /** Which IP addresses these origins may have. */
  readonly scope: AddressScope;
  /** Whether the access token may go there: to the FHIR server's own origin alone. */
  isOwn(url: URL): boolean;
  /**
   * An address that a server gave, relative ones on `from`.
   * @throws ExportRefusal where it may not be called
   */
  check(address: string, from?: URL): URL;
  /** The same for a token endpoint. */
  checkTokenEndpoint(address: string): URL;
}

/** @throws ExportRefusal where what the operator named is http beyond this machine, and the client file doesn't allow that */
export function createAddresses(base: BaseUrl, client: ExportClient): Addresses {
  const own = new URL(base);
  const origins = new Set([own.origin, ...client.files]);
  const { tokenEndpoint } = client.credentials ?? {};
  const tokenOrigins = new Set([own.origin, ...(tokenEndpoint === undefined ? [] : [new URL(tokenEndpoint).origin])]);
  for (const origin of [...origins, ...tokenOrigins]) {
    if (isSecure(new URL(origin), client.allowHttp)) continue;
    throw exportRefusal('address', `${origin} is http: use https, or say allowHttp in the client file`);
  }
  const checked =
    (allowed: ReadonlySet<string>, field: string) =>
    (address: string, from: URL = own) => {
      const url = address.length > maxLength ? null : URL.parse(address, from.href);
      if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password)
        throw exportRefusal('address', 'the server names an address that can’t be called');
      if (allowed.has(url.origin)) return url;
      throw exportRefusal('address', `the server leads to ${url.origin}, which is not in ${field} of the client file`);
    };
  return {
    scope: client.allowPrivateAddresses || isLoopback(own.hostname) ? 'private' : 'public',
    isOwn: (url) => url.origin === own.origin,
    check: checked(origins, 'files'),
    checkTokenEndpoint: checked(tokenOrigins, 'tokenEndpoint'),
  };
}

/** Signed addresses of object stores are long; nothing longer is one. */
const maxLength = 8192;

function isSecure({ protocol, hostname }: URL, allowHttp: boolean): boolean {
  return protocol === 'https:' || allowHttp || isLoopback(hostname);
}
