import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { silentLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { sitesIn } from '#src/sites/site-entry.ts';
import { type SiteList, siteList } from '#src/sites/site-list.ts';
import { openCharts } from '#src/wiring/charts.ts';
import { type OpenedSites, openSites } from '#src/wiring/opened-sites.ts';
import { judged, type Row } from './bench.ts';

const count = 10_000;
const issuer = 'https://ehr.example.org';
const languages = ['en-GB', 'nb-NO', 'de-DE', 'nl-NL', 'fr-FR', 'cy-GB'];
const settingsOf = (n: number) => ({
  SITE_TIME_ZONE: n % 2 === 0 ? 'Europe/London' : 'Europe/Oslo',
  LANGUAGE: languages[n % languages.length],
  MAX_CARDS: n % 4,
  DETECTIONS_OFF: n % 3 === 0 ? ['late-presentation'] : [],
  OPTED_IN: [`https://fhir.hl7.org.uk/Id/gmc-number|${n}`],
  STAFF_DIRECTORY: `staff/${n}.json`,
});

/** Ten thousand sites in one process: what they hold, and what finding and opening a call's site takes of CPU. */
export async function* measureSites(): AsyncGenerator<Row> {
  const config = readConfig({ WORKERS: '0', STORE_URL: 'memory:' });
  const charts = openCharts(config, {
    log: silentLog,
    fileLog: silentLog,
    metrics: createMetrics(),
    memory: { recall: () => Promise.reject(new Error('nobody calls')) },
    pseudonyms: createPseudonyms(Buffer.alloc(32, 7)),
  });
  const opened = openSites(config, charts, services);
  opened(undefined);
  const before = heapAfterCollecting();
  const sites = readSites(config);
  const held = heapAfterCollecting() - before;
  const few = cpuOf(sites, opened, (n) => n % 300);
  // Coprime with the number of sites, so that none comes again before all others have been.
  const all = cpuOf(sites, opened, (n) => (n * 7919) % count);
  const openHeap = heapAfterCollecting() - before - held;
  charts.close();
  const megabyte = 1_000_000;
  yield judged(
    '10,000 sites: what their entries hold',
    held / megabyte,
    { must: 50, aim: 20 },
    { unit: ' MB', digits: 1 },
  );
  yield { measured: 'and what each thread has open of them', result: `${(openHeap / megabyte).toFixed(1)} MB` };
  const limits = { must: 20, aim: 20 };
  yield judged('CPU of a call for its site, one of 300', few, limits, { unit: ' µs', digits: 1 });
  yield judged('the same, each of 10,000 in turn', all, limits, { unit: ' µs', digits: 1 });
}

function readSites(config: ReturnType<typeof readConfig>): SiteList {
  const entries = Array.from({ length: count }, (_, n) => ({
    ...{ issuer, tenant: `practice-${n}`, fhirServer: `https://fhir.example.org/${n}/r4` },
    ...{ organization: `https://fhir.nhs.uk/Id/ods-organization-code|A${n}`, settings: settingsOf(n) },
  }));
  return siteList(sitesIn({ sites: entries }, '/site/sites.json', config));
}

/** CPU in µs of finding a site by its tenant and opening what answers for it. */
function cpuOf(sites: SiteList, opened: OpenedSites, which: (call: number) => number): number {
  const calls = 20_000;
  let used = 0;
  // The first round compiles.
  for (const _round of ['first', 'second']) {
    const start = process.cpuUsage();
    for (let n = 0; n < calls; n += 1) opened(sites.of(JSON.stringify([issuer, `practice-${which(n)}`]))?.decisions);
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / calls;
  }
  return used;
}

function heapAfterCollecting(): number {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
