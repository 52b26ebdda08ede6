import type { QuietTimes } from '../cards/quieting.ts';
import type { Language } from '../cards/wording/index.ts';
import type { Words } from '../cards/words.ts';
import type { Detector } from '../detectors/detector.ts';
import type { Settings } from '../detectors/run.ts';
import type { Reader } from '../fhir/reader.ts';
import type { Memory } from '../memory/memory.ts';
import type { SitePseudonyms } from '../memory/pseudonyms.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Moment } from './clock.ts';

/** A site's decisions about its cards. */
export interface CardPolicy {
  /** Maximum cards per response. */
  readonly maxCards: number;
  /** Detections show nothing but those of `silentExcept`; what they would have shown is remembered. */
  readonly silent: boolean;
  readonly silentExcept: readonly string[];
  readonly quiet: QuietTimes;
  /** Maximum new cards per 100 openings of one clinician; 0 for no limit. */
  readonly cardsPer100: number;
  /** Base of the links on cards, without a trailing slash. */
  readonly publicUrl: string;
  /** Whether cards name, in an extension, the resources that they count. */
  readonly evidence: boolean;
}

/** The dependencies of every chart service; built once, at the start. */
export interface ChartDependencies {
  readonly policy: CardPolicy;
  readonly reader: Reader;
  /** Whether prefetch templates ask for the elements that are read alone. */
  readonly prefetchElements: boolean;
  /** The detectors that are on at this site, in the list's order. */
  readonly detectors: readonly Detector[];
  /** Thresholds in force. */
  readonly thresholds: () => Settings;
  readonly clock: () => Moment;
  readonly words: Words;
  /** The language that the service's pages have where none is asked for. */
  readonly pagesLanguage: Language;
  readonly memory: Pick<Memory, 'recall'>;
  readonly pseudonyms: SitePseudonyms;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'finding' | 'shown' | 'shownSilently' | 'held' | 'skipped' | 'unusable'>;
}
