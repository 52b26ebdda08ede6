import { setTimeout as wait } from 'node:timers/promises';
import type { HookResponse } from '#src/cds/protocol.ts';
import type { ShownCard, SoakCall } from './calls.ts';

/** A steady load, and its results. */
export interface SoakLoad {
  calls(): number;
  /** Counts of unexpected responses by method, path and status. */
  readonly unexpected: ReadonlyMap<string, number>;
  /** Counts of responses by method, path and status. */
  readonly responses: ReadonlyMap<string, number>;
  latest(): ShownCard | undefined;
  /** Calls skipped because too many were in flight, or shed by the service: the machine is too slow. */
  overload(): number;
  /** Resolves when the time is up and every call has completed. */
  readonly done: Promise<void>;
}

/** Beyond this many calls in flight the machine cannot keep up. */
const maxInFlight = 50;
const callTimeoutMs = 20_000;

export function startLoad(
  address: string,
  { perSecond, untilMs }: { readonly perSecond: number; readonly untilMs: number },
  callOf: (n: number) => SoakCall,
): SoakLoad {
  const [unexpected, responses, inFlight] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Set<Promise<void>>(),
  ];
  const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  let [calls, due, overload] = [0, 0, 0];
  let latest: ShownCard | undefined;

  const send = async (call: SoakCall) => {
    const { path, method, headers, body = null, expected } = call;
    const signal = AbortSignal.timeout(callTimeoutMs);
    const response = await fetch(address + path, { method, headers, body, signal });
    const responseBody = await response.json();
    count(responses, `${method} ${path} ${response.status}`);
    const isShed = response.status === 503 && response.headers.has('retry-after');
    if (isShed) overload += 1;
    else if (!expected.includes(response.status)) count(unexpected, `${method} ${path} ${response.status}`);
    const [card] = call.patient === undefined ? [] : ((responseBody as HookResponse).cards ?? []);
    if (card !== undefined) latest = { path, card };
  };

  const run = async () => {
    const started = performance.now();
    while (performance.now() < untilMs) {
      due += 1;
      if (inFlight.size >= maxInFlight) overload += 1;
      else {
        const call = callOf(calls++);
        const sent: Promise<void> = send(call)
          .catch(({ name }: Error) => void count(unexpected, `${call.method} ${call.path} ${name}`))
          .finally(() => inFlight.delete(sent));
        inFlight.add(sent);
      }
      await wait(Math.max(0, started + (due * 1000) / perSecond - performance.now()));
    }
    await Promise.all(inFlight);
  };

  return { calls: () => calls, unexpected, responses, latest: () => latest, overload: () => overload, done: run() };
}
