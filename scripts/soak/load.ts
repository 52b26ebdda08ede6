import { setTimeout as wait } from 'node:timers/promises';
import type { HookResponse } from '#src/cds/protocol.ts';
import type { ShownCard, SoakCall } from './calls.ts';

/** Calls at a steady rate, and what came of them. */
export interface SoakLoad {
  calls(): number;
  /** How often each method, path and status that should not be came. */
  readonly unexpected: ReadonlyMap<string, number>;
  /** How often each path was answered with a status. */
  readonly answers: ReadonlyMap<string, number>;
  latest(): ShownCard | undefined;
  /** Calls that were not made, since too many were unanswered, or that the service shed: the machine is too slow. */
  overload(): number;
  /** Resolves when the time is over and every call was answered. */
  readonly done: Promise<void>;
}

/** More than this waiting for an answer is more than the machine can do. */
const mostInFlight = 50;
const patienceMs = 20_000;

export function startLoad(
  address: string,
  { perSecond, untilMs }: { readonly perSecond: number; readonly untilMs: number },
  callOf: (n: number) => SoakCall,
): SoakLoad {
  const [unexpected, answers, inFlight] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Set<Promise<void>>(),
  ];
  const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  let [calls, due, overload] = [0, 0, 0];
  let latest: ShownCard | undefined;

  const make = async (call: SoakCall) => {
    const { path, method, headers, body = null, expected } = call;
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(address + path, { method, headers, body, signal });
    const said = await answer.json();
    count(answers, `${method} ${path} ${answer.status}`);
    const isShed = answer.status === 503 && answer.headers.has('retry-after');
    if (isShed) overload += 1;
    else if (!expected.includes(answer.status)) count(unexpected, `${method} ${path} ${answer.status}`);
    const [card] = call.patient === undefined ? [] : ((said as HookResponse).cards ?? []);
    if (card !== undefined) latest = { path, card };
  };

  const drive = async () => {
    const started = performance.now();
    while (performance.now() < untilMs) {
      due += 1;
      if (inFlight.size >= mostInFlight) overload += 1;
      else {
        const call = callOf(calls++);
        const made: Promise<void> = make(call)
          .catch(({ name }: Error) => void count(unexpected, `${call.method} ${call.path} ${name}`))
          .finally(() => inFlight.delete(made));
        inFlight.add(made);
      }
      await wait(Math.max(0, started + (due * 1000) / perSecond - performance.now()));
    }
    await Promise.all(inFlight);
  };

  return { calls: () => calls, unexpected, answers, latest: () => latest, overload: () => overload, done: drive() };
}
