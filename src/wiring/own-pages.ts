import type { Config } from '../config/config.ts';
import type { OwnPageCode } from '../detectors/index.ts';
import { createGateway } from '../fhir/client/client.ts';
import { ownReadLimits } from '../fhir/read/own-work.ts';
import type { Metrics } from '../observability/metrics.ts';
import { createOwnPages, type OwnPages } from '../own-page/own-pages.ts';
import { withoutTrailingSlash } from '../values/base-url.ts';
import type { Charts } from './charts.ts';
import type { ServiceMemory } from './memory.ts';

/** What all these pages together may hold of FHIR answers: two that take all they may. */
const maxBytesInFlight = 128 * 1024 * 1024;

/** The pages of a user's own work, with the settings, words and files of the charts. */
export function openOwnPages(
  config: Config,
  { dependencies: { clock, words }, codeSets }: Pick<Charts, 'dependencies' | 'codeSets'>,
  { readOwnCards, pseudonyms }: Pick<ServiceMemory, 'readOwnCards' | 'pseudonyms'>,
  { fhirRead }: Pick<Metrics, 'fhirRead'>,
): OwnPages {
  const { reflectionFor, reflectionGroup, notNamed, timeZone, language, publicUrl } = config;
  return createOwnPages({
    caseload: isOn('own-caseload', config),
    reflection: isOn('reflection-invitation', config),
    ...{ reflectionFor, reflectionGroup, notNamed, timeZone, language },
    ...{ codeSets, readOwnCards, pseudonyms, clock, words },
    prefix: withoutTrailingSlash(new URL(publicUrl).pathname),
    gateway: createGateway(fhirRead, { ...ownReadLimits, maxBytesInFlight }),
  });
}

/** Off until a site turns it on; the demonstration shows everything. */
function isOn(code: OwnPageCode, { detectionsOn, detectionsOff, demo }: Config): boolean {
  return !detectionsOff.includes(code) && (demo || detectionsOn.includes(code));
}
