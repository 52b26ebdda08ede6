import { z } from 'zod';
import { tenantName } from '../cds/tenant.ts';

/** How an administrator names a tenant; parsed to the text that the audit has. */
export const tenantInBody = z
  .union([
    z.string().min(1).max(2000),
    z.strictObject({ issuer: z.string().min(1).max(1000), tenant: z.string().min(1).max(1000).optional() }),
  ])
  .transform((given) => (typeof given === 'string' ? given : tenantName(given.issuer, given.tenant)))
  .describe('The client’s issuer and tenant, or the text that the audit has as `tenant`');
