import accepts from '@fastify/accepts';
import rateLimit from '@fastify/rate-limit';
import pressure, { type FastifyUnderPressureOptions } from '@fastify/under-pressure';
import fastify, { type FastifyInstance, type FastifyPluginCallback, type FastifyReply } from 'fastify';
import type { ZodType } from 'zod';
import { onAdminRefusal } from './admin/bearer.ts';
import { type Admin, registerAdmin } from './admin/routes.ts';
import type { AnswerCall } from './cds/answer-call.ts';
import { requireClientToken } from './cds/authenticate.ts';
import type { ClientAuth } from './cds/client-auth.ts';
import { trackBodyReceived } from './cds/deadline.ts';
import { allowListOf } from './cds/fhir-access.ts';
import { malformed, problemOf } from './cds/operation-outcome.ts';
import { type CdsOptions, registerCalls, registerCdsRoutes, type TakeFeedback } from './cds/routes.ts';
import type { Config } from './config/config.ts';
import { watchMethods } from './http/allowed-methods.ts';
import { notifyAnswered } from './http/answered-calls.ts';
import { auditRequests } from './http/audit-requests.ts';
import { type BodyMemory, createBodyMemory } from './http/body-memory.ts';
import { answerBrokenRequest } from './http/client-errors.ts';
import { handleErrors, type PageOfProblem, sendProblem } from './http/error-handler.ts';
import { useBytes, useJsonParser } from './http/json-parser.ts';
import { shedCalls } from './http/load-shedding.ts';
import { routePath } from './http/normalize-url.ts';
import { registerOpenApi } from './http/openapi.ts';
import { limitRate } from './http/rate-limit.ts';
import { receiveInto } from './http/receive-body.ts';
import { onClientRefusal } from './http/rejections.ts';
import { endConnectionsOnClose, logRequests } from './http/request-log.ts';
import { brokenHeaders, registerHeaders } from './http/security-headers.ts';
import { largestBody } from './http/unread-body.ts';
import { limitUploads } from './http/uploads.ts';
import type { Audit } from './observability/audit.ts';
import { type Checks, registerHealth } from './observability/health.ts';
import type { Log } from './observability/log.ts';
import type { Metrics } from './observability/metrics.ts';
import { type DetectionPages, registerDetectionPages } from './pages/detections.ts';
import { registerHome } from './pages/home.ts';
import { basesOf } from './smart/registrations.ts';
import { pageOfProblem, registerSmart, type SmartOptions } from './smart/routes.ts';
import { withoutTrailingSlash } from './values/base-url.ts';

export interface AppOptions {
  readonly config: Pick<
    Config,
    'publicUrl' | 'demo' | 'deadlineMs' | 'fhirServers' | 'ratePerSecond' | 'trustProxy' | 'reachableBy'
  >;
  /** Who may call, and from which pages; undefined where callers need no token. */
  readonly clients?: { readonly auth: ClientAuth; readonly origins: () => readonly string[] } | undefined;
  readonly siteOf: CdsOptions['siteOf'];
  readonly servicesOf: CdsOptions['servicesOf'];
  readonly answer: AnswerCall;
  readonly detections: DetectionPages;
  /** The thread of care; undefined in a twin of the app that nobody opens. */
  readonly smart: Omit<SmartOptions, 'publicUrl' | 'log'> | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly audit: Pick<Audit, 'write'>;
  /** What must work for the service to be ready. */
  readonly checks: Checks;
  /** Languages of the cards that nobody who speaks them has reviewed. */
  readonly unreviewedLanguages: () => readonly string[];
  readonly feedback: TakeFeedback;
  /** Called, each once, for every answer that has left. */
  readonly onAnswered: readonly CdsOptions['onAnswered'][];
  /** The administrator's routes; undefined where there is no administrator's token. */
  readonly admin: Omit<Admin, 'onRefused'> | undefined;
  /** Above these limits the hooks answer 503; by default once the event loop itself is a deadline behind. */
  readonly pressure?: FastifyUnderPressureOptions;
  /** Makes spans of requests. */
  readonly tracing?: FastifyPluginCallback;
}

const timeLimits = { headers: 10_000, request: 30_000, checkEvery: 1_000 };

/** The HTTP app: plugins and routes in their order. It listens to nothing yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, log, metrics } = options;
  const smart = options.smart && { ...options.smart, publicUrl: config.publicUrl, log };
  const pageOf = smart ? pageOfProblem(smart) : () => undefined;
  const app = createServer(config, brokenHeaders(config, options.clients?.origins), pageOf);
  const onRefusal = onClientRefusal({ log, metrics });
  if (options.tracing) await app.register(options.tracing);
  const refuseOtherMethods = watchMethods(app);
  trackBodyReceived(app);
  const memory = createBodyMemory();
  useJsonParser(app, receiveInto(memory), memory);
  await registerHeaders(app, config, options.clients?.origins);
  endConnectionsOnClose(app);
  logRequests(app, { log, metrics });
  auditRequests(app, { ...options, services: options.servicesOf(undefined) });
  requireClientToken(app, options.clients?.auth, onRefusal);
  handleErrors(app, { log, onRefusal, pageOf });
  await registerOpenApi(app, {
    publicUrl: config.publicUrl,
    services: options.servicesOf(undefined),
    needsToken: options.clients !== undefined,
  });
  registerHealth(app, { metrics, checks: options.checks, unreviewedLanguages: options.unreviewedLanguages });
  await app.register(accepts);
  registerHome(app, config);
  registerDetectionPages(app, options.detections);
  await app.register(rateLimit, { global: false });
  if (options.admin) registerAdmin(app, { ...options.admin, onRefused: onAdminRefusal({ log, metrics }) });
  if (smart) await app.register((thread) => registerThread(thread, options, smart));
  await app.register((hooks) => registerHooks(hooks, options, memory));
  refuseOtherMethods();
  return app;
}

/** The thread of care, behind the limits of rate, by address, and load. */
async function registerThread(thread: FastifyInstance, options: AppOptions, smart: SmartOptions): Promise<void> {
  const { ratePerSecond, deadlineMs } = options.config;
  limitRate(thread, ratePerSecond);
  await thread.register(pressure, options.pressure ?? { maxEventLoopDelay: deadlineMs });
  shedCalls(thread, deadlineMs);
  await registerSmart(thread, smart);
}

/** The CDS services, behind the limits of rate, load and uploads. */
async function registerHooks(hooks: FastifyInstance, options: AppOptions, memory: BodyMemory): Promise<void> {
  const { config, log, siteOf, servicesOf, answer, feedback } = options;
  limitRate(hooks, config.ratePerSecond);
  await hooks.register(pressure, options.pressure ?? { maxEventLoopDelay: config.deadlineMs });
  const receive = limitUploads(hooks, memory, shedCalls(hooks, config.deadlineMs));
  useJsonParser(hooks, receive, memory);
  const routes: CdsOptions = {
    deadlineMs: config.deadlineMs,
    fhirServers: allowListOf(config.fhirServers, basesOf(options.smart?.clients() ?? [])),
    silenceForAll: config.reachableBy === 'this machine',
    ...{ siteOf, servicesOf, answer },
    releaseBody: memory.release,
    feedback,
    onAnswered: notifyAnswered(options.onAnswered, log),
  };
  registerCdsRoutes(hooks, routes);
  await hooks.register(async (calls) => {
    useBytes(calls, receive);
    registerCalls(calls, routes);
  });
}

function createServer(
  { publicUrl, trustProxy }: AppOptions['config'],
  headersOf: ReturnType<typeof brokenHeaders>,
  pageOf: PageOfProblem,
): FastifyInstance {
  const prefix = withoutTrailingSlash(new URL(publicUrl).pathname);
  const app = fastify({
    bodyLimit: largestBody,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    requestTimeout: timeLimits.request,
    http: { headersTimeout: timeLimits.headers, connectionsCheckingInterval: timeLimits.checkEvery },
    return503OnClosing: false,
    rewriteUrl: (request) => routePath(request.url ?? '/', prefix),
    // No hook runs for these. The type of the reply is generic here; it is sent in the same way as everywhere.
    frameworkErrors: (error, request, reply) => {
      const problem = problemOf(error);
      const sent = reply.headers(headersOf(request)) as unknown as FastifyReply;
      return sendProblem(sent, problem, pageOf(request, problem.kind));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler<ZodType>(({ schema }) => (data) => {
    const result = schema.safeParse(data);
    return result.success ? { value: result.data } : { error: malformed(result.error) };
  });
  app.setSerializerCompiler(() => JSON.stringify);
  return app;
}
