import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { Problem } from '../problem.ts';
import { addressOf } from '../values/client-address.ts';
import type { Caller, ClientAuth } from './client-auth.ts';
import { Refusal } from './refusal.ts';
import { tenantName } from './tenant.ts';
import type { TrustedClient } from './trusted-clients.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The authenticated client; null where callers need no token. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** `beside`: the handler may run while its token is checked for replay; by default it runs after the check. */
    replayCheck?: 'beside';
  }
}

/** Called for every rejected request. The client only ever sees 401. */
export type OnRefusal = (refusal: Refusal) => void;

/**
 * Everything under `/cds-services` needs a client's token, before anything else is revealed about the address. The token
 * is used up once the body is there: rate and load are judged earlier, so that a client that is asked to retry may send
 * the same token again. A handler runs only after the check that the token was not used before; one whose route says
 * `replayCheck: 'beside'` reads meanwhile, and its answer waits for the check.
 */
export function requireClientToken(app: FastifyInstance, auth: ClientAuth | undefined, onRefusal: OnRefusal): void {
  app.decorateRequest('caller', null);
  if (auth === undefined) return;
  app.addHook('onRequest', async (request) => {
    const path = pathOf(request);
    // A browser's preflight request carries no token.
    if (request.method === 'OPTIONS' || !/^\/cds-services(?:\/|$)/.test(path)) return;
    const { authorization } = request.headers;
    request.caller = await rejectWith401(auth({ authorization, path, address: addressOf(request) }), onRefusal);
  });
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.replayCheck === 'beside') void request.caller?.useToken().catch(() => {});
    else await assertTokenNotReplayed(request, onRefusal);
  });
  app.addHook('onRoute', (route) => {
    if (route.config?.replayCheck === 'beside') route.handler = afterReplayCheck(route.handler, onRefusal);
  });
}

function afterReplayCheck(handler: RouteHandlerMethod, onRefusal: OnRefusal): RouteHandlerMethod {
  return async function checked(request, reply) {
    const answer = await handler.call(this, request, reply);
    await assertTokenNotReplayed(request, onRefusal);
    return answer;
  };
}

/** Authorise the matched route, not the raw URL: otherwise an encoded path (`/cds%2Dservices`) bypasses authentication. */
function pathOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url ?? url.split(/[?#]/, 1).join();
}

/** Throws 401 if the caller's token was used before; must be awaited before anything is answered or stored. */
export async function assertTokenNotReplayed(request: FastifyRequest, onRefusal: OnRefusal): Promise<void> {
  if (request.caller === null) return;
  await rejectWith401(request.caller.useToken(), (refusal) => {
    // Reported once; the audit must not name a caller who was not authenticated.
    request.caller = null;
    onRefusal(refusal);
  });
}

/** Throws 403 if the client may not call this hook. */
export function assertHookAllowed(request: FastifyRequest, hook: string): void {
  if (request.caller !== null && !isHookAllowed(request.caller.client, hook)) throw new Problem('forbidden');
}

/** Whether a client may call a hook. */
export function isHookAllowed({ hooks }: TrustedClient, hook: string): boolean {
  return hooks === undefined || hooks.includes(hook);
}

/** The tenant on whose behalf the call is made, as the store and the audit name it. */
export function tenantOf({ caller }: FastifyRequest): string {
  if (caller === null) return 'open';
  return tenantName(caller.client.issuer, caller.tenant);
}

async function rejectWith401<T>(work: Promise<T>, onRefusal: OnRefusal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    onRefusal(error);
    throw new Problem('unauthenticated');
  }
}
