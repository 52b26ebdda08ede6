import { wordsIn } from '../cards/words.ts';
import { createClock } from '../chart/clock.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { detectorsOn } from '../config/detectors-on.ts';
import { createSite } from '../config/site-settings.ts';
import { detectors } from '../detectors/index.ts';
import { createGateway } from '../fhir/client/client.ts';
import { type ReadLimits, readLimits } from '../fhir/client/read-budget.ts';
import { createReader } from '../fhir/reader.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { openCentiles } from './practice-centiles.ts';
import { openStaffDirectory } from './staff-directory.ts';

/** The dependencies of the chart services, and the site's files behind them. */
export interface Charts {
  readonly dependencies: ChartDependencies;
  /** The code sets with the site's changes. */
  readonly codeSets: CodeSets;
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
export function openCharts(config: Config, { fileLog, ...surroundings }: ChartSurroundings): Charts {
  const reportFile = fileReport(fileLog);
  const site = createSite(config.siteSettings, detectors, reportFile('SITE_SETTINGS'));
  const { timeZone, staffDirectory, optedIn, notNamed } = config;
  const { codeSets } = site;
  const staff =
    staffDirectory === undefined ? undefined : openStaffDirectory(staffDirectory, reportFile('STAFF_DIRECTORY'));
  const centiles =
    config.practiceCentiles === undefined
      ? undefined
      : openCentiles(config.practiceCentiles, reportFile('PRACTICE_CENTILES'), () =>
          fileLog.warn({ event: 'site-file-old', setting: 'PRACTICE_CENTILES' }),
        );
  return {
    dependencies: {
      policy: config,
      reader: createReader({
        timeZone,
        codeSets,
        staff,
        listed: { optedIn, notNamed },
        centiles,
        gateway: createGateway(surroundings.metrics.fhirRead, shareOf(config)),
      }),
      prefetchElements: config.prefetchElements,
      detectors: detectorsOn(config),
      thresholds: site.thresholds,
      clock: createClock(timeZone, config.asOf),
      words: wordsIn(config.language),
      ...surroundings,
    },
    codeSets,
    close: () => {
      site.close();
      staff?.close();
      centiles?.close();
    },
  };
}

/** What the calls of one worker may hold of FHIR answers: its share of what the process may. */
function shareOf({ workers }: Config): Partial<ReadLimits> {
  const share = Math.floor(readLimits.maxBytesInFlight / Math.max(1, workers));
  return { maxBytesInFlight: Math.max(readLimits.maxCallBytes, share) };
}

/** Logs that a file of the site was read again, or is broken. */
export function fileReport(log: Log): (setting: string) => (change: 'read' | 'broken') => void {
  return (setting) => (change) =>
    change === 'read'
      ? log.info({ event: 'site-file-read', setting })
      : log.error({ event: 'site-file-broken', setting });
}
