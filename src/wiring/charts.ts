import { wordsIn } from '../cards/words.ts';
import { createClock } from '../chart/clock.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { detectorsOn } from '../config/detectors-on.ts';
import { createSite, type Site } from '../config/site-settings.ts';
import { detectors } from '../detectors/index.ts';
import { createGateway, type Gateway } from '../fhir/client/client.ts';
import { type ReadLimits, readLimits } from '../fhir/client/read-budget.ts';
import { createReader } from '../fhir/reader.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { configOfSite, decisionsIn, thresholdsOfSite } from '../sites/site.ts';
import { type FilesOfSite, fileReport, filesAtStart, filesWhenNeeded } from './site-files.ts';

/** The dependencies of the chart services, and the site's files behind them. */
export interface Charts {
  /** Of a tenant that no site of its own names. */
  readonly dependencies: ChartDependencies;
  /** The code sets with the site's changes. */
  readonly codeSets: CodeSets;
  /** The settings and dependencies of a site with these decisions (`Site.decisions`); they share what is no site's own. */
  ofSite(decisions: string): { readonly config: Config; readonly dependencies: ChartDependencies };
  /** Stops watching the site's files. */
  close(): void;
}

/** What the charts are opened with. */
export interface ChartSurroundings extends Pick<ChartDependencies, 'memory' | 'pseudonyms' | 'metrics' | 'log'> {
  readonly metrics: ChartDependencies['metrics'] & Pick<Metrics, 'fhirRead'>;
  /** Logs that a file of the site was read again, or is broken. */
  readonly fileLog: Log;
}

/**
 * Builds the dependencies of the chart services from the settings.
 * @throws one clear line if a file of the site can't be used
 */
export function openCharts(config: Config, surroundings: ChartSurroundings): Charts {
  const { fileLog } = surroundings;
  const reportFile = fileReport(fileLog);
  const site = createSite(config.siteSettings, detectors, reportFile('SITE_SETTINGS'));
  const { codeSets } = site;
  const atStart = filesAtStart(config, codeSets, fileLog);
  // Of these the main thread may read none, so that it can't speak for the workers.
  const whenNeeded = filesWhenNeeded(codeSets, surroundings.log);
  const gateway = createGateway(surroundings.metrics.fhirRead, shareOf(config));
  const shared = { ...surroundings, site, gateway, pagesLanguage: config.language };
  return {
    dependencies: dependenciesOf(config, atStart, shared),
    codeSets,
    ofSite: (text) => {
      const decisions = decisionsIn(text);
      const own = configOfSite(config, decisions);
      // What the environment names is open already.
      const files = {
        ...whenNeeded.of(own),
        ...(own.staffDirectory === config.staffDirectory && { staff: atStart.staff }),
        ...(own.practiceCentiles === config.practiceCentiles && { centiles: atStart.centiles }),
      };
      const thresholds = thresholdsOfSite(site.thresholds, decisions);
      return { config: own, dependencies: { ...dependenciesOf(own, files, shared), thresholds } };
    },
    close: () => {
      site.close();
      atStart.close();
      whenNeeded.close();
    },
  };
}

type Shared = Omit<ChartSurroundings, 'fileLog'> &
  Pick<ChartDependencies, 'pagesLanguage'> & { readonly site: Site; readonly gateway: Gateway };

function dependenciesOf(
  config: Config,
  { staff, centiles }: FilesOfSite,
  { site: { codeSets, thresholds }, gateway, pagesLanguage, memory, pseudonyms, metrics, log }: Shared,
): ChartDependencies {
  const { timeZone, optedIn, notNamed } = config;
  return {
    policy: config,
    reader: createReader({ timeZone, codeSets, staff, listed: { optedIn, notNamed }, centiles, gateway }),
    prefetchElements: config.prefetchElements,
    detectors: detectorsOn(config),
    thresholds,
    clock: createClock(timeZone, config.asOf),
    words: wordsIn(config.language),
    ...{ pagesLanguage, memory, pseudonyms, metrics, log },
  };
}

/** What the calls of one worker may hold of FHIR answers: its share of what the process may. */
function shareOf({ workers }: Config): Partial<ReadLimits> {
  const share = Math.floor(readLimits.maxBytesInFlight / Math.max(1, workers));
  return { maxBytesInFlight: Math.max(readLimits.maxCallBytes, share) };
}
