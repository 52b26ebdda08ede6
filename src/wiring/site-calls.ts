import type { AnsweredCall } from '../cds/service.ts';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../observability/metrics.ts';
import { configOfSite, decisionsIn } from '../sites/site.ts';
import type { SiteList } from '../sites/site-list.ts';

/** Counts an opening by its site, where the site, or else the environment, asks for that. */
export function countBySite(
  { metricsBySite }: Pick<Config, 'metricsBySite'>,
  sites: Pick<SiteList, 'of'>,
  { openedAt }: Pick<Metrics, 'openedAt'>,
): (call: AnsweredCall) => void {
  return ({ tenant, opening }) => {
    if (opening !== undefined && (sites.of(tenant)?.counted ?? metricsBySite)) openedAt(tenant, opening.shown.length);
  };
}

/** Whether a tenant's site, or else the environment, gives a list of who works there. */
export function hasStaff(config: Config, sites: Pick<SiteList, 'of'>): (tenant: string) => boolean {
  return (tenant) => {
    const site = sites.of(tenant);
    const { staffDirectory } = site === undefined ? config : configOfSite(config, decisionsIn(site.decisions));
    return staffDirectory !== undefined;
  };
}
