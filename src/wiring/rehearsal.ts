import { type AnswerCall, answerCalls } from '../cds/answer-call.ts';
import { sharedNow } from '../cds/deadline.ts';
import { allowListOf } from '../cds/fhir-access.ts';
import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import { createGateway } from '../fhir/client/client.ts';
import { indexedStaff } from '../fhir/read/read-directory.ts';
import { createReader } from '../fhir/reader.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Memory } from '../memory/memory.ts';
import { silentLog } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import { staffResources } from '../warm-up/practice.ts';
import { type DryRun, type WarmUpAnswer, warmUp } from '../warm-up/warm-up.ts';
import type { PostBox } from './twin-app.ts';

/** All cards of a chart. */
const policy = { maxCards: 20, cardsPer100: 0 } as const;
/** Enough time for code that has never run. */
const patienceMs = 10_000;

/** The service of which the rehearsal is a twin. */
export interface Original {
  readonly config: Config;
  readonly charts: ChartDependencies;
  readonly codeSets: CodeSets;
  readonly memory: Pick<Memory, 'recall'>;
}

/**
 * Answers calls by a twin of the service in this thread, with the same words, code sets and memory; but nothing of it is
 * logged, counted, audited, traced or remembered, nobody else can call it, and it reads made-up records alone.
 */
export async function* rehearse(
  original: Original,
  services: (charts: ChartDependencies) => readonly CdsService[],
  openBox: (services: readonly CdsService[], answer: AnswerCall) => Promise<PostBox> = openDirectly,
): AsyncGenerator<WarmUpAnswer> {
  const open = async (): Promise<DryRun> => {
    const rehearsed = services(twinOf(original));
    const answer = answerCalls(() => rehearsed, { serverRejected: () => {}, late: () => {} });
    const box = await openBox(rehearsed, (call, onBodyRead) =>
      answer({ ...call, deadline: sharedNow() + patienceMs }, onBodyRead),
    );
    return { services: rehearsed, ...box };
  };
  yield* warmUp(open, original.charts.clock().asOf);
}

/** Without HTTP. */
async function openDirectly(_services: readonly CdsService[], answer: AnswerCall): Promise<PostBox> {
  const call = { tenant: 'open', site: undefined, allowed: allowListOf(['*']), mayLearnWhy: true, deadline: 0 };
  return {
    post: async ({ service, body }) => (await answer({ ...call, service, body: Buffer.from(body) })).response,
    close: async () => {},
  };
}

function twinOf({ config, charts, codeSets, memory }: Original): ChartDependencies {
  const staff = staffResources(charts.clock().asOf);
  return {
    ...charts,
    policy: { ...charts.policy, ...policy },
    log: silentLog,
    metrics: createMetrics(),
    reader: createReader({
      timeZone: config.timeZone,
      codeSets,
      staff: indexedStaff(() => staff, codeSets),
      gateway: createGateway(),
    }),
    memory,
  };
}
