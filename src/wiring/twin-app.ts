import { buildApp } from '../app.ts';
import type { AnswerCall } from '../cds/answer-call.ts';
import type { CdsService } from '../cds/service.ts';
import type { Config } from '../config/config.ts';
import { silentLog } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { SyntheticCall } from '../warm-up/openings.ts';

/** Where made-up calls are posted. */
export interface PostBox {
  /** Resolves to the body of the response. */
  post(call: SyntheticCall): Promise<string>;
  close(): Promise<void>;
}

/** A twin of the app that nobody else can call, and of which nothing is logged, counted, audited or traced. */
export function openTwinApp(config: Config) {
  return async (services: readonly CdsService[], answer: AnswerCall): Promise<PostBox> => {
    const app = await buildApp({
      config: { ...config, ratePerSecond: 0, fhirServers: ['*'] },
      log: silentLog,
      metrics: createMetrics(),
      audit: { write: () => {} },
      siteOf: () => undefined,
      servicesOf: () => services,
      answer,
      onAnswered: [],
      feedback: async () => {},
      admin: undefined,
      smart: undefined,
      detections: { language: config.language, settingsOf: () => undefined },
      checks: {},
      unreviewedLanguages: () => [],
      pressure: {},
    });
    return {
      post: async ({ service, body }) => {
        const headers = { 'content-type': 'application/json' };
        return (await app.inject({ method: 'POST', url: `/cds-services/${service}`, headers, payload: body })).body;
      },
      close: async () => app.close(),
    };
  };
}
