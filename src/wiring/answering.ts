import { type AnswerCall, answerCalls, noCards } from '../cds/answer-call.ts';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import type { Memory } from '../memory/memory.ts';
import type { Checks } from '../observability/health.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { chartsOn, openingCall } from '../warm-up/openings.ts';
import type { WarmUpAnswer } from '../warm-up/warm-up.ts';
import type { Charts } from './charts.ts';
import type { OpenedSites } from './opened-sites.ts';
import { rehearse } from './rehearsal.ts';
import { type OpenThread, threadsOf } from './threads.ts';
import { openTwinApp } from './twin-app.ts';
import { mainFunctions } from './workers/main-functions.ts';

/** Who answers calls: this thread, or worker threads. */
export interface Answering {
  readonly answer: AnswerCall;
  readonly openThread: OpenThread;
  /** Warms up whatever answers. */
  warmUp(): AsyncIterable<unknown>;
  /** Runs the calls of the warm-up in this thread, one by one; nothing of them is logged, counted or remembered. */
  rehearse(): AsyncGenerator<WarmUpAnswer>;
  /** What must hold for the service to be ready, by name. */
  readonly checks: Checks;
  close(): Promise<void>;
}

/** What answers are made with. */
export interface AnsweringParts {
  readonly config: Config & { readonly pseudonymKey: Buffer };
  readonly charts: Charts;
  readonly memory: Pick<Memory, 'recall'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly servicesOf: (charts: ChartDependencies) => readonly CdsService[];
}

/** Opens what answers the calls of these sites, whose services are those of `servicesOf`. */
export async function openAnswering(sites: OpenedSites, parts: AnsweringParts): Promise<Answering> {
  const { config, charts, memory, metrics, servicesOf } = parts;
  const original = { config, codeSets: charts.codeSets, charts: charts.dependencies, memory };
  const rehearseHere = () => rehearse(original, servicesOf, openTwinApp(config));
  if (config.workers > 0) return { ...(await inWorkers(sites(undefined).services, parts)), rehearse: rehearseHere };
  return {
    answer: answerCalls((site) => sites(site).services, {
      serverRejected: metrics.fhirServerRejected,
      late: metrics.answeredLate,
    }),
    openThread: threadsOf(sites),
    warmUp: rehearseHere,
    rehearse: rehearseHere,
    checks: {},
    close: async () => {},
  };
}

async function inWorkers(
  services: readonly CdsService[],
  { config, charts, memory, log, metrics }: AnsweringParts,
): Promise<Omit<Answering, 'rehearse'>> {
  // Only where there are workers: it takes memory and time at the start.
  const { openCallPool } = await import('./workers/call-pool.ts');
  const { pseudonymKey, formerPseudonymKey } = config;
  const pool = openCallPool({
    worker: new URL('./workers/worker-thread.ts', import.meta.url),
    settings: { config, pseudonymKey, formerPseudonymKey },
    functions: () => mainFunctions(memory, { log, metrics }),
    events: {
      late: metrics.answeredLate,
      workerEnded: () => {
        metrics.workerEnded();
        log.error({ event: 'worker-ended' });
      },
    },
  });
  return {
    answer: pool.answer,
    openThread: pool.openThread,
    warmUp: async function* () {
      await pool.warm;
      yield* postFew(config, services, charts.dependencies);
    },
    checks: { workers: pool.check },
    close: pool.close,
  };
}

/** Few calls whose answers are there already: what is left to the main thread is HTTP. */
const fewCalls = 3;

async function* postFew(
  config: Config,
  services: readonly CdsService[],
  { clock }: ChartDependencies,
): AsyncGenerator<string> {
  const [service] = services;
  if (service === undefined) return;
  const { post, close } = await openTwinApp(config)(services, async () => noCards);
  try {
    const call = openingCall(chartsOn(clock().asOf).long, service, clock().asOf);
    for (let n = 0; n < fewCalls; n += 1) yield await post(call);
  } finally {
    await close();
  }
}
