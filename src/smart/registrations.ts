import { serversOf } from '../cds/fhir-access.ts';
import type { SmartRegistration, TrustedClient } from '../cds/trusted-clients.ts';
import type { SiteList } from '../sites/site-list.ts';
import { type BaseUrl, parseBaseUrl } from '../values/base-url.ts';

/** A client whose EHR may open the thread of care. */
export type SmartClient = TrustedClient & { readonly smart: SmartRegistration };

/** A FHIR server that may launch, and the client that registered it. */
export interface Launcher {
  readonly client: SmartClient;
  readonly base: BaseUrl;
}

/** Who may launch now. */
export interface Registrations {
  readonly clients: () => readonly TrustedClient[];
  readonly sites: Pick<SiteList, 'at' | 'origins'>;
}

/**
 * Who launches: the client that registered this FHIR base, for all that it does or for one of its sites. `iss` comes from
 * whoever made the link, so it is compared and never called otherwise (SMART App Launch 2.2, 5.1.1); undefined if nobody
 * registered it.
 */
export function launcherOf({ clients, sites }: Registrations, iss: string): Launcher | undefined {
  const base = parseBaseUrl(iss);
  if (base === undefined) return undefined;
  const [site] = sites.at(base);
  // Sites that share a base share its registration.
  const client = site ? clients().find(({ issuer }) => issuer === site.issuer) : clientAt(clients(), base);
  const smart = site?.smart ?? client?.smart;
  if (client === undefined || smart === undefined) return undefined;
  const ofSite = { ...client, smart, fhirServers: [base] };
  return serversOf(ofSite).bases.includes(base) ? { client: ofSite, base } : undefined;
}

function clientAt(clients: readonly TrustedClient[], base: BaseUrl): TrustedClient | undefined {
  return clients.find((one) => one.smart !== undefined && one.fhirServers.includes(base));
}

/** Every FHIR base that launches, but those of sites. */
export function basesOf(clients: readonly TrustedClient[]): readonly BaseUrl[] {
  return clients.flatMap((client) => serversOf(client).launching);
}

/** The launcher of a launch that was begun or of a session, as it is registered now: undefined if it is not any longer. */
export function stillRegistered(
  registered: Registrations,
  { base, client: issuer }: { readonly base: string; readonly client: string },
): Launcher | undefined {
  const launcher = launcherOf(registered, base);
  return launcher?.client.issuer === issuer ? launcher : undefined;
}

/** Every origin that may frame a page: for those pages that hold nothing about a person, and belong to no launch. */
export function everyOrigin({ clients, sites }: Registrations): readonly string[] {
  return [...new Set([...clients().flatMap(({ smart }) => smart?.launchOrigins ?? []), ...sites.origins()])];
}
