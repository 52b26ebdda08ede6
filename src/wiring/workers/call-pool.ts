import type { MessagePort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { Piscina } from 'piscina';
import { type AnswerCall, noCards, type ReceivedCall } from '../../cds/answer-call.ts';
import { sharedNow } from '../../cds/deadline.ts';
import type { FramedPage } from '../../pages/framed-page.ts';
import { Problem } from '../../problem.ts';
import type { ThreadRequest } from '../../thread/open-thread.ts';
import { type OpenThread, readingMs } from '../threads.ts';
import type { WorkerAnswer, WorkerSettings } from './call-worker.ts';
import { leastBusy } from './least-busy.ts';
import type { MainFunctions } from './main-functions.ts';

/** Worker threads that answer calls; whatever a call holds, it delays no other for longer than its own time. */
export interface CallPool {
  readonly answer: AnswerCall;
  /** Rejects with the Problem `overloaded` where the worker was ended, by this page or by something else. */
  readonly openThread: OpenThread;
  /** Resolves once all workers are warm. */
  readonly warm: Promise<void>;
  /** Rejects if there is no worker. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface CallPoolOptions {
  /** The file that a worker runs. */
  readonly worker: URL;
  readonly settings: WorkerSettings;
  /** What the main thread does for one worker. */
  readonly functions: () => Omit<MainFunctions, 'ready'>;
  readonly events: {
    /** A call was answered without cards because its worker was not done at the deadline. */
    late(service: string): void;
    /** A worker was ended with what it was doing, and is replaced. */
    workerEnded(): void;
  };
}

/**
 * Heap of one worker. A body of 10 MiB, or a chart of 64 MiB from a FHIR server, takes up to six times its size; one that
 * takes more ends its worker, not the process.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512 };
type Pool = Piscina<ReceivedCall | ThreadRequest, WorkerAnswer | FramedPage>;

/** Calls that wait for their FHIR server leave their worker free for others. */
const callsPerWorker = 64;

/** Starts the workers of `settings`. */
export function openCallPool(options: CallPoolOptions): CallPool {
  const { settings, functions, events } = options;
  const balance = leastBusy(sharedNow);
  const pool = startWorkers(options, balance);
  const isWarm = Promise.withResolvers<void>();
  let [warm, closing] = [0, false];
  const ready = () => {
    warm += 1;
    if (warm === settings.config.workers) isWarm.resolve();
  };
  pool.on('message', (port: MessagePort) => link(port, { ...functions(), ready }));
  pool.on('workerDestroy', ({ id }: { readonly id: number }) => {
    balance.ended(id);
    if (!closing) events.workerEnded();
  });
  // What ends a worker rejects its calls; of workers that can't start `check` tells.
  pool.on('error', () => {});
  return {
    answer: answerBy(pool, options, balance.answered),
    openThread: threadBy(pool),
    warm: isWarm.promise,
    check: async () => {
      if (pool.threads.length === 0) throw new Error('no worker');
    },
    close: async () => {
      closing = true;
      await pool.destroy();
    },
  };
}

function startWorkers({ worker, settings }: CallPoolOptions, { choose }: ReturnType<typeof leastBusy>): Pool {
  const { workers } = settings.config;
  return new Piscina({
    filename: worker.href,
    name: 'answerCall',
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: callsPerWorker,
    // A worker that waits for its next call must still hear from FHIR servers and the main thread.
    atomics: 'disabled',
    recordTiming: false,
    loadBalancer: choose,
    resourceLimits,
    workerData: settings,
  });
}

function answerBy(pool: Pool, { settings, events }: CallPoolOptions, onAnswer: (worker: number) => void): AnswerCall {
  /** Undefined where its worker was ended or crashed, and another worker after it. */
  const run = async (call: ReceivedCall, signal: AbortSignal): Promise<WorkerAnswer | undefined> => {
    for (let tries = 0; tries < 2 && !signal.aborted && sharedNow() < call.deadline; tries += 1) {
      const answer = await runCall(pool, call, signal).catch(() => undefined);
      if (answer === undefined) continue;
      onAnswer(answer.worker);
      return answer;
    }
    return undefined;
  };
  return async (call, onBodyRead = () => {}) => {
    const end = new AbortController();
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    let timer = setTimeout(() => {
      resolve(undefined);
      timer = setTimeout(() => end.abort(), settings.config.deadlineMs);
    }, call.deadline - sharedNow());
    const work = run(call, end.signal).finally(() => clearTimeout(timer));
    // A worker that is being ended may still read it: that memory is left to the garbage collector.
    void work.then((answer) => answer !== undefined && onBodyRead());
    const answered = await Promise.race([work, tooLate]);
    if (answered === undefined) {
      events.late(call.service);
      return noCards;
    }
    if ('problem' in answered) throw new Problem(answered.problem.kind, answered.problem.where);
    return answered;
  };
}

/** The name is that of the worker's function, which gives its own kind of answer. */
async function runCall(pool: Pool, call: ReceivedCall, signal: AbortSignal): Promise<WorkerAnswer> {
  return (await pool.run(call, { signal, name: 'answerCall' })) as WorkerAnswer;
}

/** A worker that is still at a page when twice the time for reading has gone is ended, as with a call. */
function threadBy(pool: Pool): OpenThread {
  return async (request) => {
    const signal = AbortSignal.timeout(2 * readingMs);
    try {
      return (await pool.run(request, { signal, name: 'openThread' })) as FramedPage;
    } catch {
      throw new Problem('overloaded');
    }
  };
}

function link(port: MessagePort, functions: MainFunctions): void {
  createBirpc(functions, {
    post: (message) => port.postMessage(message),
    on: (listen) => port.on('message', listen),
  });
}
