import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { services as ourServices } from '#hooks/index.ts';
import { buildApp } from '#src/app.ts';
import type { CdsService } from '#src/cds/service.ts';
import { type Collaborators, createCollaborators } from '#src/collaborators.ts';
import { readConfig } from '#src/config.ts';
import { detectors } from '#src/detectors/index.ts';
import { createLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly services: readonly CdsService[];
  readonly collaborators: Collaborators;
  /** Every line logged so far. */
  readonly lines: readonly string[];
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Sends a value as JSON, or a text as it is. */
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** The whole app, composed as `src/main.ts` does, on 30 September 2026 and with any FHIR server allowed. */
export async function startApp(
  options: {
    readonly env?: Record<string, string>;
    readonly services?: (collaborators: Collaborators) => readonly CdsService[];
    readonly pressure?: FastifyUnderPressureOptions;
  } = {},
): Promise<TestApp> {
  const standard = { DEMO: 'on', AS_OF: '2026-09-30', FHIR_SERVERS: '*', LOG_LEVEL: 'debug', DEADLINE_MS: '2000' };
  const config = readConfig({ ...standard, ...options.env });
  const lines: string[] = [];
  const log = createLog({ level: config.logLevel, to: { write: (line) => void lines.push(line) } });
  const collaborators = createCollaborators(config, log, createMetrics());
  const services = (options.services ?? ourServices)(collaborators);
  const app = await buildApp({
    config,
    log,
    metrics: collaborators.metrics,
    services,
    detections: { detectors, settingsOf: (code) => collaborators.thresholds().get(code) },
    // A busy machine that runs the tests is not what they are about.
    pressure: options.pressure ?? {},
  });
  await app.ready();
  return {
    app,
    services,
    collaborators,
    lines,
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers }),
    post: (url, body, headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', ...headers },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    metrics: async () => (await app.inject('/metrics')).body,
    close: async () => {
      collaborators.close();
      await app.close();
    },
  };
}
