const usuallyAllowedMs = 50;

/** Another program, a compilation or a collection of garbage may take part in one measurement, but not in all of these. */
const repeats = 5;

/**
 * Runs `work`, which may cost so many ms and 1 ms for each of these kilobytes, and measures the processor's time of this
 * process (not the clock's: the machine may be busy). Where it is too much, the cheapest of several runs counts.
 * @throws where that is too much too
 */
export async function affordable<T>(
  { bytes, allowedMs = usuallyAllowedMs }: { readonly bytes: number; readonly allowedMs?: number | undefined },
  work: () => T | Promise<T>,
): Promise<T> {
  const allowed = allowedMs + bytes / 1024;
  const first = await measured(work);
  let cheapest = first.ms;
  for (let n = 1; n < repeats && cheapest > allowed; n += 1) cheapest = Math.min(cheapest, (await measured(work)).ms);
  if (cheapest > allowed)
    throw new Error(`${Math.round(cheapest)} ms of CPU for ${bytes} bytes, of ${Math.round(allowed)} allowed`);
  return first.result;
}

async function measured<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
}
