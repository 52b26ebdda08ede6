/**
 * The tenant of a call, as the store and the audit name it: the client's issuer and, if its entry lists tenants, the one of
 * the token.
 */
export function tenantName(issuer: string, tenant: string | undefined): string {
  return JSON.stringify([issuer, ...(tenant === undefined ? [] : [tenant])]);
}
