/** Timeout of reads once the call has been aborted. */
const abortedTimeoutMs = 15;

/** Applies a timeout to reads and backs off after a failure. Resolves to whether the read completed. */
export function withTimeoutAndBackOff<Query>(
  { timeoutMs, backOffMs }: { readonly timeoutMs: number; readonly backOffMs: number },
  onTimeout: () => void,
  work: (query: Query) => Promise<void>,
) {
  let retryAt = 0;
  return async (query: Query, signal?: AbortSignal): Promise<boolean> => {
    if (performance.now() < retryAt) return false;
    const reading = work(query).then(
      () => true,
      () => false,
    );
    const done = await resolvesWithin(signal?.aborted ? abortedTimeoutMs : timeoutMs, reading, signal);
    if (done) return true;
    retryAt = performance.now() + backOffMs;
    onTimeout();
    return false;
  };
}

/** False if the work takes longer than `ms`; after the signal aborts, only `abortedTimeoutMs` is left. */
async function resolvesWithin(ms: number, work: Promise<boolean>, signal?: AbortSignal): Promise<boolean> {
  const { promise: timedOut, resolve } = Promise.withResolvers<boolean>();
  // A process that was kept from running finds its timer due before the answer that has come meanwhile.
  const end = () => setImmediate(() => resolve(false));
  let timer = setTimeout(end, ms);
  const shortenTimeout = () => {
    clearTimeout(timer);
    timer = setTimeout(end, Math.min(ms, abortedTimeoutMs));
  };
  signal?.addEventListener('abort', shortenTimeout, { once: true });
  const result = await Promise.race([work, timedOut]);
  signal?.removeEventListener('abort', shortenTimeout);
  clearTimeout(timer);
  return result;
}
