import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Words } from '../cards/words.ts';
import type { TrustedClient } from '../cds/trusted-clients.ts';
import type { Gateway } from '../fhir/client/client.ts';
import { framedPolicy, isFramed } from '../http/framed-headers.ts';
import type { Log } from '../observability/log.ts';
import type { ProblemKind } from '../problem.ts';
import { withoutTrailingSlash } from '../values/base-url.ts';
import { authorisationServers } from './authorisation.ts';
import { registerCallback } from './callback.ts';
import type { FetchForClient } from './fetch.ts';
import type { SmartFlow } from './flow.ts';
import type { SmartKey } from './key.ts';
import { registerLaunch } from './launch.ts';
import { type OpenedPage, registerPages, type SmartPages, sendPage } from './pages.ts';
import { refusalOf, SmartRefusal } from './refusal.ts';
import { refusalPage } from './refusal-page.ts';
import { everyOrigin, type Registrations, type SmartClient } from './registrations.ts';
import { registerSealers } from './sealer.ts';
import { tenantOfLaunch } from './site-of-launch.ts';
import { readSmartConfigurations } from './smart-configuration.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Origins that may frame the answer; null before the EHR is known. */
    framedBy: readonly string[] | null;
  }
}

/** What the thread of care is served with. */
export interface SmartOptions {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The clients that are registered now; those without `smart` launch nothing. */
  readonly clients: () => readonly TrustedClient[];
  readonly tenantOf: (client: SmartClient) => string | undefined;
  /** At least 32 random bytes. */
  readonly sessionKey: Buffer;
  /** Undefined where no client asks for it. */
  readonly key: SmartKey | undefined;
  readonly fetchFor: FetchForClient;
  readonly words: Pick<Words, 'wording' | 'language'>;
  /** The sites that are launched. */
  readonly sites: Registrations['sites'];
  /** Asks an EHR which of its sites was launched. */
  readonly gateway: Gateway;
  readonly pages: SmartPages;
  /** Called for every page that was asked for with a session. */
  readonly onPage: (opened: OpenedPage) => void;
  readonly log: Log;
  /** Ms since 1970. */
  readonly now: () => number;
}

/** The routes of the thread of care, below `/thread`: a SMART App Launch and the pages that it opens. */
export async function registerSmart(app: FastifyInstance, options: SmartOptions): Promise<void> {
  const { publicUrl, clients, sites, gateway, tenantOf, fetchFor, key, log, now } = options;
  const registered = { clients, sites };
  await app.register(cookie);
  const flow: SmartFlow = {
    ...{ registered, tenantOf, publicUrl, now },
    siteOf: (launcher, session) => tenantOfLaunch(sites, gateway, launcher, session),
    describe: readSmartConfigurations(fetchFor),
    serverOf: authorisationServers(fetchFor, key),
    sealers: await registerSealers(app, options.sessionKey, ['smartLaunch', 'smartSession']),
    callback: `${publicUrl}/thread/callback`,
  };
  app.decorateRequest('framedBy', null);
  const page = pageOfRefusal(options);
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof SmartRefusal)) {
      // Its page, which is made where those of all problems are, is to show in the frame too.
      reply.header('content-security-policy', framedPolicy(request.framedBy ?? everyOrigin(registered)));
      throw error;
    }
    // The reason is one of a closed list; nothing of the request or of the EHR's answer.
    log.warn({ event: 'smart-refused', reason: error.reason });
    if (error.reason === 'ehr-unreachable') reply.header('retry-after', '60');
    return sendPage(request, reply, page(error.reason));
  });
  registerLaunch(app, flow);
  registerCallback(app, flow);
  registerPages(app, flow, options);
  const keys = { keys: key === undefined ? [] : [key.publicKey] };
  app.get('/thread/jwks.json', { schema: { summary: 'The key of this app' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json').send(JSON.stringify(keys)),
  );
}

function pageOfRefusal({ publicUrl, words }: Pick<SmartOptions, 'publicUrl' | 'words'>) {
  const prefix = withoutTrailingSlash(new URL(publicUrl).pathname);
  return (reason: SmartRefusal['reason']) => refusalPage(reason, { words, prefix });
}

/** The page of any other problem at an address of the thread of care; undefined at other addresses. */
export function pageOfProblem(options: Pick<SmartOptions, 'publicUrl' | 'words'>) {
  const page = pageOfRefusal(options);
  return ({ url }: { readonly url: string }, problem: ProblemKind): string | undefined =>
    isFramed(url) ? page(refusalOf(problem)).html : undefined;
}
