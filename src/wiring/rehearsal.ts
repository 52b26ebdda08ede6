import { buildApp } from '../app.ts';
import { answerCalls } from '../cds/answer-call.ts';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { createGateway } from '../fhir/client/client.ts';
import { createReader } from '../fhir/reader.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import { createMemory } from '../memory/memory.ts';
import { silentLog } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { WatchedStore } from '../store/watched-store.ts';
import { staffResources } from '../warm-up/practice.ts';
import { type DryRun, type WarmUpAnswer, warmUp } from '../warm-up/warm-up.ts';

/** All cards of a chart, and enough time for code that has never run. */
const differences = { maxCards: 20, cardsPer100: 0, deadlineMs: 10_000, ratePerSecond: 0 } as const;

const forgetful = { record: () => {}, unflushed: () => [], flush: async () => true };

/** The service of which the rehearsal is a twin. */
export interface Original {
  readonly config: Config;
  readonly charts: ChartDependencies;
  readonly codeSets: CodeSets;
  readonly store: WatchedStore;
}

/**
 * Answers calls by a twin of the service in this process, with the same words, code sets and store; but nothing of it is
 * logged, counted, audited, traced or remembered, nobody else can call it, and it reads made-up records alone.
 */
export async function* rehearse(
  original: Original,
  services: (charts: ChartDependencies) => readonly CdsService[],
): AsyncGenerator<WarmUpAnswer> {
  const today = original.charts.clock().asOf;
  const closing: (() => Promise<void>)[] = [];
  const open = async (): Promise<DryRun> => {
    const charts = twinOf(original);
    const rehearsed = services(charts);
    const app = await buildApp({
      config: { ...original.config, ...differences, fhirServers: ['*'] },
      log: silentLog,
      metrics: charts.metrics,
      audit: { write: () => {} },
      services: rehearsed,
      answer: answerCalls(rehearsed, { serverRejected: () => {}, late: () => {} }),
      onAnswered: [],
      feedback: async () => {},
      admin: undefined,
      detections: { descriptions: charts.words.wording.descriptions, settingsOf: () => undefined },
      checks: {},
      pressure: {},
    });
    closing.push(() => app.close());
    return {
      services: rehearsed,
      post: async ({ service, body }) => {
        const headers = { 'content-type': 'application/json' };
        const url = `/cds-services/${service}`;
        return (await app.inject({ method: 'POST', url, headers, payload: body })).body;
      },
    };
  };
  try {
    yield* warmUp(open, today);
  } finally {
    await Promise.all(closing.map((close) => close()));
  }
}

function twinOf({ config, charts, codeSets, store }: Original): ChartDependencies {
  const staff = staffResources(charts.clock().asOf);
  return {
    ...charts,
    policy: { ...charts.policy, ...differences },
    log: silentLog,
    metrics: createMetrics(),
    reader: createReader({
      timeZone: config.timeZone,
      codeSets,
      staff: { current: () => staff },
      gateway: createGateway(),
    }),
    // Reads from the store, and writes nothing.
    memory: createMemory({ ...store, reportTimeout: () => {} }, forgetful),
  };
}
