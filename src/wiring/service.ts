import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import pTimeout from 'p-timeout';
import { createErasure } from '../admin/erase-person.ts';
import type { Admin } from '../admin/routes.ts';
import { createWaking } from '../admin/wake-detection.ts';
import { type AppOptions, buildApp } from '../app.ts';
import { unreviewedOf } from '../cards/wording/index.ts';
import type { CdsOptions } from '../cds/routes.ts';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import { createFeedback } from '../chart/feedback.ts';
import { rememberOpenings } from '../chart/opening-record.ts';
import type { Config } from '../config/config.ts';
import { codes } from '../detectors/index.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { WarmUpAnswer } from '../warm-up/warm-up.ts';
import { type Answering, openAnswering } from './answering.ts';
import type { ServiceMemory } from './memory.ts';
import { type OpenedSites, openSites } from './opened-sites.ts';
import { openOwnPages } from './own-pages.ts';
import { openParts, type Parts, type PartsOptions } from './parts.ts';
import { countBySite, hasStaff } from './site-calls.ts';
import { smartPages } from './smart-pages.ts';
import { warnOfUnknownStaff } from './staff-notice.ts';

/** Share of the time to close that is reserved for writing openings that still wait. */
const flushShare = 0.25;

/** How long the reader of the audit may take for its last lines. */
const outputMs = 500;

/** Options chosen by the process that embeds the service. */
export interface ServiceOptions extends PartsOptions {
  readonly services: (charts: ChartDependencies) => readonly CdsService[];
  /** Called for each answer that has left. */
  readonly onAnswered?: CdsOptions['onAnswered'];
  readonly pressure?: FastifyUnderPressureOptions;
  readonly tracing?: FastifyPluginCallback;
}

/** The service as a whole; it listens to nothing yet. */
export interface Service {
  readonly app: FastifyInstance;
  readonly services: readonly CdsService[];
  readonly charts: ChartDependencies;
  readonly memory: ServiceMemory;
  readonly metrics: Metrics;
  /**
   * Listens and warms up; true once it is ready, false if it was marked as not ready meanwhile.
   * @throws if it can't listen
   */
  listen(): Promise<boolean>;
  /** Reads the site's files again and reopens the audit's file. */
  reload(): void;
  /** Readiness fails from now on, so that no new requests are routed here. */
  markNotReady(): void;
  /** Runs the calls of the warm-up one by one; nothing of them is logged, counted or remembered. */
  rehearse(): AsyncGenerator<WarmUpAnswer>;
  /** Finishes requests in flight and writes openings that wait, within `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * Builds the service from its settings.
 * @throws one clear line if a file of the site, or the store, can't be used
 */
export async function composeService(config: Config, options: ServiceOptions): Promise<Service> {
  const parts = await openParts(config, options);
  const { memory, metrics, charts, clients, readiness, audit } = parts;
  const opened = openSites(config, charts, options.services);
  const { services } = opened(undefined);
  const answering = await openAnswering(opened, { ...parts, memory: memory.memory, servicesOf: options.services });
  const app = await buildApp(appOptions(parts, opened, answering, options));
  return {
    app,
    services,
    charts: charts.dependencies,
    memory,
    metrics,
    listen: () => readiness.open(() => app.listen({ host: config.host, port: config.port }), answering.warmUp()),
    reload: () => {
      clients?.list.reload();
      audit.reopen();
    },
    markNotReady: readiness.markNotReady,
    rehearse: answering.rehearse,
    close: (timeoutMs) => close(app, { ...parts, answering }, timeoutMs),
  };
}

function appOptions(
  {
    config,
    log,
    metrics,
    audit,
    memory: serviceMemory,
    charts,
    clients,
    smart,
    sites,
    administration,
    readiness,
  }: Parts,
  opened: OpenedSites,
  answering: Answering,
  { onAnswered, pressure, tracing }: ServiceOptions,
): AppOptions {
  const { memory, store, pseudonyms } = serviceMemory;
  const { detectors, thresholds } = charts.dependencies;
  const ownPagesOf = openOwnPages(opened, charts.codeSets, serviceMemory, metrics);
  return {
    config,
    log,
    metrics,
    audit,
    siteOf: sites.of,
    servicesOf: (site) => opened(site).services,
    answer: answering.answer,
    onAnswered: [
      rememberOpenings(memory),
      warnOfUnknownStaff(hasStaff(config, sites), detectors, log),
      countBySite(config, sites, metrics),
      ...(onAnswered ? [onAnswered] : []),
    ],
    smart: {
      ...smart,
      pages: smartPages({ openThread: answering.openThread, ownPagesOf, launched: administration.launched }, sites),
    },
    clients: clients && { auth: clients.auth, origins: clients.origins },
    feedback: createFeedback({ memory, keepComments: config.keepComments, log, metrics }),
    admin: adminOf(config.adminToken, {
      ...administration,
      erase: createErasure({ memory, pseudonyms, audit, log }),
      wake: createWaking({ store, codes, audit, log }),
    }),
    detections: { language: config.language, settingsOf: (code) => thresholds().get(code) },
    unreviewedLanguages: () => unreviewedOf([config.language, ...sites.languages()]),
    checks: {
      ...readiness.checks,
      ...answering.checks,
      store: store.check,
      ...(clients && { keySets: clients.check }),
    },
    ...(pressure && { pressure }),
    ...(tracing && { tracing }),
  };
}

async function close(
  app: FastifyInstance,
  { charts, clients, memory, audit, sites, administration, answering }: Parts & { readonly answering: Answering },
  timeoutMs: number,
) {
  const until = performance.now() + timeoutMs;
  charts.close();
  sites.close();
  clients?.list.close();
  // Cap app.close(): a connection that hangs must not block the final flush.
  await pTimeout(app.close(), { milliseconds: Math.max(1, timeoutMs * (1 - flushShare)), message: false });
  await answering.close();
  await administration.close();
  await memory.close(Math.max(0, until - performance.now()));
  await audit.close(outputMs);
}

function adminOf(
  token: string | undefined,
  admin: Omit<Admin, 'token' | 'onRefused'>,
): Omit<Admin, 'onRefused'> | undefined {
  return token === undefined ? undefined : { token, ...admin };
}
