import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type AllowedServers, serverOf } from './call.ts';
import { sinceReceived, withinDeadline } from './deadline.ts';
import { Discovery, Feedback, type FeedbackItem, HookRequest, HookResponse, OperationOutcome } from './protocol.ts';
import type { CdsService } from './service.ts';

/** Version of the CDS Hooks specification that is implemented. */
const version = '2.0.1';

/** What happens on the routes, for metrics. */
export interface CdsEvents {
  /** A call offered a FHIR server that may not be called. */
  serverRefused(service: string): void;
  /** A call was answered without cards because nothing was there at the deadline. */
  late(service: string): void;
  feedback(service: string, item: FeedbackItem): void;
}

export interface CdsOptions {
  readonly services: readonly CdsService[];
  readonly deadlineMs: number;
  readonly fhirServers: AllowedServers;
  readonly events: CdsEvents;
}

/** Discovery, and for each service its call and its feedback. */
export function registerCdsRoutes(app: FastifyInstance, options: CdsOptions): void {
  const discovery = JSON.stringify(discoveryOf(options.services));
  app.get(
    '/cds-services',
    { schema: { summary: 'Discovery', response: { 200: Discovery } } },
    (_request, reply: FastifyReply) => reply.type('application/json; charset=utf-8').send(discovery),
  );
  for (const service of options.services) {
    registerCall(app, service, options);
    registerFeedback(app, service, options.events);
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

const failures = { '4xx': OperationOutcome, '5xx': OperationOutcome };

function registerCall(app: FastifyInstance, service: CdsService, options: CdsOptions): void {
  const url = `/cds-services/${service.id}`;
  const body = HookRequest.extend({ hook: z.literal(service.hook), context: service.context });
  const { events } = options;
  app.post(
    url,
    { schema: { summary: service.title, body, response: { 200: HookResponse, ...failures } } },
    async (request): Promise<HookResponse> => {
      const call = request.body as z.output<typeof body>;
      const { access, refused } = serverOf(call as HookRequest, options.fhirServers);
      if (refused) events.serverRefused(service.id);
      return withinDeadline(
        options.deadlineMs - sinceReceived(request),
        (signal) => service.call({ context: call.context, prefetch: call.prefetch ?? {}, server: access, signal }),
        () => {
          events.late(service.id);
          return { cards: [] };
        },
      );
    },
  );
}

function registerFeedback(app: FastifyInstance, service: CdsService, events: CdsEvents): void {
  const url = `/cds-services/${service.id}/feedback`;
  app.post(
    url,
    {
      schema: {
        summary: `Feedback on cards of ${service.id}`,
        body: Feedback,
        response: { 200: z.object({}), ...failures },
      },
    },
    async (request) => {
      for (const item of (request.body as z.output<typeof Feedback>).feedback) events.feedback(service.id, item);
      return {};
    },
  );
}
