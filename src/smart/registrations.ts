import { serversOf } from '../cds/fhir-access.ts';
import type { SmartRegistration, TrustedClient } from '../cds/trusted-clients.ts';
import { type BaseUrl, parseBaseUrl } from '../values/base-url.ts';

/** A client whose EHR may open the thread of care. */
export type SmartClient = TrustedClient & { readonly smart: SmartRegistration };

/** A FHIR server that may launch, and the client that registered it. */
export interface Launcher {
  readonly client: SmartClient;
  readonly base: BaseUrl;
}

/**
 * Who launches: the client that registered this FHIR base. `iss` comes from whoever made the link, so it is compared and
 * never called otherwise (SMART App Launch 2.2, 5.1.1); undefined if nobody registered it.
 */
export function launcherOf(clients: readonly TrustedClient[], iss: string): Launcher | undefined {
  const base = parseBaseUrl(iss);
  if (base === undefined) return undefined;
  const client = clients.find(
    (one): one is SmartClient => one.smart !== undefined && serversOf(one).bases.includes(base),
  );
  return client && { client, base };
}

/** Every FHIR base that launches. */
export function basesOf(clients: readonly TrustedClient[]): readonly BaseUrl[] {
  return clients.flatMap((client) => serversOf(client).launching);
}

/** The launcher of a launch that was begun or of a session, as it is registered now: undefined if it is not any longer. */
export function stillRegistered(
  clients: readonly TrustedClient[],
  { base, client: issuer }: { readonly base: string; readonly client: string },
): Launcher | undefined {
  const launcher = launcherOf(clients, base);
  return launcher?.client.issuer === issuer ? launcher : undefined;
}

/** Every origin that may frame a page: for those pages that hold nothing about a person, and belong to no launch. */
export function everyOrigin(clients: readonly TrustedClient[]): readonly string[] {
  return [...new Set(clients.flatMap(({ smart }) => smart?.launchOrigins ?? []))];
}
