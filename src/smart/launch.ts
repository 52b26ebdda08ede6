import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { longest } from '../cds/ids.ts';
import { authorisationUrl, newChecks } from './authorisation.ts';
import { setLaunch } from './cookies.ts';
import type { SmartFlow } from './flow.ts';
import { type LaunchKind, launchKinds } from './launch-kinds.ts';
import { SmartRefusal } from './refusal.ts';
import { launcherOf } from './registrations.ts';
import { scopesOf } from './scopes.ts';

/** What a launch remembers in its browser until it comes back from the EHR. */
export const heldLaunch = z.object({
  launch: z.enum(launchKinds),
  client: z.string(),
  base: z.string(),
  state: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  scopes: z.array(z.string()),
  expires: z.number(),
});

export type HeldLaunch = z.output<typeof heldLaunch>;

/** RFC 9700, 4.7: state and verifier are for one authorisation, and nobody signs in for longer. */
const launchSeconds = 5 * 60;

const launchQuery = z.object({
  iss: z.string().min(1).max(longest.url),
  launch: z.string().min(1).max(longest.url).optional(),
});

/**
 * `GET /thread/launch`, `/thread/own/launch` and `/thread/admin/launch`: an EHR opens one of them with its FHIR base as `iss` and an opaque `launch`,
 * and the browser is sent to the EHR's authorisation endpoint (SMART App Launch 2.2, 5.1.1). No request leaves for an `iss`
 * that nobody registered.
 */
export function registerLaunch(app: FastifyInstance, flow: SmartFlow): void {
  const route = (path: string, launch: LaunchKind, summary: string) =>
    // A HEAD of it would begin a launch that nobody goes on with.
    app.get(path, { schema: { summary }, exposeHeadRoute: false }, (request, reply) =>
      begin(flow, launch, request, reply),
    );
  route('/thread/launch', 'chart', 'Launch of the thread of care');
  route('/thread/own/launch', 'own', 'Launch of a clinician’s own page');
  route('/thread/admin/launch', 'admin', 'Launch of the administrator’s page');
}

async function begin(
  flow: SmartFlow,
  launch: LaunchKind,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { data: query } = launchQuery.safeParse(request.query);
  if (query === undefined) throw new SmartRefusal('launch-incomplete');
  const launcher = launcherOf(flow.registered, query.iss);
  if (launcher === undefined) throw new SmartRefusal('issuer-unknown');
  const { client, base } = launcher;
  request.framedBy = client.smart.launchOrigins;
  // Without it the EHR would have to ask whose chart is meant (standalone launch), which is for it to know.
  if (query.launch === undefined) throw new SmartRefusal(launch === 'chart' ? 'launch-incomplete' : 'not-from-ehr');
  const described = await flow.describe(launcher);
  const scopes = [...scopesOf(launch, client.smart.scopes, described.capabilities)];
  const checks = newChecks();
  const address = await authorisationUrl(flow.serverOf(launcher, described), checks, {
    redirect_uri: flow.callback,
    aud: base,
    launch: query.launch,
    scope: scopes.join(' '),
  });
  const expires = flow.now() + launchSeconds * 1000;
  const held: HeldLaunch = { ...checks, launch, client: client.issuer, base, scopes, expires };
  setLaunch(reply, flow.sealers.smartLaunch.seal(held), launchSeconds);
  return reply.redirect(address, 303);
}
