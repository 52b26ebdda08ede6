import { Worker } from 'node:worker_threads';
import type { Failure, Outcome } from './fuzz.ts';
import type { Message, Task } from './worker.ts';

/** Tries inputs in a thread of its own, which can be ended where one of them never comes back. */
export interface Fuzzer {
  run(task: Task): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Longer no input takes, however busy the machine is. */
const patienceMs = 60_000;

/** A fuzzer; its thread starts with the first task, and anew where an input has ended it. */
export function createFuzzer(): Fuzzer {
  let worker: Worker | undefined;
  const stop = async () => {
    await worker?.terminate();
    worker = undefined;
  };
  return {
    run: async (task) => {
      worker ??= new Worker(new URL('./worker.ts', import.meta.url));
      const outcome = await outcomeOf(worker, task);
      // What the thread was at when it failed may still go on.
      if (outcome.failure !== undefined) await stop();
      return outcome;
    },
    stop,
  };
}

function outcomeOf(worker: Worker, task: Task): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  let [tried, input] = [0, 'null'];
  const failed = (error: string) => {
    const failure: Failure = { input: JSON.parse(input), error };
    resolve({ tried, reached: 0, failure });
  };
  const timer = setTimeout(() => failed(`did not come back within ${patienceMs / 1000} s`), patienceMs);
  // An exception outside of what is awaited would have ended the service.
  const onError = (error: unknown) => failed(`ended the process: ${error}`);
  const onMessage = (message: Message) => {
    timer.refresh();
    if ('outcome' in message) return resolve(message.outcome);
    tried += 1;
    input = message.trying;
  };
  worker.on('message', onMessage).on('error', onError);
  worker.postMessage(task);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.off('message', onMessage).off('error', onError);
  });
}
