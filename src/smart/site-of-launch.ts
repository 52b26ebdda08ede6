import type { Gateway } from '../fhir/client/client.ts';
import { readOrganisations } from '../fhir/read/read-organisations.ts';
import type { SiteList } from '../sites/site-list.ts';
import { SmartRefusal } from './refusal.ts';
import type { Launcher } from './registrations.ts';
import { type HeldSession, openedSession } from './session.ts';

/**
 * The tenant of the site that a launch comes from: the only one at its FHIR base, else that of the patient's managing
 * organisation, or, where there is no patient, of the user's roles; undefined where no site has this base.
 * @throws SmartRefusal `site-unknown` where that is none of several, or more than one: another site's settings, words and
 * memory would be used
 */
export async function tenantOfLaunch(
  sites: Pick<SiteList, 'at'>,
  gateway: Gateway,
  launcher: Launcher,
  session: HeldSession,
): Promise<string | undefined> {
  // The administrator's figures are those of all sites together.
  if (session.launch === 'admin') return undefined;
  const here = sites.at(launcher.base);
  if (here.length <= 1) return here[0]?.tenant;
  const { server, patient, user } = openedSession(session, launcher, undefined);
  const organisations = await readOrganisations(gateway, server, { patient, user });
  const found = here.filter(
    ({ organization }) => organization !== undefined && organisations.some((names) => names.includes(organization)),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new SmartRefusal('site-unknown');
  return only.tenant;
}
