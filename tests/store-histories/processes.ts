import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Call, Results } from './history.ts';

/** What a replica's process is asked, each with an id that its answer repeats. */
export type ToReplica = { readonly id: number } & (
  | { readonly to: 'use'; readonly url: string }
  | { readonly to: 'call'; readonly call: Call; readonly now: number }
  | { readonly to: 'lose-replies'; readonly count: number }
  | { readonly to: 'stop' }
);

export type FromReplica = { readonly id: number } & ({ readonly result: object } | { readonly error: string });

type Question = ToReplica extends infer T ? (T extends ToReplica ? Omit<T, 'id'> : never) : never;

/** A call that never left: it certainly had no effect. */
export class NotSent extends Error {}

/** One replica, whose process may be killed, paused and started again. */
export interface ReplicaProcess {
  /** The name of its present process. */
  name(): string;
  /** Starts a process where none runs, and opens the store at this address where it is not open. */
  start(url: string): Promise<void>;
  /** @throws NotSent where no process runs; any other error where it is not known what became of the call */
  call(call: Call, now: number): Promise<Results[Call['kind']]>;
  loseReplies(count: number): Promise<void>;
  /** SIGKILL: nothing is written down any more. */
  kill(): Promise<void>;
  /** Lets it write down what waits and end, as for an upgrade. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
}

/** Longer than any pause or lock of the nemesis. */
const patienceMs = 6000;
const startingMs = 30_000;

export function createReplicaProcess(title: string): ReplicaProcess {
  let [child, generation, used, ids] = [undefined as ChildProcess | undefined, -1, '', 0];
  const waiting = new Map<number, PromiseWithResolvers<object>>();

  const ask = async <T>(question: Question, ms = patienceMs): Promise<T> => {
    const to = child;
    if (to === undefined || !to.connected) throw new NotSent(`${title} does not run`);
    const id = ids++;
    const answer = Promise.withResolvers<object>();
    waiting.set(id, answer);
    to.send({ ...question, id }, (error) => error && answer.reject(error));
    const late = wait(ms, undefined, { ref: false }).then(() => answer.reject(new Error('no answer in time')));
    void late;
    try {
      return (await answer.promise) as T;
    } finally {
      waiting.delete(id);
    }
  };

  const begin = () => {
    generation += 1;
    const started = fork('tests/store-histories/replica-process.ts', {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (message: FromReplica) => {
      const answer = waiting.get(message.id);
      if ('error' in message) answer?.reject(new Error(message.error));
      else answer?.resolve(message.result);
    });
    started.on('exit', () => {
      if (child === started) child = undefined;
      for (const { reject } of waiting.values()) reject(new Error('its process ended'));
    });
    child = started;
  };

  const ended = async (how: (running: ChildProcess) => void) => {
    const running = child;
    if (running === undefined) return;
    const exit = once(running, 'exit');
    how(running);
    await exit;
  };

  const self: ReplicaProcess = {
    name: () => `${title}#${generation}`,
    start: async (url) => {
      if (child === undefined) begin();
      else if (url === used) return;
      used = url;
      await ask({ to: 'use', url }, startingMs);
    },
    call: (call, now) => ask({ to: 'call', call, now }),
    loseReplies: async (count) => void (await ask({ to: 'lose-replies', count })),
    kill: () => ended((running) => void running.kill('SIGKILL')),
    stop: () => ended((running) => void running.send({ id: -1, to: 'stop' } satisfies ToReplica)),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
  return self;
}
