import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { assertHookAllowed, assertTokenNotReplayed, isHookAllowed, type OnRefusal, tenantOf } from './authenticate.ts';
import { sinceReceived, withinDeadline } from './deadline.ts';
import { Feedback, type FeedbackItem, refuseLongFeedback } from './feedback.ts';
import { type AllowedServers, serverOf, serversOf } from './fhir-access.ts';
import { Discovery, HookRequest, HookResponse } from './protocol.ts';
import type { CdsService, ServiceAnswer, Told } from './service.ts';

/** Version of the CDS Hooks specification that is implemented. */
const version = '2.0.1';

/** What happens on the routes, for metrics. */
export interface CdsEvents {
  /** A call offered a FHIR server that may not be called. */
  serverRefused(service: string): void;
  /** A client's call, whose name or `open` this is, was answered without a FHIR server that could be called. */
  prefetchAlone(client: string): void;
  /** A call was answered without cards because nothing was there at the deadline. */
  late(service: string): void;
  /** An answer has left. */
  answered(hookInstance: string, told: Told): void;
  /** What was to be done after an answer had left has thrown this. */
  failedAfterAnswer(service: string, thrown: unknown): void;
  /** A call that was let in at first turned out to come with a token that was used before. */
  readonly clientRefused: OnRefusal;
}

export interface CdsOptions {
  readonly services: readonly CdsService[];
  readonly deadlineMs: number;
  /** For calls without a client of their own. */
  readonly fhirServers: AllowedServers;
  /** Takes feedback; it is durable once this resolves. */
  readonly feedback: TakeFeedback;
  readonly events: CdsEvents;
}

/** Keeps what clinicians answered to cards; throws a Problem where it can't be kept. */
export type TakeFeedback = (feedback: {
  readonly service: string;
  readonly tenant: string;
  readonly items: readonly FeedbackItem[];
}) => Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** What may be told of the answer; null before, and where there is none. */
    told: Told | null;
  }
}

/** Discovery, and for each service its call and its feedback. */
export function registerCdsRoutes(app: FastifyInstance, options: CdsOptions): void {
  app.decorateRequest('told', null);
  const all = JSON.stringify(discoveryOf(options.services));
  app.get(
    '/cds-services',
    { schema: { summary: 'Discovery', response: { 200: Discovery } } },
    ({ caller }, reply: FastifyReply) => {
      const own = caller && options.services.filter(({ hook }) => isHookAllowed(caller.client, hook));
      return reply.type('application/json; charset=utf-8').send(own ? JSON.stringify(discoveryOf(own)) : all);
    },
  );
  for (const service of options.services) {
    registerCall(app, service, options);
    registerFeedback(app, service, options);
  }
}

function discoveryOf(services: readonly CdsService[]): Discovery {
  return {
    services: services.map(({ hook, id, title, description, usageRequirements, prefetch }) => ({
      hook,
      id,
      title,
      description,
      usageRequirements,
      ...(Object.keys(prefetch).length > 0 && { prefetch: { ...prefetch } }),
      version,
    })),
  };
}

function registerCall(app: FastifyInstance, service: CdsService, options: CdsOptions): void {
  const url = `/cds-services/${service.id}`;
  const body = HookRequest.extend({ hook: z.literal(service.hook), context: service.context });
  const { events } = options;
  app.post(
    url,
    {
      schema: { summary: service.title, body, response: { 200: HookResponse } },
      onRequest: async (request) => assertHookAllowed(request, service.hook),
    },
    async (request, reply): Promise<HookResponse> => {
      const call = request.body as z.output<typeof body>;
      const allowed = request.caller ? serversOf(request.caller.client) : options.fhirServers;
      const { access, refused } = serverOf(call as HookRequest, allowed);
      if (refused) events.serverRefused(service.id);
      const { context, prefetch, fhirServer } = call;
      // A connection that stays open keeps its last request alive, and with it megabytes that nobody reads again.
      request.body = undefined;
      const asked = {
        context,
        prefetch: prefetch ?? {},
        server: access,
        fhirServer: fhirServer ?? undefined,
        tenant: tenantOf(request),
      };
      const answer = await withinDeadline(
        options.deadlineMs - sinceReceived(request),
        (signal) => service.call({ ...asked, signal }),
        () => {
          events.late(service.id);
          return nothing;
        },
      );
      await assertTokenNotReplayed(request, events.clientRefused);
      if (access === undefined) events.prefetchAlone(allowed.client);
      request.told = answer.told;
      // Nobody else would catch what is thrown there, and it would end the process.
      reply.raw.once('finish', () => {
        try {
          answer.sent();
          events.answered(call.hookInstance, answer.told);
        } catch (thrown) {
          events.failedAfterAnswer(service.id, thrown);
        }
      });
      return answer.response;
    },
  );
}

/** What is answered where nothing was there in time. */
const nothing: ServiceAnswer = { response: { cards: [] }, sent: () => {}, told: { codes: [], held: [] } };

function registerFeedback(app: FastifyInstance, service: CdsService, { feedback, events }: CdsOptions): void {
  const url = `/cds-services/${service.id}/feedback`;
  app.post(
    url,
    {
      schema: {
        summary: `Feedback on cards of ${service.id}`,
        body: Feedback,
        response: { 200: z.object({}) },
      },
      onRequest: async (request) => assertHookAllowed(request, service.hook),
      preValidation: async ({ body }) => refuseLongFeedback(body),
    },
    async (request) => {
      await assertTokenNotReplayed(request, events.clientRefused);
      const items = (request.body as z.output<typeof Feedback>).feedback;
      await feedback({ service: service.id, tenant: tenantOf(request), items });
      return {};
    },
  );
}
