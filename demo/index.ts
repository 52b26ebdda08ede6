import type { FastifyInstance } from 'fastify';
import type { TrustedClient } from '#src/cds/trusted-clients.ts';
import type { Config } from '#src/config/config.ts';
import { exclusionReasons } from '#src/history/exclusion.ts';
import { parseBaseUrl } from '#src/values/base-url.ts';
import type { Extension } from '#src/wiring/run.ts';
import type { Service } from '#src/wiring/service.ts';
import { clientId, registerAuth } from './auth/routes.ts';
import { registerExplain } from './explain.ts';
import { registerFhirEndpoint } from './fhir/endpoint.ts';
import { createOwnClient, type OwnClient, registerTokens } from './own-client.ts';
import { registerPage } from './page-files.ts';
import { practiceRecord } from './practice/record.ts';
import { practiceSummary } from './practice/summary.ts';
import { registerShowAgain } from './show-again.ts';
import { welcome } from './welcome.ts';

/**
 * The demonstration practice as an extension of the service: the page at `/demo` and the practice's own FHIR endpoint.
 */
export function demonstration(): Extension {
  let ownClient: OwnClient | undefined;
  return {
    // Whoever opens one chart after another gets every card, and the demonstration's own FHIR endpoint may be called.
    adjust: (config) => ({
      ...config,
      cardsPer100: 0,
      fhirServers: [...config.fhirServers, ...ownServers(config)],
    }),
    clients: (config) => {
      ownClient = createOwnClient(config.publicUrl, ownServers(config), smartOf(config));
      return [ownClient.entry];
    },
    register: ({ app, ...service }, config) => registerDemo(app, { config, ownClient, ...service }),
    welcome: ({ publicUrl, trustedClients }, port) =>
      welcome(publicUrl.replace(/:0$/, `:${port}`), trustedClients !== undefined),
  };
}

/** Adds the routes of the practice. All its dates are relative to the service's current day. */
async function registerDemo(
  app: FastifyInstance,
  options: Pick<Service, 'charts' | 'memory' | 'services'> & {
    readonly config: Config;
    readonly ownClient: OwnClient | undefined;
  },
): Promise<void> {
  const { config, charts, memory, services, ownClient } = options;
  const asOf = () => charts.clock().asOf;
  // With PORT=0 the address is known only once the app listens.
  const publicUrl = () => (config.port === 0 ? app.listeningOrigin : config.publicUrl);
  const fhirServer = () => `${publicUrl()}/demo/fhir`;
  registerPage(app, publicUrl);
  const { parts, unread } = charts.words.wording.explanations;
  const caller = config.trustedClients === undefined ? undefined : ownClient;
  const hasThread = smartOf(config) !== undefined;
  app.get('/demo/practice.json', { schema: { hide: true } }, () => ({
    ...practiceSummary(asOf(), fhirServer()),
    words: { parts, unread, exclusions: exclusionReasons },
    areCallsSigned: caller !== undefined,
    ...(hasThread && {
      thread: `${config.publicUrl}/thread/launch`,
      ownPage: `${config.publicUrl}/thread/own/launch`,
    }),
  }));
  const tenant = caller?.tenant ?? 'open';
  if (caller) registerTokens(app, caller);
  if (hasThread) await registerAuth(app, config.publicUrl);
  registerShowAgain(app, memory, tenant);
  registerExplain(app, services, { tenant, server: fhirServer, deadlineMs: config.deadlineMs });
  await registerFhirEndpoint(app, { path: '/demo/fhir', base: fhirServer, record: practiceRecord, asOf });
}

/** How the practice's EHR launches the thread of care; undefined with PORT=0, where its address is not known in advance. */
function smartOf({ port, publicUrl }: Config): TrustedClient['smart'] {
  if (port === 0) return undefined;
  return { clientId, authentication: 'none', launchOrigins: [new URL(publicUrl).origin] };
}

/** The practice's own FHIR endpoint; not known in advance with PORT=0. */
function ownServers({ publicUrl }: Config) {
  const own = parseBaseUrl(`${publicUrl}/demo/fhir`);
  return own === undefined ? [] : [own];
}
