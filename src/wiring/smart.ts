import { randomBytes } from 'node:crypto';
import type { AppOptions } from '../app.ts';
import { tenantName } from '../cds/tenant.ts';
import type { TrustedClient } from '../cds/trusted-clients.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { parseJson, readSiteFile } from '../config/site-file.ts';
import { createGateway } from '../fhir/client/client.ts';
import { outcomeOf } from '../http/audit-requests.ts';
import type { Pseudonyms } from '../memory/pseudonyms.ts';
import type { Audit } from '../observability/audit.ts';
import type { SiteList } from '../sites/site-list.ts';
import { type SmartKey, smartKeyOf } from '../smart/key.ts';
import type { OpenedPage } from '../smart/pages.ts';
import { tenantOf } from '../smart/session.ts';
import { createClientFetch } from './clients.ts';

const maxKeyBytes = 64 * 1024;
const timeoutMs = 5000;

/**
 * The key of SMART_KEY, by which EHRs recognise this service; undefined where it is not set.
 * @throws one clear line if the file can't be used
 */
export async function openSmartKey({ smartKey: file }: Pick<Config, 'smartKey'>): Promise<SmartKey | undefined> {
  if (file === undefined) return undefined;
  try {
    return await smartKeyOf(parseJson(readSiteFile(file, maxKeyBytes, () => {})));
  } catch (error) {
    throw new Error(`SMART_KEY: ${file} ${error instanceof Error ? error.message : "can't be read"}`);
  }
}

/** The thread of care for these clients and sites; where callers need no token, they are all of one tenant, `open`. */
export function openSmart(
  { sessionKey }: Pick<Config, 'sessionKey'>,
  {
    clients,
    sites,
    isOpen,
    key,
    charts,
    audit,
  }: {
    readonly clients: () => readonly TrustedClient[];
    readonly sites: SiteList;
    readonly isOpen: boolean;
    readonly key: SmartKey | undefined;
    readonly charts: Pick<ChartDependencies, 'words' | 'pseudonyms'>;
    readonly audit: Pick<Audit, 'write'>;
  },
): Omit<NonNullable<AppOptions['smart']>, 'pages'> {
  const fetchOf = createClientFetch();
  return {
    clients,
    sites,
    gateway: createGateway(),
    tenantOf: isOpen ? () => 'open' : tenantOf,
    sessionKey: sessionKey ?? randomBytes(32),
    key,
    fetchFor: (client) => (address, init) =>
      fetchOf(client, address, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    words: charts.words,
    onPage: auditPages(audit, charts.pseudonyms),
    now: Date.now,
  };
}

/** Writes one audit line for every page that was asked for with a session. */
function auditPages(audit: Pick<Audit, 'write'>, pseudonyms: Pseudonyms): (opened: OpenedPage) => void {
  return ({ page, session: { client, server, patient, user, ...session }, status, ms }) => {
    const tenant = session.tenant ?? tenantName(client, undefined);
    // As the calls of hooks name their user.
    const own = user?.startsWith(`${server.base}/`) ? user.slice(server.base.length + 1) : user;
    const [clinician] = own === undefined ? [] : pseudonyms.clinician(tenant, [own]);
    audit.write({
      ...{ kind: 'page', tenant, service: page, outcome: outcomeOf(status), status, ms },
      ...(patient !== undefined && { patient: pseudonyms.patient(tenant, patient) }),
      ...(clinician !== undefined && { clinician }),
    });
  };
}
