import type { Language } from '../cards/wording/index.ts';
import type { SmartRegistration } from '../cds/trusted-clients.ts';
import type { Config } from '../config/config.ts';
import { type SiteValues, siteConfigOf } from '../config/site-values.ts';
import type { Settings } from '../detectors/run.ts';
import type { BaseUrl } from '../values/base-url.ts';

/** One practice of many that a service answers for, with what is decided there. */
export interface Site {
  /** As `tenantName` makes it, or `open` where callers need no token. */
  readonly tenant: string;
  readonly issuer: string;
  /** It may be called for this site, and launches it. */
  readonly fhirServer: BaseUrl | undefined;
  /** `Organization/id` or `system|value`. */
  readonly organization: string | undefined;
  /** The app's registration here; undefined where it is that of the client. */
  readonly smart: SmartRegistration | undefined;
  /** The language of its cards. */
  readonly language: Language;
  /** Whether its openings and cards are counted by themselves, too. */
  readonly counted: boolean;
  /**
   * {@link Decisions} as JSON: ten thousand of them take little room, go from thread to thread with a call, and name what was
   * built of them.
   */
  readonly decisions: string;
}

/** What a site decides for itself. */
export interface Decisions {
  readonly values: Partial<SiteValues>;
  readonly thresholds?: Readonly<Record<string, object>>;
}

/** The settings of the service with a site's own; everything that belongs to no site stays as it is. */
export function configOfSite(config: Config, { values }: Decisions): Config {
  const siteValues = { ...config.siteValues, ...values };
  return { ...config, ...siteConfigOf(siteValues), siteValues };
}

/** Thresholds with a site's own: those of a detection that it changes are its own altogether. */
export function thresholdsOfSite(thresholds: () => Settings, { thresholds: own }: Decisions): () => Settings {
  if (own === undefined) return thresholds;
  const changed = Object.entries(own);
  return () => new Map([...thresholds(), ...changed]);
}

/** Reads {@link Site.decisions}. */
export function decisionsIn(text: string): Decisions {
  return JSON.parse(text) as Decisions;
}
