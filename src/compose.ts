import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import pTimeout from 'p-timeout';
import type { Admin } from './admin/routes.ts';
import { buildApp } from './app.ts';
import type { CdsEvents } from './cds/routes.ts';
import type { CdsService } from './cds/service.ts';
import { clientAuthOf, createClientList } from './client-list.ts';
import { type Collaborators, createCollaborators, fileReport } from './collaborators.ts';
import type { Config } from './config.ts';
import { detectors } from './detectors/index.ts';
import { createErasure } from './erasure.ts';
import { createFeedback } from './feedback.ts';
import { type Audit, openAudit } from './observability/audit.ts';
import type { Log } from './observability/log.ts';
import { createMetrics } from './observability/metrics.ts';
import { createReadiness } from './readiness.ts';
import { rehearse } from './rehearsal.ts';
import { openRemembering, type Remembering } from './remembering.ts';
import { staffNotice } from './staff-notice.ts';

/** Of the time in which to end, this share is for writing down what waits. */
const writingShare = 0.25;

/** So long whoever reads the audit may take for its last lines. */
const outputMs = 500;

/** What a program decides that runs the service. */
export interface Composing {
  readonly services: (collaborators: Collaborators) => readonly CdsService[];
  readonly log: Log;
  readonly answered?: CdsEvents['answered'];
  readonly pressure?: FastifyUnderPressureOptions;
  readonly audit?: Audit;
  readonly tracing?: FastifyPluginCallback;
}

/** The service as a whole; it listens to nothing yet. */
export interface Composed {
  readonly app: FastifyInstance;
  readonly services: readonly CdsService[];
  readonly collaborators: Collaborators;
  /**
   * Listens, and makes itself ready; true once requests are welcome, false where it was told to leave meanwhile.
   * @throws where it can't listen
   */
  listen(): Promise<boolean>;
  /** Reads the site's files anew and opens the audit's file again. */
  reload(): void;
  /** Requests are no longer welcome: readiness says so. */
  leave(): void;
  /** Finishes what is in flight and writes down what waits, for so many ms at most. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * Builds the service from its settings.
 * @throws one clear line where a file of the site, or the store, can't be used
 */
export async function compose(config: Config, composing: Composing): Promise<Composed> {
  const { log, answered = () => {}, pressure, tracing } = composing;
  const metrics = createMetrics();
  const audit = composing.audit ?? openAudit(config.auditLog, (event, count) => log.error({ event, count }));
  const remembering = await openRemembering(config, log, metrics);
  const { memory, store, pseudonyms, usedTokens } = remembering;
  const collaborators = createCollaborators(config, log, metrics, remembering);
  const services = composing.services(collaborators);
  const clients = openClients(config, log, usedTokens);
  const readiness = createReadiness(log);
  const app = await buildApp({
    config,
    log,
    metrics,
    audit,
    services,
    events: { answered, prefetchAlone: staffNotice(config.staffDirectory, collaborators.detectors, log) },
    clients: clients && { auth: clients.auth, origins: clients.origins },
    feedback: createFeedback({ memory, keepComments: config.keepComments, log, metrics }),
    admin: adminOf(config.adminToken, { store, erase: createErasure({ memory, pseudonyms, audit, log }) }),
    detections: { detectors, settingsOf: (code) => collaborators.thresholds().get(code) },
    checks: { ...readiness.checks, store: store.check, ...(clients && { keySets: clients.check }) },
    ...(pressure && { pressure }),
    ...(tracing && { tracing }),
  });
  return {
    app,
    services,
    collaborators,
    listen: () =>
      readiness.open(
        () => app.listen({ host: config.host, port: config.port }),
        rehearse(collaborators, composing.services),
      ),
    reload: () => {
      clients?.list.reload();
      audit.reopen();
    },
    leave: readiness.leave,
    close: (timeoutMs) => close({ app, collaborators, clients, remembering, audit }, timeoutMs),
  };
}

type Parts = {
  readonly app: FastifyInstance;
  readonly collaborators: Collaborators;
  readonly clients: ReturnType<typeof openClients>;
  readonly remembering: Remembering;
  readonly audit: Audit;
};

async function close({ app, collaborators, clients, remembering, audit }: Parts, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  collaborators.close();
  clients?.list.close();
  // Who hangs must not keep what waits from being written down.
  await pTimeout(app.close(), { milliseconds: Math.max(1, timeoutMs * (1 - writingShare)), message: false });
  await remembering.close(Math.max(0, until - performance.now()));
  await audit.close(outputMs);
}

function adminOf(
  token: string | undefined,
  admin: Omit<Admin, 'token' | 'onRefused'>,
): Omit<Admin, 'onRefused'> | undefined {
  return token === undefined ? undefined : { token, ...admin };
}

/** The clients that may call; undefined where nobody has to say who calls. */
function openClients(config: Config, log: Log, usedTokens: Remembering['usedTokens']) {
  if (config.trustedClients === undefined) return undefined;
  const list = createClientList(config.trustedClients, fileReport(log)('TRUSTED_CLIENTS'));
  const { auth, check } = clientAuthOf(list.current, config.publicUrl, usedTokens);
  // Fetches the keys before the first call needs them; what fails here, readiness tells.
  check().catch(() => {});
  return { list, auth, check, origins: () => list.current().flatMap(({ origins }) => origins) };
}
