import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Call, Results } from './history.ts';

/** A message to a replica's process; the reply repeats its id. */
export type ToReplica = { readonly id: number } & (
  | { readonly to: 'use'; readonly url: string }
  | { readonly to: 'call'; readonly call: Call; readonly now: number }
  | { readonly to: 'lose-replies'; readonly count: number }
  | { readonly to: 'stop' }
);

export type FromReplica = { readonly id: number } & ({ readonly result: object } | { readonly error: string });

type Request = ToReplica extends infer T ? (T extends ToReplica ? Omit<T, 'id'> : never) : never;

/** The call was never sent, so it certainly had no effect. */
export class NotSent extends Error {}

/** One replica, whose process can be killed, paused and restarted. */
export interface ReplicaProcess {
  /** The name of its current process. */
  name(): string;
  /** Starts a process if none is running, and opens the store at this URL if it is not open. */
  start(url: string): Promise<void>;
  /** @throws NotSent if no process is running; any other error if the outcome is unknown */
  call(call: Call, now: number): Promise<Results[Call['kind']]>;
  loseReplies(count: number): Promise<void>;
  /** SIGKILL: nothing more is written. */
  kill(): Promise<void>;
  /** Flushes and exits, as for an upgrade. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
}

/** Longer than any pause or lock of the nemesis. */
const callTimeoutMs = 6000;
const startTimeoutMs = 30_000;

export function createReplicaProcess(title: string): ReplicaProcess {
  let [child, generation, used, ids] = [undefined as ChildProcess | undefined, -1, '', 0];
  const waiting = new Map<number, PromiseWithResolvers<object>>();

  const send = async <T>(request: Request, ms = callTimeoutMs): Promise<T> => {
    const to = child;
    if (to === undefined || !to.connected) throw new NotSent(`${title} does not run`);
    const id = ids++;
    const answer = Promise.withResolvers<object>();
    waiting.set(id, answer);
    to.send({ ...request, id }, (error) => error && answer.reject(error));
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
      await send({ to: 'use', url }, startTimeoutMs);
    },
    call: (call, now) => send({ to: 'call', call, now }),
    loseReplies: async (count) => void (await send({ to: 'lose-replies', count })),
    kill: () => ended((running) => void running.kill('SIGKILL')),
    stop: () => ended((running) => void running.send({ id: -1, to: 'stop' } satisfies ToReplica)),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
  return self;
}
