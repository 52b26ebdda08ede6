import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { services as ourServices } from '#hooks/index.ts';
import type { AnsweredCall, CdsService } from '#src/cds/service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import { readConfig } from '#src/config/config.ts';
import { createAuditWriter } from '#src/observability/audit.ts';
import { createLog } from '#src/observability/log.ts';
import type { ServiceMemory } from '#src/wiring/memory.ts';
import { composeService, type Service } from '#src/wiring/service.ts';
import { assertDocumented } from './documented-statuses.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly services: readonly CdsService[];
  readonly charts: ChartDependencies;
  readonly memory: ServiceMemory;
  /** Every line logged so far. */
  readonly lines: readonly string[];
  /** Every line of the audit so far. */
  readonly audited: readonly Record<string, unknown>[];
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Sends a value as JSON, or a text as it is. */
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  metrics(): Promise<string>;
  /** Listens and warms up, as `src/main.ts` does. */
  listen(): Promise<boolean>;
  /** Requests are no longer welcome, as on SIGTERM. */
  markNotReady(): void;
  /** Reads the site's files anew, as SIGHUP does. */
  reload(): void;
  rehearse: Service['rehearse'];
  close(): Promise<void>;
}

/** The whole app, composed as `src/main.ts` does, on 30 September 2026 and with any FHIR server allowed. */
export async function startApp(
  options: {
    readonly env?: Record<string, string>;
    readonly services?: (charts: ChartDependencies) => readonly CdsService[];
    readonly pressure?: FastifyUnderPressureOptions;
    readonly onAnswered?: (call: AnsweredCall) => void;
  } = {},
): Promise<TestApp> {
  const standard = {
    DEMO: 'on',
    AS_OF: '2026-09-30',
    FHIR_SERVERS: '*',
    LOG_LEVEL: 'debug',
    DEADLINE_MS: '2000',
    WORKERS: '0',
  };
  // Without the demonstration the default is a file beside the program, which one run would leave to the next.
  const config = readConfig({ ...standard, STORE_URL: 'memory:', ...options.env });
  const lines: string[] = [];
  const log = createLog({ level: config.logLevel, to: { write: (line) => void lines.push(line) } });
  const audited: Record<string, unknown>[] = [];
  const composed = await composeService(config, {
    log,
    services: options.services ?? ourServices,
    audit: {
      write: createAuditWriter({ write: (line) => void audited.push(JSON.parse(line)) }),
      reopen: () => {},
      close: async () => {},
    },
    // A busy machine that runs the tests is not what they are about.
    pressure: options.pressure ?? {},
    ...(options.onAnswered && { onAnswered: options.onAnswered }),
  });
  const { app, services, charts, memory } = composed;
  await app.ready();
  const ask = async (request: InjectOptions & { readonly method: string; readonly url: string }) => {
    const answer = await app.inject(request);
    assertDocumented(app, request.method, request.url, answer.statusCode);
    return answer;
  };
  return {
    app,
    services,
    charts,
    memory,
    lines,
    get: (url, headers = {}) => ask({ method: 'GET', url, headers }),
    post: (url, body, headers = {}) =>
      ask({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', ...headers },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    metrics: async () => (await app.inject('/metrics')).body,
    audited,
    listen: composed.listen,
    markNotReady: composed.markNotReady,
    reload: composed.reload,
    rehearse: composed.rehearse,
    close: () => composed.close(1000),
  };
}
