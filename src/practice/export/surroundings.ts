import { setTimeout as timeout } from 'node:timers/promises';
import { exportRefusal } from './refusal.ts';

/** What an export has around it; tests bring their own time. */
export interface Surroundings {
  /** Writes one line for whoever waits. */
  log(line: string): void;
  /** Ends the export, and the server's job with it. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after this many milliseconds; rejects when the signal ends it. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** What differs from {@link usualLimits}. */
  readonly limits?: Partial<Limits>;
}

/** How much, and how often, a server may answer. */
export interface Limits {
  /** Bytes of one manifest or other JSON; a manifest of 100,000 files has some 15 MB. */
  readonly jsonBytes: number;
  /** Manifests that follow one another by `link`. */
  readonly manifests: number;
  /** Files of all manifests. */
  readonly files: number;
  /** Bytes of one file once unpacked, and of one row. */
  readonly fileBytes: number;
  readonly rowBytes: number;
  /** Files that are fetched at once. */
  readonly atOnce: number;
  /** Attempts in a row that bring nothing new, of a file, or of a status that nobody answers. */
  readonly attempts: number;
  /** Milliseconds without a byte of an answer. */
  readonly idleMs: number;
  /** Milliseconds for the request that ends the job. */
  readonly endMs: number;
}

export const usualLimits: Limits = {
  jsonBytes: 32 * 1024 * 1024,
  manifests: 1000,
  files: 100_000,
  fileBytes: 64 * 1024 ** 3,
  rowBytes: 64 * 1024 * 1024,
  atOnce: 4,
  attempts: 12,
  idleMs: 120_000,
  endMs: 10_000,
};

/** The clock of this machine. */
export const realTime: Pick<Surroundings, 'now' | 'wait'> = {
  now: () => Date.now(),
  wait: (ms, signal) => timeout(ms, undefined, { signal }),
};

/** Seconds 1, 2, 4 … 60, in milliseconds, for the first, second and every later wait. */
export function backoffMs(waits: number): number {
  return 1000 * Math.min(60, 2 ** Math.min(waits, 6));
}

/** What ends an export that was asked to stop. */
export function stopped() {
  return exportRefusal('stopped', 'the export was stopped; nothing of it was written as whole');
}
