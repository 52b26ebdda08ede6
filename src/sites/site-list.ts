import { isDeepStrictEqual } from 'node:util';
import type { Language } from '../cards/wording/index.ts';
import type { BaseUrl } from '../values/base-url.ts';
import type { Site } from './site.ts';

/** The sites of a service, as last read without fault. */
export interface SiteList {
  /** The site of a tenant; undefined where it has no entry, and the environment decides. */
  of(tenant: string): Site | undefined;
  /** The sites whose FHIR base this is. */
  at(base: BaseUrl): readonly Site[];
  /** The languages of the sites, each once. */
  languages(): readonly Language[];
  /** Origins that may frame the pages of a site, at most {@link maxOrigins}. */
  origins(): readonly string[];
}

export const noSites: SiteList = { of: () => undefined, at: () => [], languages: () => [], origins: () => [] };

/** They go into a header, which proxies limit to some kilobytes. */
const maxOrigins = 50;

/**
 * Sites by tenant and by FHIR base.
 * @throws if two are of one tenant, or if one FHIR base has two clients or registrations: nobody could say whose launch it is
 */
export function siteList(sites: readonly Site[]): SiteList {
  const byTenant = new Map<string, Site>();
  const byBase = new Map<BaseUrl, Site[]>();
  for (const site of sites) {
    const { tenant, issuer, fhirServer } = site;
    if (byTenant.has(tenant)) throw new Error(`has the tenant ${tenant} twice`);
    byTenant.set(tenant, site);
    if (fhirServer === undefined) continue;
    const there = byBase.get(fhirServer) ?? [];
    if (there.some((one) => one.issuer !== issuer)) throw new Error(`has the FHIR server ${fhirServer} of two issuers`);
    if (there.some((one) => !isDeepStrictEqual(one.smart, site.smart)))
      throw new Error(`has the FHIR server ${fhirServer} with two registrations of the app`);
    there.push(site);
    byBase.set(fhirServer, there);
  }
  const languages = [...new Set(sites.map(({ language }) => language))];
  const all = [...new Set(sites.flatMap(({ smart }) => smart?.launchOrigins ?? []))].slice(0, maxOrigins);
  return {
    of: (tenant) => byTenant.get(tenant),
    at: (base) => byBase.get(base) ?? [],
    languages: () => languages,
    origins: () => all,
  };
}
