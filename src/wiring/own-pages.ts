import type { Config } from '../config/config.ts';
import type { OwnPageCode } from '../detectors/index.ts';
import { createGateway } from '../fhir/client/client.ts';
import { ownReadLimits } from '../fhir/read/own-work.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Metrics } from '../observability/metrics.ts';
import { createOwnPages, type OwnPages } from '../own-page/own-pages.ts';
import { withoutTrailingSlash } from '../values/base-url.ts';
import type { ServiceMemory } from './memory.ts';
import type { OpenedSites } from './opened-sites.ts';

/** What all these pages together may hold of FHIR answers: two that take all they may. */
const maxBytesInFlight = 128 * 1024 * 1024;

/** The pages of a user's own work at a site (`Site.decisions`). */
export type OwnPagesOfSite = (site: string | undefined) => OwnPages;

/** The pages of a user's own work, with the settings and words of each site. */
export function openOwnPages(
  sites: OpenedSites,
  codeSets: CodeSets,
  { readOwnCards, pseudonyms }: Pick<ServiceMemory, 'readOwnCards' | 'pseudonyms'>,
  { fhirRead }: Pick<Metrics, 'fhirRead'>,
): OwnPagesOfSite {
  const gateway = createGateway(fhirRead, { ...ownReadLimits, maxBytesInFlight });
  return (site) => {
    const { config, charts } = sites(site);
    const { reflectionFor, reflectionGroup, notNamed, timeZone, publicUrl } = config;
    const { clock, words } = charts;
    return createOwnPages({
      caseload: isOn('own-caseload', config),
      reflection: isOn('reflection-invitation', config),
      ...{ reflectionFor, reflectionGroup, notNamed, timeZone },
      ...{ codeSets, readOwnCards, pseudonyms, clock, words, gateway },
      prefix: withoutTrailingSlash(new URL(publicUrl).pathname),
    });
  };
}

/** Off until a site turns it on; the demonstration shows everything. */
function isOn(code: OwnPageCode, { detectionsOn, detectionsOff, demo }: Config): boolean {
  return !detectionsOff.includes(code) && (demo || detectionsOn.includes(code));
}
