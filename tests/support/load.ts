import { setTimeout as wait } from 'node:timers/promises';

/** Callers who call again and again. */
export interface Load<T> {
  /** Every answer so far, in order. */
  readonly answers: readonly T[];
  /** Calls that were never answered: the connection broke, or there was none. */
  broken(): number;
  /** Lets every caller finish its call. */
  end(): Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** So many callers at a time, each with a pause between its calls. */
export function keepCalling<T>(callers: number, pauseMs: number, call: () => Promise<T>): Load<T> {
  const answers: T[] = [];
  let broken = 0;
  let ending = false;
  const done = Promise.all(
    Array.from({ length: callers }, async () => {
      while (!ending) {
        await call().then(
          (answer) => void answers.push(answer),
          () => {
            broken += 1;
          },
        );
        await wait(pauseMs);
      }
    }),
  );
  const end = async () => {
    ending = true;
    await done;
    running.delete(end);
  };
  running.add(end);
  return { answers, broken: () => broken, end };
}

/** Ends what still runs after a test that failed. */
export async function endLoads(): Promise<void> {
  await Promise.all([...running].map((end) => end()));
}

/** Waits until something is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const late = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > late) throw new Error(`${what}: not within ${ms} ms`);
    await wait(50);
  }
}
