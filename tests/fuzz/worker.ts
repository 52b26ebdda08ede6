import { parentPort } from 'node:worker_threads';
import { fuzz, type Outcome, replay } from './fuzz.ts';
import { targetNamed } from './targets/index.ts';

/** What is to be tried: inputs that a seed gives, or one. */
export type Task = { readonly target: string } & (
  | { readonly seed: number; readonly runs: number }
  | { readonly input: unknown }
);

/** What the thread says: the input that it tries next, as JSON, and in the end what became of all. */
export type Message = { readonly trying: string } | { readonly outcome: Outcome };

parentPort?.on('message', async (task: Task) => {
  const target = targetNamed(task.target);
  const say = (message: Message) => parentPort?.postMessage(message);
  const onInput = (trying: string) => say({ trying });
  const outcome = 'seed' in task ? fuzz(target, task.seed, task.runs, onInput) : replay(target, task.input, onInput);
  say({ outcome: await outcome });
});
