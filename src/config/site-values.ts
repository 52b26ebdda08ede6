import type { z } from 'zod';
import type { QuietTimes } from '../cards/quieting.ts';
import { settings } from './settings.ts';

type Settings = z.output<typeof settings>;

/** Settings that each site of `SITES` may have for itself; the environment gives those that it leaves out. */
export const siteSettingNames = [
  'SITE_TIME_ZONE',
  'LANGUAGE',
  'DETECTIONS_ON',
  'DETECTIONS_OFF',
  'SILENT',
  'SILENT_EXCEPT',
  'MAX_CARDS',
  'CARDS_PER_100_OPENINGS',
  'SAME_VISIT_HOURS',
  'QUIET_SHOWN_DAYS',
  'QUIET_NOT_NOW_DAYS',
  'QUIET_NOT_RIGHT_DAYS',
  'QUIET_ALREADY_KNOWN_DAYS',
  'STAFF_DIRECTORY',
  'PRACTICE_CENTILES',
  'OPTED_IN',
  'NOT_NAMED',
  'REFLECTION_FOR',
  'REFLECTION_GROUP',
  'THREAD_LEAVES_OUT',
  'WHO_TO_RING',
  'EVIDENCE',
  'PREFETCH_ELEMENTS',
  'METRICS_BY_SITE',
] as const satisfies readonly (keyof Settings)[];

export type SiteSettingName = (typeof siteSettingNames)[number];
export type SiteValues = Pick<Settings, SiteSettingName>;

/** What a site decides, as the program uses it. */
export interface SiteConfig {
  readonly maxCards: number;
  readonly detectionsOff: Settings['DETECTIONS_OFF'];
  readonly detectionsOn: Settings['DETECTIONS_ON'];
  /** No detection's cards are shown but those of `silentExcept`. */
  readonly silent: boolean;
  readonly silentExcept: Settings['SILENT_EXCEPT'];
  readonly practiceCentiles: string | undefined;
  readonly staffDirectory: string | undefined;
  readonly optedIn: Settings['OPTED_IN'];
  readonly notNamed: Settings['NOT_NAMED'];
  readonly reflectionFor: Settings['REFLECTION_FOR'];
  readonly reflectionGroup: string | undefined;
  /** What the thread of care leaves out for everyone. */
  readonly threadLeavesOut: Settings['THREAD_LEAVES_OUT'];
  readonly whoToRing: string | undefined;
  readonly timeZone: string;
  readonly language: Settings['LANGUAGE'];
  /** Whether cards name, in an extension, the resources that they count. */
  readonly evidence: boolean;
  /** Whether prefetch templates ask for the elements that are read alone. */
  readonly prefetchElements: boolean;
  /** How long a showing or an answer keeps a card quiet, in ms. */
  readonly quiet: QuietTimes;
  /** 0 for no limit. */
  readonly cardsPer100: number;
  /** Whether its openings and cards are counted by themselves, too. */
  readonly metricsBySite: boolean;
}

/** The settings of a site as the program uses them. */
export function siteConfigOf(values: SiteValues): SiteConfig {
  return {
    maxCards: values.MAX_CARDS,
    detectionsOff: Object.freeze(values.DETECTIONS_OFF) as Settings['DETECTIONS_OFF'],
    detectionsOn: Object.freeze(values.DETECTIONS_ON) as Settings['DETECTIONS_ON'],
    silent: values.SILENT === 'true',
    silentExcept: Object.freeze(values.SILENT_EXCEPT) as Settings['SILENT_EXCEPT'],
    practiceCentiles: values.PRACTICE_CENTILES,
    staffDirectory: values.STAFF_DIRECTORY,
    optedIn: Object.freeze(values.OPTED_IN) as Settings['OPTED_IN'],
    notNamed: Object.freeze(values.NOT_NAMED) as Settings['NOT_NAMED'],
    reflectionFor: Object.freeze(values.REFLECTION_FOR) as Settings['REFLECTION_FOR'],
    reflectionGroup: values.REFLECTION_GROUP,
    threadLeavesOut: Object.freeze(values.THREAD_LEAVES_OUT) as Settings['THREAD_LEAVES_OUT'],
    whoToRing: values.WHO_TO_RING,
    timeZone: values.SITE_TIME_ZONE,
    language: values.LANGUAGE,
    evidence: values.EVIDENCE === 'on',
    prefetchElements: values.PREFETCH_ELEMENTS === 'on',
    quiet: quietTimes(values),
    cardsPer100: values.CARDS_PER_100_OPENINGS,
    metricsBySite: values.METRICS_BY_SITE === 'true',
  };
}

/** The values of the settings that a site may have. */
export function siteValuesOf(values: Settings): SiteValues {
  return Object.fromEntries(siteSettingNames.map((name) => [name, values[name]])) as unknown as SiteValues;
}

/**
 * What a site's entry sets, each checked as the variable of that name is; lists may be lists, and numbers numbers.
 * @throws one line that begins with the setting's name
 */
export function parseSiteValues(given: Readonly<Record<string, unknown>>): Partial<SiteValues> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!isSiteSetting(name)) throw new Error(`${name}: is no setting of a site`);
      const parsed = settings.shape[name].safeParse(asText(value));
      if (parsed.success) return [name, parsed.data];
      const [issue] = parsed.error.issues;
      const [item] = issue?.path ?? [];
      throw new Error(`${name}: ${typeof item === 'number' ? `item ${item + 1} ` : ''}${issue?.message}`);
    }),
  );
}

function isSiteSetting(name: string): name is SiteSettingName {
  return siteSettingNames.some((one) => one === name);
}

/** A value of JSON as it would stand in the environment. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.some((item) => String(item).includes(',')) ? value : value.join(',');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

const hour = 60 * 60 * 1000;

function quietTimes(values: SiteValues): QuietTimes {
  return {
    sameVisit: values.SAME_VISIT_HOURS * hour,
    shown: values.QUIET_SHOWN_DAYS * 24 * hour,
    notNow: values.QUIET_NOT_NOW_DAYS * 24 * hour,
    notRight: values.QUIET_NOT_RIGHT_DAYS * 24 * hour,
    alreadyKnown: values.QUIET_ALREADY_KNOWN_DAYS * 24 * hour,
  };
}
