import { z } from 'zod';

declare const canonical: unique symbol;

/** A FHIR server's base URL in its one canonical spelling, so that two compare as equal texts. */
export type BaseUrl = string & { readonly [canonical]: true };

/**
 * The canonical spelling of a base URL (RFC 3986, 6.2): scheme and host in lower case, the scheme's own port and one
 * trailing slash left out. Undefined where it is no absolute http(s) URL, or has a query, a fragment or user info.
 */
export function parseBaseUrl(text: string): BaseUrl | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  // URL ignores an empty query or fragment, but it would swallow the path that is appended to the base.
  return /[?#]/.test(text) ? undefined : (withoutTrailingSlash(url.href) as BaseUrl);
}

/** A base URL in a file or setting; parsed to its canonical spelling. */
export const baseUrl = z.string().transform((text, context): BaseUrl => {
  const base = parseBaseUrl(text);
  if (base !== undefined) return base;
  const message = 'is not an absolute http(s) URL without query, fragment or user info';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** One trailing slash off a URL or path. */
export function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
