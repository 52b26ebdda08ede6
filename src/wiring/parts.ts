import { randomBytes } from 'node:crypto';
import { unreviewedOf } from '../cards/wording/index.ts';
import type { TrustedClient } from '../cds/trusted-clients.ts';
import type { Config } from '../config/config.ts';
import { type Audit, openAudit } from '../observability/audit.ts';
import type { Log } from '../observability/log.ts';
import { createMetrics, type Metrics } from '../observability/metrics.ts';
import { noSites } from '../sites/site-list.ts';
import { type WatchedSites, watchSites } from '../sites/watch-sites.ts';
import { type Administration, openAdministration } from './administration.ts';
import { type Charts, openCharts } from './charts.ts';
import { openClients } from './clients.ts';
import { openMemory, type ServiceMemory } from './memory.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { fileReport } from './site-files.ts';
import { openSmart, openSmartKey } from './smart.ts';

/** What the process that embeds the service gives to its parts. */
export interface PartsOptions {
  readonly log: Log;
  /** Clients beside those of the TRUSTED_CLIENTS file, where there is one. */
  readonly ownClients?: readonly TrustedClient[];
  readonly audit?: Audit;
}

/** Everything that is opened for a service, and closed with it. */
export interface Parts {
  readonly config: Config & { readonly pseudonymKey: Buffer };
  readonly log: Log;
  readonly metrics: Metrics;
  readonly audit: Audit;
  readonly memory: ServiceMemory;
  readonly charts: Charts;
  readonly clients: ReturnType<typeof openClients>;
  readonly smart: ReturnType<typeof openSmart>;
  readonly sites: WatchedSites;
  readonly administration: Administration;
  readonly readiness: Readiness;
}

/**
 * Opens the parts of a service.
 * @throws one clear line if a file of the site, or the store, can't be used
 */
export async function openParts(
  given: Config,
  { log, audit: givenAudit, ownClients = [] }: PartsOptions,
): Promise<Parts> {
  const config = { ...given, pseudonymKey: given.pseudonymKey ?? randomBytes(32) };
  const metrics = createMetrics();
  const audit = givenAudit ?? openAudit(config.auditLog, (event, count) => log.error({ event, count }));
  const key = await openSmartKey(config);
  const sites = openSiteList(config, log);
  const memory = await openMemory(config, { sites, log, metrics });
  const charts = openCharts(config, {
    log,
    metrics,
    memory: memory.memory,
    pseudonyms: memory.pseudonyms,
    fileLog: log,
  });
  const signing = { own: ownClients, hasSmartKey: key !== undefined };
  const clients = openClients(config, { log, usedTokens: memory.usedTokens, ...signing });
  return {
    config,
    log,
    metrics,
    memory,
    audit,
    charts,
    clients,
    smart: openSmart(config, {
      sites,
      clients: clients?.list.current ?? (() => ownClients),
      isOpen: clients === undefined,
      key,
      charts: charts.dependencies,
      audit,
    }),
    sites,
    administration: openAdministration(config, { charts, memory, log, metrics }),
    readiness: createReadiness(log),
  };
}

function openSiteList({ sites, ...config }: Config, log: Log): WatchedSites {
  if (sites === undefined) return { ...noSites, close: () => {} };
  const watched = watchSites(sites, { config, report: fileReport(log)('SITES') });
  for (const language of unreviewedOf(watched.languages()))
    if (language !== config.language) log.warn({ event: 'language-unreviewed', setting: 'SITES', language });
  return watched;
}
