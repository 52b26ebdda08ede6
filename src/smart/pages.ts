import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { framedPolicy } from '../http/framed-headers.ts';
import { type FramedPage, framedStyles } from '../pages/framed-page.ts';
import { html } from '../pages/html.ts';
import { parseBaseUrl } from '../values/base-url.ts';
import { endSession, sessionIn } from './cookies.ts';
import type { SmartFlow } from './flow.ts';
import type { LaunchKind } from './launch-kinds.ts';
import { SmartRefusal } from './refusal.ts';
import { everyOrigin, stillRegistered } from './registrations.ts';
import { heldSession, openedSession, type SmartSession } from './session.ts';

/** A page that was asked for with a session, and what became of it. */
export interface OpenedPage {
  readonly page: keyof SmartPages;
  readonly session: SmartSession;
  readonly status: number;
  readonly ms: number;
}

/** What is shown to whoever launched it. */
export interface SmartPages {
  thread(session: SmartSession, query: { readonly years: '10' | '5' | 'all' }): Promise<FramedPage>;
  leaflet(session: SmartSession): Promise<FramedPage>;
  own(session: SmartSession, query: { readonly sheet: boolean }): Promise<FramedPage>;
  goodbyes(session: SmartSession): Promise<FramedPage>;
  administration(session: SmartSession): Promise<FramedPage>;
}

const pageQuery = z.object({
  years: z.enum(['10', '5', 'all']).catch('10'),
  sheet: z.string().optional().catch(undefined),
});

const addresses = {
  thread: { path: '/thread', launch: 'chart', summary: 'The thread of care' },
  leaflet: { path: '/thread/leaflet', launch: 'chart', summary: 'The leaflet of a person’s own early signs' },
  goodbyes: { path: '/thread/goodbyes', launch: 'own', summary: 'People to say goodbye to' },
  own: { path: '/thread/own', launch: 'own', summary: 'A clinician’s own page' },
  administration: { path: '/thread/admin', launch: 'admin', summary: 'The administrator’s figures' },
} as const;

/** The pages of a session, and their style sheet. */
export function registerPages(
  app: FastifyInstance,
  flow: SmartFlow,
  { pages, onPage }: { readonly pages: SmartPages; readonly onPage: (opened: OpenedPage) => void },
): void {
  for (const [page, { path, launch, summary }] of Object.entries(addresses) as [keyof SmartPages, Address][])
    app.get(path, { schema: { summary } }, async (request, reply) => {
      const session = sessionOf(flow, launch, request, reply);
      const { years, sheet } = pageQuery.parse(request.query);
      let status = 500;
      try {
        const made = await pages[page](session, { years, sheet: sheet !== undefined });
        ({ status } = made);
        return sendPage(request, reply, made);
      } finally {
        onPage({ page, session, status, ms: Math.round(reply.elapsedTime) });
      }
    });
  for (const [path, style] of Object.entries(framedStyles))
    app.get(path, { schema: { summary: 'Style of the pages' } }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(style),
    );
}

type Address = (typeof addresses)[keyof SmartPages];

/** Sends a page, which the EHR of its session may frame; nobody before that is known. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, { status, html: markup }: FramedPage) {
  const policy = framedPolicy(request.framedBy ?? []);
  return reply.code(status).header('content-security-policy', policy).type(html).send(markup);
}

function siteTenants({ registered: { sites } }: SmartFlow, base: string): readonly string[] {
  const parsed = parseBaseUrl(base);
  return parsed === undefined ? [] : sites.at(parsed).map(({ tenant }) => tenant);
}

/** The session for one page, if it is the one that `of` names. */
function sessionOf(flow: SmartFlow, launch: LaunchKind, request: FastifyRequest, reply: FastifyReply): SmartSession {
  const sealed = sessionIn(request);
  const { data: held } = heldSession.safeParse(sealed === undefined ? sealed : flow.sealers.smartSession.open(sealed));
  const launcher = held && stillRegistered(flow.registered, held);
  // A site that has gone, or has another base by now, leaves no session behind.
  const isGone = held?.tenant !== undefined && !siteTenants(flow, held.base).includes(held.tenant);
  if (held === undefined || launcher === undefined || isGone) {
    endSession(reply);
    // Its cookie has gone with its time, but the frame is still there, and should say what to do.
    request.framedBy = everyOrigin(flow.registered);
    throw new SmartRefusal('no-session');
  }
  request.framedBy = launcher.client.smart.launchOrigins;
  if (held.expires <= flow.now()) {
    endSession(reply);
    throw new SmartRefusal('session-expired');
  }
  // One browser holds one session: a page of another chart in another frame must not be answered with this one's.
  const { of } = request.query as { readonly of?: unknown };
  if (of !== undefined && of !== held.id) throw new SmartRefusal('another-chart');
  if (held.launch !== launch) throw new SmartRefusal('another-page');
  return openedSession(held, launcher, held.tenant ?? flow.tenantOf(launcher.client));
}
