/**
 * Whose record keeping a call belongs to, as the store and the audit name it: a client's issuer and, where it lists any,
 * its tenant.
 */
export function tenantName(issuer: string, tenant: string | undefined): string {
  return JSON.stringify([issuer, ...(tenant === undefined ? [] : [tenant])]);
}
