import rateLimit from '@fastify/rate-limit';
import pressure, { type FastifyUnderPressureOptions } from '@fastify/under-pressure';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyPluginCallback,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { ZodType } from 'zod';
import { onAdminRefusal } from './admin/bearer.ts';
import { type Admin, registerAdmin } from './admin/routes.ts';
import { assertTokenNotReplayed, type OnRefusal, requireClientToken } from './cds/authenticate.ts';
import type { ClientAuth } from './cds/client-auth.ts';
import { trackBodyReceived } from './cds/deadline.ts';
import { allowListOf } from './cds/fhir-access.ts';
import { malformed, outcomeOf, problemOf } from './cds/operation-outcome.ts';
import { type CdsEvents, registerCdsRoutes, type TakeFeedback } from './cds/routes.ts';
import type { CdsService } from './cds/service.ts';
import type { Config } from './config/config.ts';
import { watchMethods } from './http/allowed-methods.ts';
import { auditCalls } from './http/audit-requests.ts';
import { answerBrokenRequest } from './http/client-errors.ts';
import { useJsonParser } from './http/json-parser.ts';
import { shedCalls } from './http/load-shedding.ts';
import { routePath } from './http/normalize-url.ts';
import { registerOpenApi } from './http/openapi.ts';
import { limitRate } from './http/rate-limit.ts';
import { onClientRefusal } from './http/rejections.ts';
import { brokenHeaders, registerHeaders } from './http/security-headers.ts';
import { discardUnreadBody } from './http/unread-body.ts';
import { limitUploads } from './http/uploads.ts';
import type { Audit } from './observability/audit.ts';
import { type Checks, registerHealth } from './observability/health.ts';
import { classOf, type Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';
import { type DetectionPages, registerDetectionPages } from './pages/detections.ts';
import { Problem, problems } from './problem.ts';

export interface AppOptions {
  readonly config: Pick<Config, 'publicUrl' | 'demo' | 'deadlineMs' | 'fhirServers' | 'ratePerSecond' | 'trustProxy'>;
  /** Who may call, and how they are told; undefined where nobody has to say who calls. */
  readonly clients?: { readonly auth: ClientAuth; readonly origins: () => readonly string[] } | undefined;
  readonly services: readonly CdsService[];
  readonly detections: DetectionPages;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly audit: Pick<Audit, 'write'>;
  /** What must work so that requests are welcome. */
  readonly checks: Checks;
  readonly feedback: TakeFeedback;
  /** Told of each answer that has left, and of each client whose call came without a FHIR server that could be called. */
  readonly events: Pick<CdsEvents, 'answered' | 'prefetchAlone'>;
  /** The counts for whoever runs the service; undefined where nobody may see them. */
  readonly admin: Omit<Admin, 'onRefused'> | undefined;
  /** Above these the hooks answer 503; by default once the event loop itself is a deadline behind. */
  readonly pressure?: FastifyUnderPressureOptions;
  /** Makes spans of requests. */
  readonly tracing?: FastifyPluginCallback;
}

const bodyLimit = 10 * 1024 * 1024;
const timeLimits = { headers: 10_000, request: 30_000, checkEvery: 1_000 };
const json = 'application/json; charset=utf-8';

/** The HTTP app from its collaborators; it listens to nothing yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const prefix = new URL(options.config.publicUrl).pathname.replace(/\/$/, '');
  const app = createServer(prefix, options.config.trustProxy, brokenHeaders(options.config, options.clients?.origins));
  if (options.tracing) await app.register(options.tracing);
  const refuseOtherMethods = watchMethods(app);
  trackBodyReceived(app);
  useJsonParser(app);
  await registerHeaders(app, options.config, options.clients?.origins);
  observeRequests(app, options);
  auditCalls(app, options);
  const clientRefused = onClientRefusal(options);
  requireClientToken(app, options.clients?.auth, clientRefused);
  answerErrors(app, options);
  await registerOpenApi(app, options.config.publicUrl);
  registerHealth(app, { metrics: options.metrics, checks: options.checks });
  registerDetectionPages(app, options.detections);
  await app.register(rateLimit, { global: false });
  if (options.admin !== undefined) registerAdmin(app, { ...options.admin, onRefused: onAdminRefusal(options) });
  await app.register(async (hooks) => {
    limitRate(hooks, options.config.ratePerSecond);
    await hooks.register(pressure, options.pressure ?? { maxEventLoopDelay: options.config.deadlineMs });
    limitUploads(hooks, shedCalls(hooks, options.config.deadlineMs));
    registerCdsRoutes(hooks, {
      deadlineMs: options.config.deadlineMs,
      fhirServers: allowListOf(options.config.fhirServers),
      services: options.services,
      feedback: options.feedback,
      events: { ...eventsFor(options), clientRefused },
    });
  });
  refuseOtherMethods();
  return app;
}

function createServer(
  prefix: string,
  trustProxy: readonly string[],
  headersOf: ReturnType<typeof brokenHeaders>,
): FastifyInstance {
  const app = fastify({
    bodyLimit,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    requestTimeout: timeLimits.request,
    http: { headersTimeout: timeLimits.headers, connectionsCheckingInterval: timeLimits.checkEvery },
    return503OnClosing: false,
    rewriteUrl: (request) => routePath(request.url ?? '/', prefix),
    // No hook runs for these. Reply's type is generic here; it is sent in the same way as everywhere.
    frameworkErrors: (error, request, reply) =>
      send(reply.headers(headersOf(request.headers.origin)) as unknown as FastifyReply, problemOf(error)),
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler<ZodType>(({ schema }) => (data) => {
    const result = schema.safeParse(data);
    return result.success ? { value: result.data } : { error: malformed(result.error) };
  });
  app.setSerializerCompiler(() => JSON.stringify);
  return app;
}

function eventsFor({ log, metrics, events }: AppOptions) {
  return {
    serverRefused: metrics.serverRefused,
    late: metrics.late,
    ...events,
    failedAfterAnswer: (service: string, thrown: unknown) =>
      log.error({ event: 'failed-after-answer', service, errorClass: classOf(thrown) }),
  };
}

function observeRequests(app: FastifyInstance, { log, metrics }: AppOptions): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onResponse', async (request, reply) => {
    // A connection that was busy when closing began would otherwise be kept alive, and closing would wait for it.
    if (closing) setImmediate(() => app.server.closeIdleConnections());
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    const { method } = request;
    metrics.request(route, method, reply.statusCode, reply.elapsedTime / 1000);
    const line = { event: 'request', route, method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (route.startsWith('/cds-services')) log.info(line);
    else log.debug(line);
  });
}

function answerErrors(app: FastifyInstance, options: AppOptions): void {
  const { log } = options;
  // Before the body is read: an unknown address is 404 whatever is sent there.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw new Problem('not-found');
  });
  app.setNotFoundHandler(() => {
    throw new Problem('not-found');
  });
  const clientRefused = onClientRefusal(options);
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const problem = await problemFor(request, problemOf(error), clientRefused);
    const { status } = problems[problem.kind];
    const route = request.routeOptions.url ?? 'unknown';
    if (problem.kind === 'internal')
      log.error({ event: 'error', route, problem: problem.kind, errorClass: classOf(error) });
    await discardUnreadBody(request, reply);
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5');
    return send(reply, problem);
  });
}

/**
 * Whoever shows a used token learns nothing, whatever else is wrong with the call. Who is told to come again later may
 * come with the same token.
 */
function problemFor(request: FastifyRequest, problem: Problem, clientRefused: OnRefusal): Promise<Problem> {
  if (problem.kind === 'throttled' || problem.kind === 'overloaded') return Promise.resolve(problem);
  return assertTokenNotReplayed(request, clientRefused).then(() => problem, problemOf);
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problems[problem.kind].status)
    .type(json)
    .send(JSON.stringify(outcomeOf(problem)));
}
