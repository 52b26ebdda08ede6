import { type Words, wordsIn } from './cards/words.ts';
import { createClock, type Moment } from './clock.ts';
import type { Config } from './config.ts';
import { offByDefault } from './detectors/codes.ts';
import type { Detector } from './detectors/detector.ts';
import { detectors } from './detectors/index.ts';
import type { Settings } from './detectors/run.ts';
import { createGateway } from './fhir/client.ts';
import type { CodeSets } from './fhir/code-sets.ts';
import { createReader, type Reader } from './fhir/reader.ts';
import { createStaffDirectory } from './fhir/staff-directory.ts';
import type { Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';
import type { Remembering } from './remembering.ts';
import { createSite } from './site-settings.ts';

/** What every service works with; built once, at the start. */
export interface Collaborators {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly reader: Reader;
  /** Those in force. */
  readonly codeSets: CodeSets;
  /** Those that are built and on here, in the list's order. */
  readonly detectors: readonly Detector[];
  /** Thresholds in force. */
  readonly thresholds: () => Settings;
  readonly clock: () => Moment;
  readonly words: Words;
  readonly remembering: Remembering;
  /** Stops watching the site's files. */
  close(): void;
}

/**
 * Builds them from the settings.
 * @throws one clear line where a file of the site can't be used
 */
export function createCollaborators(
  config: Config,
  log: Log,
  metrics: Metrics,
  remembering: Remembering,
): Collaborators {
  const reportFile = fileReport(log);
  const site = createSite(config.siteSettings, detectors, reportFile('SITE_SETTINGS'));
  const staff =
    config.staffDirectory === undefined
      ? undefined
      : createStaffDirectory(config.staffDirectory, reportFile('STAFF_DIRECTORY'));
  return {
    config,
    log,
    metrics,
    reader: createReader({
      timeZone: config.timeZone,
      codeSets: site.codeSets,
      staff,
      gateway: createGateway(metrics.fhirRead),
    }),
    codeSets: site.codeSets,
    detectors: detectors.filter(({ code }) => isOn(code, config)),
    thresholds: site.thresholds,
    clock: createClock(config.timeZone, config.asOf),
    words: wordsIn(config.language),
    remembering,
    close: () => {
      site.close();
      staff?.close();
    },
  };
}

/** Says in the log how a file of the site was read again. */
export function fileReport(log: Log): (setting: string) => (change: 'read' | 'broken') => void {
  return (setting) => (change) =>
    change === 'read'
      ? log.info({ event: 'site-file-read', setting })
      : log.error({ event: 'site-file-broken', setting });
}

function isOn(code: Detector['code'], config: Config): boolean {
  if (config.detectionsOff.includes(code)) return false;
  return !offByDefault.includes(code) || config.detectionsOn.includes(code);
}
