import type { LaunchedPage } from '../admin/launched.ts';
import { tenantName } from '../cds/tenant.ts';
import type { SiteList } from '../sites/site-list.ts';
import type { SmartPages } from '../smart/pages.ts';
import type { SmartSession } from '../smart/session.ts';
import type { ThreadRequest } from '../thread/open-thread.ts';
import type { OwnPagesOfSite } from './own-pages.ts';
import type { OpenThread } from './threads.ts';

/** What makes the pages. */
interface PageMakers {
  readonly openThread: OpenThread;
  readonly ownPagesOf: OwnPagesOfSite;
  readonly launched: LaunchedPage;
}

/** The pages of a session: those about a chart are made by whatever answers calls. */
export function smartPages({ openThread, ownPagesOf, launched }: PageMakers, sites: Pick<SiteList, 'of'>): SmartPages {
  const siteOf = ({ tenant }: SmartSession) => (tenant === undefined ? undefined : sites.of(tenant)?.decisions);
  const ask = (session: SmartSession) => ({ ...requestOf(session), site: siteOf(session) });
  return {
    thread: (session, { years }) => openThread({ ...ask(session), page: 'thread', length: years }),
    leaflet: (session) => openThread({ ...ask(session), page: 'leaflet', length: '10' }),
    own: (session, query) => ownPagesOf(siteOf(session)).own(session, query),
    goodbyes: (session) => ownPagesOf(siteOf(session)).goodbyes(session),
    administration: launched,
  };
}

function requestOf(session: SmartSession): Omit<ThreadRequest, 'page' | 'length' | 'site'> {
  const { id, client, tenant, server, user = '', patient = '', encounter, appContext, banner } = session;
  return {
    patientId: patient,
    userId: user,
    encounterId: encounter,
    server,
    // Of a client with several tenants a launch names none: then nothing is remembered of what was shown before.
    tenant: tenant ?? tenantName(client, undefined),
    finding: appContext?.finding,
    banner,
    launch: `of=${id}`,
  };
}
