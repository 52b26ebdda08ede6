import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#src/app.ts';
import { wordsIn } from '#src/cards/words.ts';
import { trustedClients } from '#src/cds/trusted-clients.ts';
import { createGateway } from '#src/fhir/client/client.ts';
import { createLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { noSites, type SiteList } from '#src/sites/site-list.ts';
import type { SmartKey } from '#src/smart/key.ts';
import type { SmartPages } from '#src/smart/pages.ts';
import { type SmartSession, tenantOf } from '#src/smart/session.ts';
import { createClientFetch } from '#src/wiring/clients.ts';
import { ecKey } from '../support/client-tokens.ts';
import { freePort } from '../support/free-port.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type Ehr, startEhr } from './ehr.ts';

/** A service whose pages say which session they were opened with, and an EHR that launches them. */
export interface SmartSite {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly ehr: Ehr;
  /** Every session for which a page was made. */
  readonly sessions: SmartSession[];
  /** Every line logged so far. */
  readonly lines: string[];
  /** Ms by which the service's clock is ahead. */
  readonly clock: { ahead: number };
  /** The clients of the file; may be replaced. */
  readonly registered: { entries: readonly object[] };
  /** The address at which the EHR opens a launch. */
  launchUrl(launch: string, path?: string): string;
  /** A browser that has launched a chart, and the answer that it ended with. */
  launched(context?: Partial<Parameters<Ehr['create']>[0]>, path?: string): ReturnType<typeof launchIn>;
  /** Reason codes that were logged. */
  reasons(): string[];
  close(): Promise<void>;
}

export interface SiteOptions {
  readonly entry?: object;
  readonly smart?: object;
  readonly key?: SmartKey;
  readonly prefix?: string;
  readonly ratePerSecond?: number;
  readonly sessionKey?: Buffer;
  readonly ehr?: Parameters<typeof startEhr>[1];
  readonly pages?: Partial<SmartPages>;
  readonly sites?: (ehr: Ehr) => SiteList;
  /** As others see it, where that is not where it listens. */
  readonly publicUrl?: string;
}

async function launchIn(site: SmartSite, context: Partial<Parameters<Ehr['create']>[0]>, path: string) {
  const browser = cookieBrowser();
  const launch = site.ehr.create({ user: 'Practitioner/dr-wren', patient: 'p-1', ...context });
  return { browser, page: await browser.open(site.launchUrl(launch, path)) };
}

export async function startSite(options: SiteOptions = {}): Promise<SmartSite> {
  const url = `http://127.0.0.1:${await freePort()}${options.prefix ?? ''}`;
  const ehr = await startEhr(`${url}/thread/callback`, options.ehr);
  const lines: string[] = [];
  const sessions: SmartSession[] = [];
  const clock = { ahead: 0 };
  const registered = { entries: [entryFor(ehr, options)] as readonly object[] };
  const clients = () => trustedClients({ clients: registered.entries }, () => undefined);
  const fetchFor = createClientFetch();
  const app = await buildApp({
    config: {
      publicUrl: options.publicUrl ?? url,
      demo: false,
      deadlineMs: 2000,
      fhirServers: [],
      ratePerSecond: options.ratePerSecond ?? 0,
      trustProxy: [],
      reachableBy: 'this machine',
    },
    log: createLog({ level: 'debug', to: { write: (line) => void lines.push(line) } }),
    metrics: createMetrics(),
    audit: { write: () => {} },
    clients: {
      auth: async () => Promise.reject(new Error('nobody calls')),
      origins: () => clients().flatMap(({ origins }) => origins),
    },
    siteOf: () => undefined,
    servicesOf: () => [],
    answer: async () => ({ status: 200, body: '' }) as never,
    onAnswered: [],
    feedback: async () => {},
    admin: undefined,
    detections: { language: 'en-GB', settingsOf: () => undefined },
    checks: {},
    unreviewedLanguages: () => [],
    pressure: {},
    smart: {
      clients,
      tenantOf,
      sessionKey: options.sessionKey ?? randomBytes(32),
      key: options.key,
      fetchFor: (client) => (address, init) => fetchFor(client, address, init),
      words: wordsIn('en-GB'),
      sites: options.sites?.(ehr) ?? noSites,
      gateway: createGateway(),
      pages: { ...recordingPages(sessions), ...options.pages },
      onPage: () => {},
      now: () => Date.now() + clock.ahead,
    },
  });
  await app.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const site: SmartSite = {
    ...{ url, app, ehr, sessions, lines, clock, registered },
    launchUrl: (launch, path = '/thread/launch') =>
      `${url}${path}?${new URLSearchParams({ iss: ehr.base, ...(launch && { launch }) })}`,
    launched: (context = {}, path = '/thread/launch') => launchIn(site, context, path),
    reasons: () => lines.flatMap((line) => JSON.parse(line).reason ?? []),
    close: async () => {
      await app.close();
      await ehr.close();
    },
  };
  return site;
}

/** An entry of the clients' file that registers an EHR. */
export function entryFor({ base, origin }: Pick<Ehr, 'base' | 'origin'>, { entry, smart }: SiteOptions = {}): object {
  return {
    issuer: 'https://ehr.example.org',
    jwks: { keys: [ecKey().jwk] },
    fhirServers: [base],
    allowHttp: true,
    allowPrivateAddresses: true,
    smart: { clientId: 'secure-base', authentication: 'none', launchOrigins: [origin], ...smart },
    ...entry,
  };
}

function recordingPages(sessions: SmartSession[]): SmartPages {
  const page =
    (name: string) =>
    async (session: SmartSession, query: object = {}) => {
      sessions.push(session);
      return { status: 200, html: `<!doctype html><title>${name}</title>${JSON.stringify(query)} ${session.patient}` };
    };
  return {
    thread: page('thread'),
    leaflet: page('leaflet'),
    own: page('own'),
    goodbyes: page('goodbyes'),
    administration: page('administration'),
  };
}
