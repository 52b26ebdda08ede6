import { MessageChannel, parentPort, threadId, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { answerCalls, type CallAnswer, type ReceivedCall } from '../../cds/answer-call.ts';
import { problemOf } from '../../cds/operation-outcome.ts';
import type { CdsService } from '../../cds/service.ts';
import type { ChartDependencies } from '../../chart/dependencies.ts';
import type { Config } from '../../config/config.ts';
import type { MemoryQuery } from '../../memory/memory.ts';
import { createPseudonyms } from '../../memory/pseudonyms.ts';
import { errorClassOf, silentLog } from '../../observability/log.ts';
import type { FramedPage } from '../../pages/framed-page.ts';
import type { Problem } from '../../problem.ts';
import type { ThreadRequest } from '../../thread/open-thread.ts';
import { openCharts } from '../charts.ts';
import { warmUpGradually } from '../gradual-warm-up.ts';
import { openSites } from '../opened-sites.ts';
import { rehearse } from '../rehearsal.ts';
import { threadsOf } from '../threads.ts';
import { type MainFunctions, observeBy } from './main-functions.ts';

/** What a worker is started with. */
export interface WorkerSettings {
  readonly config: Config;
  /** As bytes: a Buffer does not stay one between threads. */
  readonly pseudonymKey: Uint8Array;
  readonly formerPseudonymKey: Uint8Array | undefined;
}

/** An answer, or why there is none (an Error would lose its class between threads), and the id of the thread. */
export type WorkerAnswer = { readonly worker: number } & (
  | CallAnswer
  | { readonly problem: Pick<Problem, 'kind' | 'where'> }
);

/** What a worker does. */
export interface CallWorker {
  answerCall(call: ReceivedCall): Promise<WorkerAnswer>;
  /** Rejects where no page could be made. */
  openThread(request: ThreadRequest): Promise<FramedPage>;
}

/** Opens the charts of a worker thread, warms it up, and resolves to what answers its calls. */
export async function openCallWorker(
  services: (charts: ChartDependencies) => readonly CdsService[],
): Promise<CallWorker> {
  const { config, pseudonymKey, formerPseudonymKey }: WorkerSettings = workerData;
  const main = linkToMain();
  const { log, metrics } = observeBy((observations) => void main.observe.asEvent(observations), config.logLevel);
  const charts = openCharts(config, {
    log,
    metrics,
    memory: { recall: recallBy(main) },
    pseudonyms: createPseudonyms(Buffer.from(pseudonymKey), formerPseudonymKey && Buffer.from(formerPseudonymKey)),
    // The main thread reads the same files and says so.
    fileLog: silentLog,
  });
  const { codeSets, dependencies } = charts;
  const sites = openSites(config, charts, services);
  const answer = answerCalls((site) => sites(site).services, {
    serverRejected: metrics.fhirServerRejected,
    late: metrics.answeredLate,
  });
  const { recall } = dependencies.memory;
  const rehearsal = rehearse({ config, codeSets, charts: dependencies, memory: { recall } }, services);
  await new Promise<void>((resolve) => {
    warmUpGradually(rehearsal, resolve, () => false)
      .catch((error: unknown) => log.warn({ event: 'warm-up', outcome: 'failed', errorClass: errorClassOf(error) }))
      .finally(resolve);
  });
  void main.ready.asEvent();
  return {
    answerCall: async (call) => {
      try {
        return { worker: threadId, ...(await answer(call)) };
      } catch (error) {
        const { kind, where } = problemOf(error);
        if (kind === 'internal') log.error({ event: 'error', problem: kind, errorClass: errorClassOf(error) });
        return { worker: threadId, problem: { kind, where } };
      }
    },
    openThread: threadsOf(sites),
  };
}

/** The main thread's functions, over a channel that it is given now. */
function linkToMain() {
  const { port1, port2 } = new MessageChannel();
  parentPort?.postMessage(port2, [port2]);
  return createBirpc<MainFunctions>(
    {},
    { post: (message) => port1.postMessage(message), on: (listen) => port1.on('message', listen), timeout: -1 },
  );
}

function recallBy(main: ReturnType<typeof linkToMain>) {
  let last = 0;
  return async (query: MemoryQuery, signal?: AbortSignal) => {
    last += 1;
    const id = last;
    const hurry = () => void main.hurry.asEvent(id);
    const snapshot = main.recall(id, query);
    if (signal?.aborted) hurry();
    else signal?.addEventListener('abort', hurry, { once: true });
    return snapshot.finally(() => signal?.removeEventListener('abort', hurry));
  };
}
