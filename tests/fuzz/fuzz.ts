import fc from 'fast-check';
import { affordable } from './cpu.ts';
import { smaller } from './smaller.ts';
import type { RunningTarget, Target } from './target.ts';

/** An input that went wrong, as small as it could be made, and how. */
export interface Failure {
  readonly input: unknown;
  readonly error: string;
}

/** What became of inputs of one target. */
export interface Outcome {
  readonly tried: number;
  /** How many reached what lies behind the first checks. */
  readonly reached: number;
  readonly failure: Failure | undefined;
}

/** Called with each input, as JSON, before it is tried: what never comes back can then still be told. */
export type OnInput = (json: string) => void;

/** Tries generated inputs until one goes wrong; the same seed gives the same ones. */
export async function fuzz(target: Target, seed: number, runs: number, onInput: OnInput): Promise<Outcome> {
  const running = await target.start();
  const started = { ...target, running };
  try {
    let [tried, reached] = [0, 0];
    const property = fc.asyncProperty(target.inputs, async (input) => {
      const whether = await tryOne(started, input, onInput);
      tried += 1;
      if (whether) reached += 1;
    });
    const { counterexample, errorInstance } = await fc.check(property, { seed, numRuns: runs });
    if (counterexample === null) return { tried, reached, failure: undefined };
    const failure = { input: counterexample[0], error: String(errorInstance) };
    return { tried, reached, failure: await smallest(started, failure, onInput) };
  } finally {
    await running.stop();
  }
}

/** Tries one input. */
export async function replay(target: Target, input: unknown, onInput: OnInput): Promise<Outcome> {
  const running = await target.start();
  const started = { ...target, running };
  try {
    const reached = await tryOne(started, input, onInput);
    return { tried: 1, reached: Number(reached), failure: undefined };
  } catch (error) {
    return { tried: 1, reached: 0, failure: { input, error: String(error) } };
  } finally {
    await running.stop();
  }
}

type Started = Pick<Target, 'allowedMs'> & { readonly running: RunningTarget };

function tryOne({ running, allowedMs }: Started, input: unknown, onInput: OnInput): Promise<boolean> {
  const json = JSON.stringify(input);
  onInput(json);
  return affordable({ bytes: Buffer.byteLength(json), allowedMs }, () => running.try(input));
}

/** Takes away from an input whatever can go while it still goes wrong in the same way. */
async function smallest(started: Started, first: Failure, onInput: OnInput): Promise<Failure> {
  let { input, error } = first;
  for (const candidate of smaller(() => input)) {
    const again = await tryOne(started, candidate, onInput).then(() => '', String);
    if (kindOf(again) === kindOf(error)) [input, error] = [candidate, again];
  }
  return { input, error };
}

/** How an error begins, without the numbers that differ from one input to the next. */
function kindOf(error: string): string {
  return error.slice(0, 60).replace(/\d+/g, '');
}
