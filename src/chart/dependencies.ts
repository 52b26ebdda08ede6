import type { QuietTimes } from '../cards/quieting.ts';
import type { Words } from '../cards/words.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Settings } from '../detectors/run.ts';
import type { Reader } from '../fhir/reader.ts';
import type { Memory } from '../memory/memory.ts';
import type { SitePseudonyms } from '../memory/pseudonyms.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Moment } from './clock.ts';

/** What a site decides about its cards. */
export interface CardPolicy {
  /** Cards of one answer. */
  readonly maxCards: number;
  readonly quiet: QuietTimes;
  /** Cards of one clinician in 100 openings; 0 for no limit. */
  readonly cardsPer100: number;
  /** What links lead to. */
  readonly publicUrl: string;
  /** Whether a card names the resources that it rests on. */
  readonly evidence: boolean;
}

/** What every service about a chart works with; built once, at the start. */
export interface ChartDependencies {
  readonly policy: CardPolicy;
  readonly reader: Reader;
  /** Those that are on here, in the list's order. */
  readonly detectors: readonly Detector[];
  /** Thresholds in force. */
  readonly thresholds: () => Settings;
  readonly clock: () => Moment;
  readonly words: Words;
  readonly memory: Memory;
  readonly pseudonyms: SitePseudonyms;
  readonly log: Log;
  readonly metrics: Metrics;
}
