/** What one call, and all calls in flight together, may ask of FHIR servers. */
export interface ReadLimits {
  /** Requests of one call: pages and repeats count, the server's own statement does not. */
  readonly maxReads: number;
  /** Decompressed bytes of the answers of one call. */
  readonly maxCallBytes: number;
  /** The same of all calls in flight: each holds what it received until it ends. */
  readonly maxBytesInFlight: number;
}

const mebibyte = 1024 * 1024;

/** A chart of seventeen sources with a dozen pages each fits; so do four calls that take all they may. */
export const readLimits: ReadLimits = {
  maxReads: 150,
  maxCallBytes: 64 * mebibyte,
  maxBytesInFlight: 256 * mebibyte,
};

/** What one call may still ask of its FHIR server, and until when (CWE-400). */
export interface ReadBudget {
  readonly deadline: AbortSignal;
  /** Aborted at the deadline, when bytes were refused, and at the call's end: what is still coming then ends. */
  readonly signal: AbortSignal;
  /** False where this call has made all its requests. */
  takeRead(): boolean;
  /** False where this call, or all calls together, would hold too much with these bytes; from then on always. */
  takeBytes(count: number): boolean;
  /** Gives back to the other calls what this one held; it gets nothing more. */
  close(): void;
}

/** Opens the budgets of calls that share a limit. */
export function createReadBudgets({ maxReads, maxCallBytes, maxBytesInFlight }: ReadLimits) {
  let inFlight = 0;
  return (deadline: AbortSignal): ReadBudget => {
    let [reads, bytes] = [0, 0];
    const spent = new AbortController();
    return {
      deadline,
      signal: AbortSignal.any([deadline, spent.signal]),
      takeRead: () => {
        reads += 1;
        return !spent.signal.aborted && reads <= maxReads;
      },
      takeBytes: (count) => {
        if (bytes + count > maxCallBytes || inFlight + count > maxBytesInFlight) spent.abort();
        if (spent.signal.aborted) return false;
        bytes += count;
        inFlight += count;
        return true;
      },
      close: () => {
        spent.abort();
        inFlight -= bytes;
        bytes = 0;
      },
    };
  };
}
