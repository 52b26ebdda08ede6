import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { exchangeCode } from './authorisation.ts';
import { hasRoom, launchIn, setLaunch, setSession } from './cookies.ts';
import type { SmartFlow } from './flow.ts';
import { type HeldLaunch, heldLaunch } from './launch.ts';
import { landingPages } from './launch-kinds.ts';
import { SmartRefusal } from './refusal.ts';
import { everyOrigin, type Launcher, stillRegistered } from './registrations.ts';
import { type HeldSession, sessionOf } from './session.ts';
import { readTokenAnswer } from './token-answer.ts';

/**
 * `GET /thread/callback`: the browser comes back from the EHR. The code is exchanged for a token, and the browser goes on to
 * the page, so that the code leaves the address bar and the page can be reloaded (SMART App Launch 2.2, 5.1.5).
 */
export function registerCallback(app: FastifyInstance, flow: SmartFlow): void {
  app.get(
    '/thread/callback',
    { schema: { summary: 'The browser comes back from the EHR' }, exposeHeadRoute: false },
    async (request, reply) => {
      const sealed = launchIn(request);
      // Whatever comes of it, this launch is over: state and verifier are used once (RFC 9700, 4.7.1).
      setLaunch(reply, undefined);
      request.framedBy = everyOrigin(flow.registered);
      const held = openLaunch(flow, sealed);
      const launcher = stillRegistered(flow.registered, held);
      if (launcher === undefined) throw new SmartRefusal('issuer-unknown');
      request.framedBy = launcher.client.smart.launchOrigins;
      const answer = answerIn(request, held.state);
      if (held.expires <= flow.now()) throw new SmartRefusal('state-expired');
      return showSession(flow, await exchange(flow, launcher, held, answer), reply);
    },
  );
}

function openLaunch({ sealers }: SmartFlow, sealed: string | undefined): HeldLaunch {
  if (sealed === undefined) throw new SmartRefusal('state-missing');
  const { data } = heldLaunch.safeParse(sealers.smartLaunch.open(sealed));
  if (data === undefined) throw new SmartRefusal('state-wrong');
  return data;
}

/**
 * The parameters of the answer, once its state is that of this browser's launch: one that was begun elsewhere would sign
 * somebody in to another's session (login CSRF; RFC 6749, 10.12).
 */
function answerIn(request: FastifyRequest, expected: string): URLSearchParams {
  const [, query = ''] = /\?(.*)$/.exec(request.url) ?? [];
  const answer = new URLSearchParams(query);
  const states = answer.getAll('state');
  if (states.length !== 1 || !isSame(states[0] ?? '', expected)) throw new SmartRefusal('state-wrong');
  return answer;
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function exchange(
  flow: SmartFlow,
  launcher: Launcher,
  { launch, client, base, scopes, ...checks }: HeldLaunch,
  answer: URLSearchParams,
): Promise<HeldSession> {
  if (answer.has('error'))
    throw new SmartRefusal(answer.get('error') === 'access_denied' ? 'access-denied' : 'authorisation-refused');
  if (answer.getAll('code').length !== 1) throw new SmartRefusal('authorisation-refused');
  const server = flow.serverOf(launcher, await flow.describe(launcher));
  const token = await exchangeCode(server, new URL(`${flow.callback}?${answer}`), checks);
  const read = readTokenAnswer(token, token.claims() ?? {}, { launch, asked: scopes });
  const session = sessionOf(read, { id: randomUUID(), launch, client, base, now: flow.now() });
  return { ...session, tenant: await flow.siteOf(launcher, session) };
}

function showSession(flow: SmartFlow, session: HeldSession, reply: FastifyReply): FastifyReply {
  const sealed = flow.sealers.smartSession.seal(session);
  if (!hasRoom(sealed)) throw new SmartRefusal('session-too-large');
  setSession(reply, sealed, Math.floor((session.expires - flow.now()) / 1000));
  return reply.redirect(`${flow.publicUrl}${landingPages[session.launch]}?of=${session.id}`, 303);
}
