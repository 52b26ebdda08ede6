import { type Config, readConfig } from '../config/config.ts';
import { watchPracticeCentiles } from '../config/practice-centiles.ts';
import { createSite } from '../config/site-settings.ts';
import { detectors } from '../detectors/index.ts';
import type { Settings } from '../detectors/run.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { PracticeCentiles } from '../history/practice-centiles.ts';
import { RunRefused } from './refused.ts';

/** Settings about who may call the service, and from where: no command listens. */
const aboutCallers = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'TRUSTED_CLIENTS',
  'FHIR_SERVERS',
  'OPEN_ACCESS',
  'DEMO',
  'TRUST_PROXY',
];

/** The site's settings, as the service itself would have them with the same environment. */
export interface PracticeSite {
  readonly config: Config;
  readonly thresholds: Settings;
  readonly codeSets: CodeSets;
  readonly centiles: PracticeCentiles | undefined;
}

/**
 * Reads the site's settings from the environment.
 * @throws RunRefused with one line that names the setting that can't be used
 */
export function readSite(env: Readonly<Record<string, string | undefined>>): PracticeSite {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !aboutCallers.includes(name)));
  try {
    const config = readConfig(own);
    const site = createSite(config.siteSettings, detectors);
    site.close();
    const centiles = config.practiceCentiles === undefined ? undefined : readCentiles(config.practiceCentiles);
    return { config, thresholds: site.thresholds(), codeSets: site.codeSets, centiles };
  } catch (error) {
    throw new RunRefused(error instanceof Error ? error.message : 'a setting can’t be used');
  }
}

function readCentiles(file: string): PracticeCentiles {
  const watched = watchPracticeCentiles({ file, report: () => {} });
  watched.close();
  return watched.current();
}
