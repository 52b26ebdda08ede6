import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assertHookAllowed, isHookAllowed, tenantOf } from './authenticate.ts';
import { sinceReceived, withinDeadline } from './deadline.ts';
import { Feedback, type FeedbackItem, refuseLongFeedback } from './feedback.ts';
import { type AllowedServers, serverOf, serversOf } from './fhir-access.ts';
import { Discovery, HookRequest, HookResponse } from './protocol.ts';
import type { AnsweredCall, CdsService, ServiceAnswer } from './service.ts';
import { lateSilence, silenceExtension } from './silence.ts';

/** Version of the CDS Hooks specification that is implemented. */
const version = '2.0.1';

/** What the routes report, for metrics, the log and the subscribers of answered calls. */
export interface CdsEvents {
  /** A call offered a FHIR server that may not be called. */
  serverRejected(service: string): void;
  /** A call was answered without cards because nothing was ready at the deadline. */
  late(service: string): void;
  /** Called once for each answer that has left. */
  answered(call: AnsweredCall): void;
}

export interface CdsOptions {
  readonly services: readonly CdsService[];
  readonly deadlineMs: number;
  /** For calls without a client of their own. */
  readonly fhirServers: AllowedServers;
  /** Whether callers without a token may learn why an answer has no cards. */
  readonly silenceForAll: boolean;
  /** Takes feedback; it is durable once this resolves. */
  readonly feedback: TakeFeedback;
  readonly events: CdsEvents;
}

/** Takes what clinicians answered to cards; throws a Problem where it can't be stored. */
export type TakeFeedback = (feedback: {
  readonly service: string;
  readonly tenant: string;
  readonly items: readonly FeedbackItem[];
}) => Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** What a service answered; null before, and where none did. */
    answered: AnsweredCall | null;
  }
}

/** Discovery, and for each service its call and its feedback. */
export function registerCdsRoutes(app: FastifyInstance, options: CdsOptions): void {
  app.decorateRequest('answered', null);
  app.addHook('onResponse', async ({ answered }, reply) => {
    // Not if an error was sent in its place.
    if (answered !== null && reply.statusCode === 200) options.events.answered(answered);
  });
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
  const body = HookRequest.extend({ hook: z.literal(service.hook), context: service.context });
  const { events } = options;
  app.withTypeProvider<ZodTypeProvider>().post(
    `/cds-services/${service.id}`,
    {
      schema: { summary: service.title, body, response: { 200: HookResponse } },
      onRequest: async (request) => assertHookAllowed(request, service.hook),
      config: { replayCheck: 'beside' },
    },
    async (request) => {
      const tenant = tenantOf(request);
      const { hookInstance, context, prefetch, fhirServer, fhirAuthorization } = request.body;
      const allowed = request.caller ? serversOf(request.caller.client) : options.fhirServers;
      const { access, refused } = serverOf({ fhirServer, fhirAuthorization }, allowed);
      if (refused) events.serverRejected(service.id);
      // A keep-alive connection keeps its last request in memory, and with it megabytes that nobody reads again.
      request.body = undefined as never;
      const call = {
        context,
        prefetch: prefetch ?? {},
        server: access,
        fhirServer: fhirServer ?? undefined,
        tenant,
      };
      const { cards, silence, opening } = await withinDeadline<ServiceAnswer>(
        options.deadlineMs - sinceReceived(request),
        (signal) => service.call({ ...call, signal }),
        () => {
          events.late(service.id);
          return { cards: [], silence: lateSilence(context), opening: undefined };
        },
      );
      const { client } = allowed;
      const withServer = access !== undefined;
      request.answered = { service: service.id, hook: service.hook, hookInstance, tenant, client, withServer, opening };
      const mayLearnWhy = request.caller !== null || options.silenceForAll;
      return { cards, ...(silence && mayLearnWhy && { extension: { [silenceExtension]: silence } }) };
    },
  );
}

function registerFeedback(app: FastifyInstance, service: CdsService, { feedback }: CdsOptions): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `/cds-services/${service.id}/feedback`,
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
      await feedback({ service: service.id, tenant: tenantOf(request), items: request.body.feedback });
      return {};
    },
  );
}
