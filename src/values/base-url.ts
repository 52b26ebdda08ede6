/**
 * A FHIR server's base URL in one spelling, so that two can be compared (RFC 3986, 6.2): scheme and host in lower case, the
 * scheme's own port and one trailing slash left out. Undefined where it is no absolute http(s) URL, or has a query, a
 * fragment or user info.
 */
export function canonicalBase(base: string): string | undefined {
  const url = URL.parse(base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  // An empty query or fragment is none to URL, but would swallow the path that is put behind the base.
  return /[?#]/.test(base) ? undefined : url.href.replace(/\/$/, '');
}
