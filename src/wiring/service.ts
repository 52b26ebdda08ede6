import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import pTimeout from 'p-timeout';
import { createErasure } from '../admin/erase-person.ts';
import type { Admin } from '../admin/routes.ts';
import { buildApp } from '../app.ts';
import type { CdsEvents } from '../cds/routes.ts';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import { createFeedback } from '../chart/feedback.ts';
import type { Config } from '../config/config.ts';
import { type Audit, openAudit } from '../observability/audit.ts';
import type { Log } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { DetectionPages } from '../pages/detections.ts';
import type { Rehearsed } from '../warm-up/warm-up.ts';
import { type Charts, fileReport, openCharts } from './charts.ts';
import { clientAuthOf, createClientList } from './clients.ts';
import { openMemory, type ServiceMemory } from './memory.ts';
import { createReadiness } from './readiness.ts';
import { rehearse } from './rehearsal.ts';
import { staffNotice } from './staff-notice.ts';

/** Of the time in which to end, this share is for writing down what waits. */
const writingShare = 0.25;

/** So long whoever reads the audit may take for its last lines. */
const outputMs = 500;

/** What a program decides that runs the service. */
export interface ServiceOptions {
  readonly services: (charts: ChartDependencies) => readonly CdsService[];
  readonly log: Log;
  readonly onAnswered?: CdsEvents['answered'];
  readonly pressure?: FastifyUnderPressureOptions;
  readonly audit?: Audit;
  readonly tracing?: FastifyPluginCallback;
}

/** The service as a whole; it listens to nothing yet. */
export interface Service {
  readonly app: FastifyInstance;
  readonly services: readonly CdsService[];
  readonly charts: ChartDependencies;
  readonly memory: ServiceMemory;
  /**
   * Listens, and makes itself ready; true once requests are welcome, false where it was told to leave meanwhile.
   * @throws where it can't listen
   */
  listen(): Promise<boolean>;
  /** Reads the site's files anew and opens the audit's file again. */
  reload(): void;
  /** Requests are no longer welcome: readiness says so. */
  markNotReady(): void;
  /** The calls of the warm-up, one by one; nothing of them is logged, counted or remembered. */
  rehearse(): AsyncGenerator<Rehearsed>;
  /** Finishes what is in flight and writes down what waits, for so many ms at most. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * Builds the service from its settings.
 * @throws one clear line where a file of the site, or the store, can't be used
 */
export async function composeService(config: Config, options: ServiceOptions): Promise<Service> {
  const { log, onAnswered = () => {}, pressure, tracing } = options;
  const metrics = createMetrics();
  const audit = options.audit ?? openAudit(config.auditLog, (event, count) => log.error({ event, count }));
  const memoryParts = await openMemory(config, log, metrics);
  const { memory, store, pseudonyms, usedTokens } = memoryParts;
  const charts = openCharts(config, log, metrics, memoryParts);
  const services = options.services(charts.dependencies);
  const clients = openClients(config, log, usedTokens);
  const readiness = createReadiness(log);
  const rehearseCalls = () =>
    rehearse({ config, codeSets: charts.codeSets, store, charts: charts.dependencies }, options.services);
  const app = await buildApp({
    config,
    log,
    metrics,
    audit,
    services,
    events: {
      answered: onAnswered,
      prefetchAlone: staffNotice(config.staffDirectory, charts.dependencies.detectors, log),
    },
    clients: clients && { auth: clients.auth, origins: clients.origins },
    feedback: createFeedback({ memory, keepComments: config.keepComments, log, metrics }),
    admin: adminOf(config.adminToken, { store, erase: createErasure({ memory, pseudonyms, audit, log }) }),
    detections: detectionPages(charts.dependencies),
    checks: { ...readiness.checks, store: store.check, ...(clients && { keySets: clients.check }) },
    ...(pressure && { pressure }),
    ...(tracing && { tracing }),
  });
  return {
    app,
    services,
    charts: charts.dependencies,
    memory: memoryParts,
    listen: () => readiness.open(() => app.listen({ host: config.host, port: config.port }), rehearseCalls()),
    reload: () => {
      clients?.list.reload();
      audit.reopen();
    },
    markNotReady: readiness.markNotReady,
    rehearse: rehearseCalls,
    close: (timeoutMs) => close({ app, charts, clients, memory: memoryParts, audit }, timeoutMs),
  };
}

function detectionPages({ words, thresholds }: ChartDependencies): DetectionPages {
  return { descriptions: words.wording.descriptions, settingsOf: (code) => thresholds().get(code) };
}

type Parts = {
  readonly app: FastifyInstance;
  readonly charts: Charts;
  readonly clients: ReturnType<typeof openClients>;
  readonly memory: ServiceMemory;
  readonly audit: Audit;
};

async function close({ app, charts, clients, memory, audit }: Parts, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  charts.close();
  clients?.list.close();
  // Who hangs must not keep what waits from being written down.
  await pTimeout(app.close(), { milliseconds: Math.max(1, timeoutMs * (1 - writingShare)), message: false });
  await memory.close(Math.max(0, until - performance.now()));
  await audit.close(outputMs);
}

function adminOf(
  token: string | undefined,
  admin: Omit<Admin, 'token' | 'onRefused'>,
): Omit<Admin, 'onRefused'> | undefined {
  return token === undefined ? undefined : { token, ...admin };
}

/** The clients that may call; undefined where nobody has to say who calls. */
function openClients(config: Config, log: Log, usedTokens: ServiceMemory['usedTokens']) {
  if (config.trustedClients === undefined) return undefined;
  const list = createClientList(config.trustedClients, fileReport(log)('TRUSTED_CLIENTS'));
  const { auth, check } = clientAuthOf(list.current, config.publicUrl, usedTokens);
  // Fetches the keys before the first call needs them; what fails here, readiness tells.
  check().catch(() => {});
  return { list, auth, check, origins: () => list.current().flatMap(({ origins }) => origins) };
}
