import { tenantName } from '../cds/tenant.ts';
import type { OwnPages } from '../own-page/own-pages.ts';
import type { SmartPages } from '../smart/pages.ts';
import type { SmartSession } from '../smart/session.ts';
import type { ThreadRequest } from '../thread/open-thread.ts';
import type { OpenThread } from './threads.ts';

/** The pages of a session: those about a chart are made by whatever answers calls. */
export function smartPages(openThread: OpenThread, ownPages: OwnPages): SmartPages {
  return {
    thread: (session, { years }) => openThread({ ...requestOf(session), page: 'thread', length: years }),
    leaflet: (session) => openThread({ ...requestOf(session), page: 'leaflet', length: '10' }),
    ...ownPages,
  };
}

function requestOf(session: SmartSession): Omit<ThreadRequest, 'page' | 'length'> {
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
