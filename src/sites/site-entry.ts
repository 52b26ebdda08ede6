import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { smartRegistration } from '../cds/smart-registration.ts';
import { tenantName } from '../cds/tenant.ts';
import { longestName } from '../cds/trusted-clients.ts';
import type { Config } from '../config/config.ts';
import { refuseSiteContradictions } from '../config/setting-rules.ts';
import { thresholdsSchema } from '../config/site-settings.ts';
import { parseSiteValues } from '../config/site-values.ts';
import { detectors } from '../detectors/index.ts';
import { type BaseUrl, baseUrl } from '../values/base-url.ts';
import type { Site } from './site.ts';

const name = z.string().min(1).max(longestName);
const thresholds = thresholdsSchema(detectors);

/** One site, as an integrator writes it. */
export const siteEntry = z
  .strictObject({
    issuer: name.describe(
      'Issuer of the client whose site it is, as in TRUSTED_CLIENTS; `open` where callers need no token',
    ),
    tenant: name.optional().describe('Tenant as the client’s tokens name it; left out where they name none'),
    fhirServer: baseUrl
      .optional()
      .describe('FHIR base of the site: it may be called for this site, and is the `iss` of its SMART launches'),
    organization: z
      .string()
      .max(1024)
      .regex(/^(?:Organization\/[A-Za-z0-9\-.]{1,64}|[^|\s]+\|[^|]+)$/, 'is neither Organization/id nor system|value')
      .optional()
      .describe('Organization/id or system|value of the site: tells sites apart that share a FHIR base'),
    smart: smartRegistration
      .optional()
      .describe('Registration of the app at this site’s EHR, in place of the client’s'),
    settings: z.record(z.string(), z.unknown()).default({}).describe('Settings by their names in the environment'),
    thresholds: thresholds.optional().describe('Thresholds by detection, as `detections` in SITE_SETTINGS'),
  })
  .refine(({ smart, fhirServer }) => smart === undefined || fhirServer !== undefined, {
    error: 'must have the FHIR server that launches it',
    path: ['fhirServer'],
  });

/** Settings that name a file; a relative path begins beside the file of the entry. */
const files = ['STAFF_DIRECTORY', 'PRACTICE_CENTILES'] as const;

/**
 * Reads the entries of one file: an entry, a list of them, or `{ "sites": […] }`.
 * @throws one line, without a part of the content, that says which entry is wrong and why
 */
export function sitesIn(json: unknown, file: string, config: Pick<Config, 'siteValues' | 'demo'>): readonly Site[] {
  return entriesIn(json).map((entry, index, all) => {
    try {
      return siteOf(entry, file, config);
    } catch (error) {
      const place = all.length === 1 ? '' : `entry ${index + 1}: `;
      throw new Error(`${place}${error instanceof z.ZodError ? firstIssue(error) : messageOf(error)}`);
    }
  });
}

function entriesIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json === 'object' && json !== null && 'sites' in json && Array.isArray(json.sites)) return json.sites;
  return [json];
}

function siteOf(entry: unknown, file: string, { siteValues, demo }: Pick<Config, 'siteValues' | 'demo'>): Site {
  const { issuer, tenant, fhirServer, organization, smart, settings, thresholds: changed } = siteEntry.parse(entry);
  const values = parseSiteValues(settings);
  const all = { ...siteValues, ...values };
  refuseSiteContradictions(all, demo);
  for (const setting of files) {
    const path = values[setting];
    if (path !== undefined) values[setting] = resolve(dirname(file), path);
  }
  return {
    tenant: issuer === 'open' && tenant === undefined ? 'open' : tenantName(issuer, tenant),
    issuer,
    fhirServer: fhirServer as BaseUrl | undefined,
    organization,
    smart,
    language: all.LANGUAGE,
    counted: all.METRICS_BY_SITE === 'true',
    decisions: JSON.stringify({ values, ...(changed && { thresholds: changed }) }),
  };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return path === '' ? `${issue?.message}` : `${path}: ${issue?.message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "can't be read";
}
