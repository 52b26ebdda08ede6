import { LRUCache } from 'lru-cache';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import type { Charts } from './charts.ts';

/** What answers for one site. */
export interface OpenedSite {
  readonly config: Config;
  readonly charts: ChartDependencies;
  readonly services: readonly CdsService[];
}

/** Finds what answers for a site by its decisions (`Site.decisions`); undefined is a tenant without an entry. */
export type OpenedSites = (decisions: string | undefined) => OpenedSite;

/** Sites of which a thread holds what answers for them; each takes some six kilobytes, and ten microseconds to build. */
const maxOpened = 1000;

/** Opens sites as they are asked for, and lets go of those that are longest unused. */
export function openSites(
  config: Config,
  charts: Charts,
  servicesOf: (charts: ChartDependencies) => readonly CdsService[],
): OpenedSites {
  const usual = { config, charts: charts.dependencies, services: servicesOf(charts.dependencies) };
  const opened = new LRUCache<string, OpenedSite>({ max: maxOpened });
  return (decisions) => {
    if (decisions === undefined) return usual;
    const before = opened.get(decisions);
    if (before !== undefined) return before;
    const { config: own, dependencies } = charts.ofSite(decisions);
    const made = { config: own, charts: dependencies, services: servicesOf(dependencies) };
    opened.set(decisions, made);
    return made;
  };
}
