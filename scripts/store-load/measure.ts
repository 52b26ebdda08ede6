/** Times of one kind of call, in ms. */
export interface Measured {
  readonly calls: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU of the database for one call, in ms. */
  readonly databaseMs: number;
  /** CPU of this process for one call, in ms. */
  readonly ownMs: number;
}

/** Makes calls for some seconds, up to `atOnce` at a time. `databaseCpu` reads the CPU time that the database has used, in seconds. */
export async function measure(
  call: () => Promise<unknown>,
  { seconds, atOnce, databaseCpu }: { seconds: number; atOnce: number; databaseCpu: () => Promise<number> },
): Promise<Measured> {
  const times: number[] = [];
  const [database, own, started] = [await databaseCpu(), process.cpuUsage(), performance.now()];
  const until = started + seconds * 1000;
  const caller = async () => {
    while (performance.now() < until) {
      const before = performance.now();
      await call();
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  const elapsedMs = performance.now() - started;
  const { user, system } = process.cpuUsage(own);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    calls: times.length,
    perSecond: (times.length / elapsedMs) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    databaseMs: ((await databaseCpu()) - database) * (1000 / times.length),
    ownMs: (user + system) / 1000 / times.length,
  };
}

/** Wall-clock time of one call, in ms. */
export async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await call();
  return performance.now() - before;
}
