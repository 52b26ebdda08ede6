/** Addresses of pages that an EHR frames. */
export function isFramed(path: string): boolean {
  return /^\/thread(?=[/?]|$)/.test(path);
}

/**
 * The content security policy of a framed page: no script, no style but ours, and no frame but the EHR's own
 * (CSP 3, 6.4.2). X-Frame-Options knows no list of origins, and browsers ignore it beside `frame-ancestors`.
 */
export function framedPolicy(origins: readonly string[]): string {
  const own = ["default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'none'"];
  return [...own, `frame-ancestors ${origins.length === 0 ? "'none'" : origins.join(' ')}`].join('; ');
}

/** Headers of every answer there; the policy is that of a page whose EHR is not known yet. */
export const framedHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': framedPolicy([]),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
