import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { thisBuild } from '../values/build.ts';
import { type AnswerCall, requestSchema, type ServicesOfSite } from './answer-call.ts';
import { assertHookAllowed, isHookAllowed, tenantOf } from './authenticate.ts';
import { deadlineOf } from './deadline.ts';
import { Feedback, type FeedbackItem, refuseLongFeedback } from './feedback.ts';
import { type AllowedServers, type SiteOfCall, serversOf, withSite } from './fhir-access.ts';
import { Discovery, HookResponse, releaseExtension } from './protocol.ts';
import type { AnsweredCall, CdsService } from './service.ts';

const jsonType = 'application/json; charset=utf-8';

/** Version of the CDS Hooks specification that is implemented. */
const version = '2.0.1';

export interface CdsOptions {
  /** The tenant's site; undefined where it has no entry. */
  readonly siteOf: (tenant: string) => SiteOfCall | undefined;
  /** All sites have the same services, which differ in how they answer. */
  readonly servicesOf: ServicesOfSite;
  readonly answer: AnswerCall;
  /** Called with each body that nobody reads any more. */
  readonly releaseBody: (body: Uint8Array) => void;
  readonly deadlineMs: number;
  /** For calls without a client of their own. */
  readonly fhirServers: AllowedServers;
  /** Whether callers without a token may learn why an answer has no cards. */
  readonly silenceForAll: boolean;
  /** Takes feedback; it is durable once this resolves. */
  readonly feedback: TakeFeedback;
  /** Called once for each answer that has left. */
  readonly onAnswered: (call: AnsweredCall) => void;
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

/** Discovery, and for each service its feedback. */
export function registerCdsRoutes(app: FastifyInstance, options: CdsOptions): void {
  app.decorateRequest('answered', null);
  app.addHook('onResponse', async ({ answered }, reply) => {
    // Not if an error was sent in its place.
    if (answered !== null && reply.statusCode === 200) options.onAnswered(answered);
  });
  const services = options.servicesOf(undefined);
  const all = JSON.stringify(discoveryOf(services));
  app.get(
    '/cds-services',
    { schema: { summary: 'Discovery', response: { 200: Discovery } } },
    (request, reply: FastifyReply) => {
      const { caller } = request;
      const site = options.siteOf(tenantOf(request))?.decisions;
      if (caller === null && site === undefined) return reply.type(jsonType).send(all);
      const own = options.servicesOf(site).filter(({ hook }) => caller === null || isHookAllowed(caller.client, hook));
      return reply.type(jsonType).send(JSON.stringify(discoveryOf(own)));
    },
  );
  for (const service of services) registerFeedback(app, service, options);
}

/** What discovery says of these services. */
export function discoveryOf(services: readonly CdsService[]): Discovery {
  const extension = { [releaseExtension]: { version: thisBuild().version } };
  return {
    services: services.map(({ hook, id, title, description, usageRequirements, prefetch }) => ({
      hook,
      id,
      title,
      description,
      usageRequirements,
      ...(Object.keys(prefetch).length > 0 && { prefetch: { ...prefetch } }),
      version,
      extension,
    })),
  };
}

/** The calls of each service; their bodies are bytes. */
export function registerCalls(app: FastifyInstance, options: CdsOptions): void {
  for (const service of options.servicesOf(undefined)) registerCall(app, service, options);
}

function registerCall(app: FastifyInstance, service: CdsService, options: CdsOptions): void {
  app.post(
    `/cds-services/${service.id}`,
    {
      schema: { summary: service.title, body: requestSchema(service), response: { 200: HookResponse } },
      // The body is parsed and validated where the call is answered.
      validatorCompiler: () => () => true,
      onRequest: async (request) => assertHookAllowed(request, service.hook),
      config: { replayCheck: 'beside' },
    },
    async (request, reply) => {
      const body = (request.body as Uint8Array | undefined) ?? new Uint8Array();
      // A keep-alive connection keeps its last request in memory, and with it megabytes that nobody reads again.
      request.body = undefined;
      const tenant = tenantOf(request);
      const site = options.siteOf(tenant);
      const client = request.caller?.client;
      const call = {
        service: service.id,
        body,
        tenant,
        site: site?.decisions,
        allowed: withSite(client ? serversOf(client) : options.fhirServers, site, client),
        mayLearnWhy: request.caller !== null || options.silenceForAll,
        deadline: deadlineOf(request, options.deadlineMs),
      };
      const { response, answered } = await options.answer(call, () => options.releaseBody(body));
      request.answered = answered ?? null;
      reply.type('application/json; charset=utf-8');
      return response;
    },
  );
}

function registerFeedback(app: FastifyInstance, service: CdsService, { feedback }: CdsOptions): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `/cds-services/${service.id}/feedback`,
    {
      // It is parsed in the main thread; a hundred answers with long comments are less.
      bodyLimit: 1024 * 1024,
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
